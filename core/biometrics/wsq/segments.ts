import { concatBytes } from '../../bytes.ts'
import { type ByteCursor, fieldBytes, type Field, numberBytes } from '../records/byte-fields.ts'
import { type Decimal, decimalValue, toDecimal } from './decimal.ts'
import type { HuffmanCode } from './huffman.ts'
import { type Bin, subbandCount } from './quantiser.ts'
import { WsqRefused as Refused } from './refusal.ts'
import type { Filters } from './wavelet.ts'

/** IAFIS-IC-0110, markers. All but SOI, EOI and RST begin a segment: length 2 (these two included), content. */
export const marker = {
  startOfImage: 0xffa0,
  endOfImage: 0xffa1,
  startOfFrame: 0xffa2,
  startOfBlock: 0xffa3,
  transformTable: 0xffa4,
  quantisationTable: 0xffa5,
  huffmanTable: 0xffa6,
  restartInterval: 0xffa7,
  comment: 0xffa8,
} as const

export function segment(code: number, ...content: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const body = concatBytes(...content)
  return concatBytes(markerBytes(code), numberBytes('length', body.length + 2, { size: 2, Refused }), body)
}

export const markerBytes = (code: number) => numberBytes('marker', code, { size: 2, Refused })

/*
 * Frame header: black 1 | white 1 | lines 2 | columns 2 | shift (exponent 1, digits 2) | scale (exponent 1, digits 2)
 *   encoder algorithm 1 | software 2
 * A pixel is value · scale + shift.
 */
const frameFields = [
  ['black', 8],
  ['white', 8],
  ['height', 16, 1],
  ['width', 16, 1],
  ['shiftExponent', 8],
  ['shiftDigits', 16],
  ['scaleExponent', 8],
  ['scaleDigits', 16, 1],
  ['algorithm', 8],
  ['software', 16],
] as const satisfies readonly Field[]

export interface Frame {
  readonly width: number
  readonly height: number
  readonly shift: Decimal
  readonly scale: Decimal
}

/** Encoder algorithm 2; software 0: not one that the FBI has certified. */
export function frameSegment({ width, height, shift, scale }: Frame): Uint8Array<ArrayBuffer> {
  const values = {
    black: 0,
    white: 255,
    height,
    width,
    shiftExponent: shift.exponent,
    shiftDigits: shift.digits,
    scaleExponent: scale.exponent,
    scaleDigits: scale.digits,
    algorithm: 2,
    software: 0,
  }
  return segment(marker.startOfFrame, fieldBytes(frameFields, values, Refused))
}

export function readFrame(cursor: ByteCursor): Frame {
  const fields = cursor.fields(frameFields)
  cursor.end('frame')
  return {
    width: fields.width,
    height: fields.height,
    shift: { digits: fields.shiftDigits, exponent: fields.shiftExponent },
    scale: { digits: fields.scaleDigits, exponent: fields.scaleExponent },
  }
}

/*
 * Transform table: taps of the lowpass filter 1 | of the highpass filter 1 | taps from the middle to the right end,
 * lowpass first, 6 bytes each: sign 1 (0 positive) | exponent 1 | digits 4
 */
const tapFields = [
  ['negative', 8],
  ['exponent', 8],
  ['digits', 32],
] as const satisfies readonly Field[]
const mostTaps = 31

export function filtersSegment({ low, high }: Filters): Uint8Array<ArrayBuffer> {
  const lengths = Uint8Array.of(2 * low.length - 1, 2 * high.length - 1)
  const taps = [...low, ...high].map((tap) => {
    const values = { negative: tap < 0 ? 1 : 0, ...toDecimal(Math.abs(tap), 0xffffffff) }
    return fieldBytes(tapFields, values, Refused)
  })
  return segment(marker.transformTable, lengths, ...taps)
}

export function readFilters(cursor: ByteCursor): Filters {
  const low = tapCount(cursor, 'lowTaps')
  const high = tapCount(cursor, 'highTaps')
  const filters = { low: readTaps(cursor, low), high: readTaps(cursor, high) }
  cursor.end('transformTable')
  return filters
}

/** Filters of even length are extended in another way; no encoder in use sends them. */
function tapCount(cursor: ByteCursor, field: string): number {
  const at = cursor.offset
  const taps = cursor.number(field, 1)
  if (taps % 2 === 0 || taps > mostTaps) throw cursor.refusal('unsupported', field, at)
  return (taps + 1) / 2
}

function readTaps(cursor: ByteCursor, count: number): readonly number[] {
  return Array.from({ length: count }, () => {
    const { negative, ...decimal } = cursor.fields(tapFields)
    return (negative === 0 ? 1 : -1) * decimalValue(decimal)
  })
}

/*
 * Quantisation table: centre of a bin (exponent 1, digits 2), then for each of 64 subbands:
 *   width of a bin (exponent 1, digits 2) | width of the bin around zero (exponent 1, digits 2)
 */
const decimalFields = [
  ['exponent', 8],
  ['digits', 16],
] as const satisfies readonly Field[]

export interface Quantisation {
  readonly centre: number
  readonly bins: readonly Bin[]
}

const decimalBytes = (value: number) => fieldBytes(decimalFields, toDecimal(value, 0xffff), Refused)

export function quantisationSegment({ centre, bins }: Quantisation): Uint8Array<ArrayBuffer> {
  const widths = bins.flatMap(({ width, zero }) => [decimalBytes(width), decimalBytes(zero)])
  return segment(marker.quantisationTable, decimalBytes(centre), ...widths)
}

export function readQuantisation(cursor: ByteCursor): Quantisation {
  const decimal = () => decimalValue(cursor.fields(decimalFields))
  const centre = decimal()
  const bins = Array.from({ length: subbandCount }, () => ({ width: decimal(), zero: decimal() }))
  cursor.end('quantisationTable')
  return { centre, bins }
}

/* Huffman tables, one or more in a segment: number 1 | codewords of 1 … 16 bits 16 | symbols */
export const huffmanSegment = (table: number, { counts, symbols }: HuffmanCode) =>
  segment(marker.huffmanTable, Uint8Array.of(table), counts, symbols)

export interface NumberedCode {
  readonly table: number
  readonly code: HuffmanCode
  readonly offset: number
}

export function readHuffman(cursor: ByteCursor): readonly NumberedCode[] {
  const tables: NumberedCode[] = []
  while (cursor.left > 0) {
    const offset = cursor.offset
    const table = cursor.number('table', 1)
    if (table > 7) throw cursor.refusal('value', 'table', offset)
    const counts = cursor.bytes('counts', 16)
    const symbols = cursor.bytes(
      'symbols',
      counts.reduce((sum, count) => sum + count, 0),
    )
    tables.push({ table, code: { counts, symbols }, offset })
  }
  return tables
}
