import { concatBytes } from '../../bytes.ts'
import { ByteCursor, fieldBytes, type Field, numberBytes } from '../records/byte-fields.ts'
import type { RecordFault } from '../records/refusals.ts'
import { An2Refused as Refused, notWritten } from './refusal.ts'
import { contentOf, item, type ReadRecord, taggedRecord } from './tagged-record.ts'

/** How the image of a record is stored: names of Type-14, in the order of the codes of Type-4. */
const compressions = ['NONE', 'WSQ20', 'JPEGB', 'JPEGL', 'JP2', 'JP2L', 'PNG'] as const
export type An2Compression = (typeof compressions)[number]

/*
 * Type-4, 8-bit grey at 500 pixels per inch, header 18 bytes, then the image:
 *   length 4 | IDC 1 | impression 1 | finger positions 6 (unused: 255) | resolution 1 (0: 19.69/mm, 1: as in 1.012)
 *   width 2 | height 2 | compression 1
 */
const type4Fields = [
  ['idc', 8, 0, 99],
  ['impression', 8, 0, 29],
  ['position', 8, 0, 14],
  ['otherPositions', 40],
  ['resolution', 8, 0, 1],
  ['width', 16, 1],
  ['height', 16, 1],
  ['compression', 8, 0, compressions.length - 1],
] as const satisfies readonly Field[]
const type4HeaderBytes = 18
const noOtherPositions = 2 ** 40 - 1

export interface Type4Record {
  readonly type: 4
  readonly idc: number
  readonly impression: number
  readonly position: number
  /** 0: 19.69 pixels a millimetre; 1: the resolution that the transaction tells. */
  readonly resolution: number
  readonly width: number
  readonly height: number
  readonly compression: An2Compression
  readonly image: Uint8Array
}

/** Whether there is an image, and uncompressed pixels are as many as the picture has. */
function hasImage({ compression, width, height, image }: Type4Record | Type14Record, depth: number): boolean {
  return compression === 'NONE' ? image.length === width * height * Math.ceil(depth / 8) : image.length > 0
}

export function type4Bytes(record: Type4Record): Uint8Array<ArrayBuffer> {
  if (!hasImage(record, 8)) throw notWritten('length', 'image')
  const values = {
    ...record,
    otherPositions: noOtherPositions,
    compression: compressions.indexOf(record.compression),
  }
  const header = fieldBytes(type4Fields, values, Refused)
  const length = numberBytes('length', type4HeaderBytes + record.image.length, { size: 4, Refused })
  return concatBytes(length, header, record.image)
}

export function readType4(
  bytes: Uint8Array,
  from: number,
): { readonly record: Type4Record; readonly end: number } {
  const cursor = new ByteCursor(bytes, Refused, { from, to: bytes.length })
  const length = cursor.number('length', 4)
  if (length < type4HeaderBytes) throw cursor.refusal('length', 'length', from)
  const { compression: code, otherPositions: _, ...fields } = cursor.fields(type4Fields)
  const compression = compressions[code] ?? 'NONE'
  const image = cursor.bytes('image', length - type4HeaderBytes)
  const record = { type: 4, ...fields, compression, image } as const
  if (!hasImage(record, 8)) throw cursor.refusal('length', 'image', from)
  return { record, end: cursor.offset }
}

export interface Type14Record {
  readonly type: 14
  readonly idc: number
  readonly impression: number
  /** Who captured it. */
  readonly source: string
  /** YYYYMMDD. */
  readonly capturedOn: string
  readonly width: number
  readonly height: number
  readonly pixelsPerInch: number
  readonly depth: number
  readonly compression: An2Compression
  readonly position: number
  /** Of 14.024; vendor and algorithm as the CBEFF registry and the vendor number them. */
  readonly quality: { readonly score: number; readonly vendor: number; readonly algorithm: number } | null
  readonly image: Uint8Array
}

/** What a number of a tagged field may be; the same table writes and reads. */
const type14Numbers = {
  idc: { number: 2, least: 0, greatest: 99 },
  impression: { number: 3, least: 0, greatest: 29 },
  width: { number: 6, least: 1, greatest: 65535 },
  height: { number: 7, least: 1, greatest: 65535 },
  pixelsPerInch: { number: 9, least: 1, greatest: 99999 },
  depth: { number: 12, least: 8, greatest: 16 },
  position: { number: 13, least: 0, greatest: 60 },
} as const
type Type14Number = keyof typeof type14Numbers

function numberText(record: Type14Record, name: Type14Number): string {
  const { least, greatest } = type14Numbers[name]
  const value = record[name]
  if (!Number.isInteger(value) || value < least || value > greatest) throw notWritten('value', name)
  return name === 'idc' ? twoDigits(value) : String(value)
}

