import { DomainError } from '../errors.ts'

/** Letters or a type number, then digits that count on: MAU000000001. The digits at its end are what counts. */
const form = /^([0-9A-Z-]*?)(\d{1,15})$/
const longest = 32

/** A range that does not read as first and last of one series. */
export class IllegalSerialRange extends DomainError<'ILLEGAL_SERIAL_RANGE'> {
  constructor() {
    super('ILLEGAL_SERIAL_RANGE', {
      vi: 'Dải số phôi không hợp lệ: số đầu và số cuối phải cùng độ dài, cùng phần chữ, và số đầu không lớn hơn số cuối. Hãy quét lại nhãn thùng phôi.',
      en: 'Not a range of serials: first and last must have the same length and letters, the first not above the last. Scan the labels again.',
    })
  }
}

/** Blanks whose serials differ in the digits at their end only. */
export interface SerialRange {
  readonly first: string
  readonly last: string
  readonly count: number
  /** What all serials begin with. */
  readonly prefix: string
  /** How many digits follow it. */
  readonly digits: number
  readonly from: number
}

/** Throws {@link IllegalSerialRange}. */
export function parseSerialRange(firstText: string, lastText: string): SerialRange {
  const [first, last] = [firstText.trim().toUpperCase(), lastText.trim().toUpperCase()]
  if (first.length !== last.length || first.length > longest) throw new IllegalSerialRange()
  // The digits of a label may begin with some that belong to its series: what both ends share is the prefix.
  const [a, b] = [form.exec(first), form.exec(last)]
  if (!a || !b || a[1] !== b[1]) throw new IllegalSerialRange()
  const prefix = a[1] ?? ''
  const [from, to] = [Number(a[2]), Number(b[2])]
  if (from > to) throw new IllegalSerialRange()
  return { first, last, count: to - from + 1, prefix, digits: (a[2] ?? '').length, from }
}
