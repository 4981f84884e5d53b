import { concatBytes } from '../../bytes.ts'
import { An2Refused, notWritten } from './refusal.ts'

/*
 * ANSI/NIST-ITL 1-2011, traditional encoding. A tagged record is fields `type.number:content`, the first its length in
 * decimal digits, everything from the first byte to the last separator counted:
 *   14.001:1234 GS 14.002:00 GS … 14.999:image FS
 */
const fs = 0x1c // ends the record
const gs = 0x1d // between fields
const rs = '\x1e' // between subfields
const us = '\x1f' // between information items
const isSeparator = (letter: string) => letter >= '\x1c' && letter <= us

/** Subfields of information items. */
export type FieldContent = readonly (readonly string[])[]

export interface TaggedField {
  readonly number: number
  readonly content: FieldContent | Uint8Array
}

/** One item, the usual content of a field. */
export const item = (value: string | number): FieldContent => [[String(value)]]

const imageField = 999

/** Throws An2Refused for text that holds a separator or a lone surrogate. */
export function taggedRecord(type: number, fields: readonly TaggedField[]): Uint8Array<ArrayBuffer> {
  const parts = fields.map(({ number, content }) =>
    concatBytes(
      ascii(`${tag(type, number)}:`),
      content instanceof Uint8Array ? content : contentBytes(content, tag(type, number)),
    ),
  )
  const rest = parts.reduce((sum, part) => sum + part.length + 1, 0)
  const start = ascii(`${tag(type, 1)}:`)
  const length = lengthWith(start.length + 1 + rest)
  const joined = [concatBytes(start, ascii(String(length))), ...parts].flatMap((part) => [
    part,
    Uint8Array.of(gs),
  ])
  return concatBytes(...joined.slice(0, -1), Uint8Array.of(fs))
}

const tag = (type: number, number: number) => `${type}.${String(number).padStart(3, '0')}`

/** The length of a record whose own digits are part of it. */
function lengthWith(others: number): number {
  let length = others
  while (others + String(length).length !== length) length = others + String(length).length
  return length
}

function contentBytes(content: FieldContent, field: string): Uint8Array {
  const items = content.flat()
  if (items.some((text) => [...text].some(isSeparator) || !text.isWellFormed()))
    throw notWritten('value', field)
  return utf8(content.map((subfield) => subfield.join(us)).join(rs))
}

const ascii = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0))

function utf8(text: string): Uint8Array {
  const escaped = encodeURIComponent(text).matchAll(/%([0-9A-F]{2})|[^%]/g)
  return Uint8Array.from(escaped, ([letter, hex]) => (hex ? Number.parseInt(hex, 16) : letter.charCodeAt(0)))
}

function fromUtf8(bytes: Uint8Array): string | null {
  const escaped = Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
  try {
    return decodeURIComponent(escaped)
  } catch {
    return null
  }
}

export interface ReadRecord {
  readonly fields: ReadonlyMap<number, ReadField>
  /** Where the next record begins. */
  readonly end: number
}

export interface ReadField {
  readonly offset: number
  readonly bytes: Uint8Array
}

/** Reads the tagged record of a type at a place. The image field is taken whole, whatever bytes it holds. */
export function readTagged(bytes: Uint8Array, from: number, type: number): ReadRecord {
  const end = from + lengthAt(bytes, from, type)
  if (bytes[end - 1] !== fs) throw new An2Refused({ fault: 'length', field: tag(type, 1), offset: end - 1 })
  const fields = new Map<number, ReadField>()
  for (let at = from; at < end;) {
    const { number, start } = tagAt(bytes.subarray(0, end), at, type)
    if (fields.has(number)) throw new An2Refused({ fault: 'value', field: tag(type, number), offset: at })
    const stop = number === imageField ? end - 1 : separatorAfter(bytes, start, end - 1)
    fields.set(number, { offset: start, bytes: bytes.subarray(start, stop) })
    at = stop + 1
  }
  return { fields, end }
}

function separatorAfter(bytes: Uint8Array, from: number, end: number): number {
  const found = bytes.subarray(from, end).findIndex((byte) => byte === gs || byte === fs)
  if (found === -1) return end
  if (bytes[from + found] === fs)
    throw new An2Refused({ fault: 'length', field: 'separator', offset: from + found })
  return from + found
}

const longestTag = 16

function tagAt(
  bytes: Uint8Array,
  at: number,
  type: number,
): { readonly number: number; readonly start: number } {
  const head = String.fromCharCode(...bytes.subarray(at, at + longestTag))
  const found = /^(\d{1,2})\.(\d{1,9}):/.exec(head)
  const number = Number(found?.[2])
  if (!found || Number(found[1]) !== type || number < 1)
    throw new An2Refused({ fault: 'format', field: 'tag', offset: at })
  return { number, start: at + found[0].length }
}

/** What the record's first field says it takes; refused where so much is not there. */
function lengthAt(bytes: Uint8Array, from: number, type: number): number {
  const { number, start } = tagAt(bytes, from, type)
  const digits = /^\d{1,10}/.exec(String.fromCharCode(...bytes.subarray(start, start + 11)))?.[0]
  const refusal = (fault: 'format' | 'length' | 'truncated') =>
    new An2Refused({ fault, field: tag(type, 1), offset: start })
  if (number !== 1 || digits === undefined || bytes[start + digits.length] !== gs) throw refusal('format')
  const length = Number(digits)
  if (length > bytes.length - from) throw refusal('truncated')
  if (from + length <= start + digits.length) throw refusal('length')
  return length
}

/** The items of a field; refuses what is not UTF-8. */
export function contentOf({ bytes, offset }: ReadField): FieldContent {
  const text = fromUtf8(bytes)
  if (text === null) throw new An2Refused({ fault: 'value', field: 'text', offset })
  return text.split(rs).map((subfield) => subfield.split(us))
}
