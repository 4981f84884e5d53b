import { concatBytes } from '../../bytes.ts'
import { type ByteCursor, fieldBytes, type FieldValues, numberBytes } from './byte-fields.ts'
import type { Refusal } from './refusals.ts'

/*
 * ISO/IEC 19794-1:2011, the beginning of every representation in the parts of 2011:
 *   length          4      of the representation, these four bytes included
 *   capture date    9      year 2 | month | day | hour | minute | second | milliseconds 2, UTC
 *   technology      1
 *   device vendor   2
 *   device type     2
 *   quality blocks  1 + n × 5
 *   certifications  1 + n × 3, where the record's certification flag is 1
 */
const deviceFields = [
  ['technology', 8],
  ['deviceVendor', 16],
  ['deviceType', 16],
] as const

/** Score 0 … 100; 255: could not be computed. */
const qualityFields = [
  ['score', 8],
  ['vendor', 16],
  ['algorithm', 16],
] as const

const certificationFields = [
  ['authority', 16],
  ['scheme', 8],
] as const

const dateFields = [
  ['year', 16],
  ['month', 8],
  ['day', 8],
  ['hour', 8],
  ['minute', 8],
  ['second', 8],
  ['millisecond', 16],
] as const

export type QualityBlock = FieldValues<typeof qualityFields>
export type Certification = FieldValues<typeof certificationFields>

export interface Capture2011 extends FieldValues<typeof deviceFields> {
  /** Milliseconds since 1970, UTC; null: not known. */
  readonly capturedAt: number | null
  readonly quality: readonly QualityBlock[]
  readonly certifications: readonly Certification[]
}

const unknownDate = new Uint8Array(9).fill(0xff)

function dateBytes(capturedAt: number | null, Refused: Refusal): Uint8Array {
  if (capturedAt === null) return unknownDate
  const date = new Date(capturedAt)
  const year = date.getUTCFullYear()
  if (Number.isNaN(year) || year < 1) throw new Refused({ fault: 'value', field: 'capturedAt', offset: null })
  const values = {
    year,
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    millisecond: date.getUTCMilliseconds(),
  }
  return fieldBytes(dateFields, values, Refused)
}

/** Devices write zeros, ones and other things that are no date; the picture is good all the same. */
function readDate(cursor: ByteCursor): number | null {
  const { year, month, day, hour, minute, second, millisecond } = cursor.fields(dateFields)
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  date.setUTCHours(hour, minute, second, millisecond)
  const isDate =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  const isTime = date.getUTCHours() === hour && date.getUTCMinutes() === minute
  const isMoment = date.getUTCSeconds() === second && date.getUTCMilliseconds() === millisecond
  return year > 0 && isDate && isTime && isMoment ? date.getTime() : null
}

/** The flag in a record's header: whether its representations carry certifications. */
export const certificationFlag = (representations: readonly Capture2011[]) =>
  representations.some(({ certifications }) => certifications.length > 0) ? 1 : 0

/** A whole representation: its length, the common beginning, and the rest. */
export function representationBytes(
  capture: Capture2011,
  rest: readonly Uint8Array[],
  { certified, Refused }: { readonly certified: number; readonly Refused: Refusal },
): Uint8Array<ArrayBuffer> {
  const { quality, certifications } = capture
  const blocks = [
    dateBytes(capture.capturedAt, Refused),
    fieldBytes(deviceFields, capture, Refused),
    numberBytes('qualityBlocks', quality.length, { size: 1, Refused }),
    ...quality.map((block) => fieldBytes(qualityFields, block, Refused)),
  ]
  if (certified === 1) {
    blocks.push(
      numberBytes('certifications', certifications.length, { size: 1, Refused }),
      ...certifications.map((block) => fieldBytes(certificationFields, block, Refused)),
    )
  }
  const body = concatBytes(...blocks, ...rest)
  return concatBytes(numberBytes('length', body.length + 4, { size: 4, Refused }), body)
}

/** All representations of a record, each read by `readOwn` from behind the common beginning to its end. */
export function readRepresentations<Own>(
  record: ByteCursor,
  { representations: count, certified }: { readonly representations: number; readonly certified: number },
  readOwn: (cursor: ByteCursor) => Own,
): (Capture2011 & Own)[] {
  const all: (Capture2011 & Own)[] = []
  while (all.length < count) {
    const { capture, cursor } = openRepresentation(record, certified)
    all.push({ ...capture, ...readOwn(cursor) })
    cursor.end('representation')
  }
  record.end('representations')
  return all
}

function openRepresentation(
  record: ByteCursor,
  certified: number,
): { readonly capture: Capture2011; readonly cursor: ByteCursor } {
  const at = record.offset
  const length = record.number('length', 4)
  if (length < 4) throw record.refusal('length', 'length', at)
  const cursor = record.part('representation', length - 4)
  const capturedAt = readDate(cursor)
  const device = cursor.fields(deviceFields)
  const quality = counted(cursor, 'qualityBlocks', () => cursor.fields(qualityFields))
  const certifications =
    certified === 1 ? counted(cursor, 'certifications', () => cursor.fields(certificationFields)) : []
  return { capture: { capturedAt, ...device, quality, certifications }, cursor }
}

/** A count of one byte, and so many blocks. */
function counted<Block>(cursor: ByteCursor, field: string, read: () => Block): readonly Block[] {
  return Array.from({ length: cursor.number(field, 1) }, read)
}