export const twoDigits = (value: number) => String(value).padStart(2, '0')

/** Fields in their order; 14.008 is 1: pixels per inch. */
export function type14Bytes(record: Type14Record): Uint8Array<ArrayBuffer> {
  if (!hasImage(record, record.depth)) throw notWritten('length', 'image')
  if (!/^\d{8}$/.test(record.capturedOn)) throw notWritten('value', 'capturedOn')
  const field = (name: Type14Number) => ({
    number: type14Numbers[name].number,
    content: item(numberText(record, name)),
  })
  const resolution = field('pixelsPerInch')
  return taggedRecord(14, [
    field('idc'),
    field('impression'),
    { number: 4, content: item(record.source) },
    { number: 5, content: item(record.capturedOn) },
    field('width'),
    field('height'),
    { number: 8, content: item(1) },
    resolution,
    { ...resolution, number: 10 },
    { number: 11, content: item(record.compression) },
    field('depth'),
    field('position'),
    ...(record.quality ? [{ number: 24, content: [qualityItems(record, record.quality)] }] : []),
    { number: 999, content: record.image },
  ])
}

/** 14.024: position | score | vendor, four hexadecimal digits | algorithm. */
function qualityItems(
  { position }: Type14Record,
  { score, vendor, algorithm }: NonNullable<Type14Record['quality']>,
): readonly string[] {
  const isWhole = (value: number, greatest: number) =>
    Number.isInteger(value) && value >= 0 && value <= greatest
  if (!isWhole(score, 100) || !isWhole(vendor, 0xffff) || !isWhole(algorithm, 0xffff))
    throw notWritten('value', 'quality')
  const hexadecimal = vendor.toString(16).toUpperCase().padStart(4, '0')
  return [String(position), String(score), hexadecimal, String(algorithm)]
}

export function readType14(read: ReadRecord, from: number): Type14Record {
  const { refusal, items, text, whole } = type14Reader(read, from)
  const compression = compressions.find((known) => known === text(11))
  if (!compression) throw refusal('unsupported', 'compression')
  if (text(8) !== '1' || text(9) !== text(10)) throw refusal('unsupported', 'pixelsPerInch')
  if (!/^\d{8}$/.test(text(5))) throw refusal('value', 'capturedOn')
  const image = read.fields.get(999)?.bytes
  if (!image) throw refusal('truncated', 'image')
  const record: Type14Record = {
    type: 14,
    idc: whole('idc'),
    impression: whole('impression'),
    source: text(4),
    capturedOn: text(5),
    width: whole('width'),
    height: whole('height'),
    pixelsPerInch: whole('pixelsPerInch'),
    depth: whole('depth'),
    compression,
    position: whole('position'),
    quality: readQuality(items(24), () => refusal('value', 'quality')),
    image,
  }
  if (!hasImage(record, record.depth)) throw refusal('length', 'image')
  return record
}

/** Looks into the fields of a Type-14 record; a refusal tells where the record begins. */
function type14Reader({ fields }: ReadRecord, from: number) {
  const refusal = (fault: RecordFault, field: string) => new Refused({ fault, field, offset: from })
  const items = (number: number) => {
    const field = fields.get(number)
    return field ? (contentOf(field)[0] ?? []) : null
  }
  const text = (number: number) => {
    const first = items(number)?.[0]
    if (first === undefined) throw refusal('truncated', `14.${String(number).padStart(3, '0')}`)
    return first
  }
  const whole = (name: Type14Number) => {
    const { number, least, greatest } = type14Numbers[name]
    const value = wholeOf(text(number))
    if (value === null || value < least || value > greatest) throw refusal('value', name)
    return value
  }
  return { refusal, items, text, whole }
}

/** Digits only, at most nine; null for anything else. */
export const wholeOf = (text: string) => (/^\d{1,9}$/.test(text) ? Number(text) : null)

/** 254 and 255: no score was computed. */
const unscored = new Set([254, 255])

function readQuality(items: readonly string[] | null, refusal: () => Refused): Type14Record['quality'] {
  if (!items) return null
  const [, points = '', hexadecimal = '', number = ''] = items
  const score = wholeOf(points)
  const algorithm = wholeOf(number)
  if (score !== null && unscored.has(score)) return null
  const isRead = score !== null && algorithm !== null && /^[0-9A-Fa-f]{4}$/.test(hexadecimal)
  if (!isRead || score > 100 || algorithm > 0xffff) throw refusal()
  return { score, vendor: Number.parseInt(hexadecimal, 16), algorithm }
}
