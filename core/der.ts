/**
 * Distinguished Encoding Rules (ITU-T X.690 clause 10), the part that packets, certificates and the files of chips need.
 * Reading is strict: one way to write each value, so a byte that could be changed unnoticed does not exist.
 * Nothing is copied while reading: every result is a view of the input.
 */
import { concatBytes, equalBytes } from './bytes.ts'

/** Bytes that are not the DER expected; `part` names the structure being read. */
export class DerError extends Error {
  readonly part: string

  constructor(part: string, fault: string) {
    super(`${part}: ${fault}`)
    this.name = 'DerError'
    this.part = part
  }
}

// X.690 8.1.2; X.680 clause 8.6
export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  objectIdentifier: 0x06,
  enumerated: 0x0a,
  utf8String: 0x0c,
  printableString: 0x13,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const

/** Context tag of a structure: `[number] EXPLICIT …` or `[number] IMPLICIT` of a SEQUENCE or SET. */
export const context = (number: number) => 0xa0 | number
/** Context tag of an `[number] IMPLICIT` primitive. */
export const contextPrimitive = (number: number) => 0x80 | number

function lengthBytes(length: number): number[] {
  if (length < 0x80) return [length]
  const digits: number[] = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) digits.unshift(rest % 256)
  return [0x80 | digits.length, ...digits]
}

/** One element: tag, definite length, the contents in the order given. */
export function tlv(tag: number, ...contents: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return concatBytes(...tlvPieces(tag, ...contents))
}

/** The same, not yet joined: a content of megabytes that lies many levels deep is copied once, by whoever joins the whole. */
export function tlvPieces(tag: number, ...contents: readonly Uint8Array[]): readonly Uint8Array[] {
  const length = contents.reduce((sum, part) => sum + part.length, 0)
  return [Uint8Array.of(tag, ...lengthBytes(length)), ...contents]
}

export const sequence = (...contents: readonly Uint8Array[]) => tlv(tags.sequence, ...contents)
export const octetString = (bytes: Uint8Array) => tlv(tags.octetString, bytes)
/** A BIT STRING of whole octets. */
export const bitString = (bytes: Uint8Array) => tlv(tags.bitString, Uint8Array.of(0), bytes)

/** SET OF under the given tag: elements in ascending order of their encodings (X.690 11.6). */
export function setOf(tag: number, elements: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return tlv(tag, ...[...elements].sort(compareBytes))
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

/** A non-negative INTEGER from its big-endian bytes. */
export function unsignedInteger(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  let start = 0
  while (start < bytes.length - 1 && bytes[start] === 0) start++
  const digits = bytes.subarray(start)
  return (digits[0] ?? 0) < 0x80 ? tlv(tags.integer, digits) : tlv(tags.integer, Uint8Array.of(0), digits)
}

/** OBJECT IDENTIFIER from its dotted form (X.690 8.19). */
export function objectIdentifier(dotted: string): Uint8Array<ArrayBuffer> {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  const bytes = [first * 40 + second, ...rest].flatMap((arc) => {
    const digits = [arc % 128]
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128))
      digits.unshift(0x80 | (left % 128))
    return digits
  })
  return tlv(tags.objectIdentifier, Uint8Array.from(bytes))
}

export const asciiBytes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0))

/** The text of a short string element: names, codes and times fit in 64 octets (RFC 5280, upper bounds). */
export function asciiText(bytes: Uint8Array): string {
  if (bytes.length > 64) throw new DerError('text', 'too long')
  return String.fromCharCode(...bytes)
}

/**
 * Whole seconds of UTC; UTCTime through 2049, GeneralizedTime from 2050 (RFC 5280 4.1.2.5, RFC 5652 11.3).
 */
export function time(date: Date): Uint8Array<ArrayBuffer> {
  const digits = `${date.toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')}Z`
  const year = date.getUTCFullYear()
  if (year >= 1950 && year < 2050) return tlv(tags.utcTime, asciiBytes(digits.slice(2)))
  return tlv(tags.generalizedTime, asciiBytes(digits))
}

/** A place in DER being read; the functions below move it on. */
export type Cursor = { readonly bytes: Uint8Array; readonly part: string; at: number }

export const readDer = (bytes: Uint8Array, part: string): Cursor => ({ bytes, part, at: 0 })

/** The tag of the next element, null at the end. */
export const nextTag = (cursor: Cursor): number | null => cursor.bytes[cursor.at] ?? null

/** Takes the next element, which must carry `tag`: all of it, and its contents. */
export function element(cursor: Cursor, tag: number): { whole: Uint8Array; content: Uint8Array } {
  const { bytes, part, at } = cursor
  if (bytes[at] !== tag) throw new DerError(part, `tag ${tag.toString(16)} expected`)
  const { length, start } = readLength(cursor)
  const end = start + length
  if (end > bytes.length) throw new DerError(part, 'truncated')
  cursor.at = end
  return { whole: bytes.subarray(at, end), content: bytes.subarray(start, end) }
}

function readLength({ bytes, part, at }: Cursor): { length: number; start: number } {
  const first = bytes[at + 1]
  if (first === undefined) throw new DerError(part, 'truncated')
  if (first < 0x80) return { length: first, start: at + 2 }
  const count = first - 0x80
  // Indefinite lengths are not DER (X.690 10.1); four digits reach far past any packet.
  if (count === 0 || count > 4) throw new DerError(part, 'length')
  let length = 0
  for (let i = 0; i < count; i++) {
    const digit = bytes[at + 2 + i]
    if (digit === undefined) throw new DerError(part, 'truncated')
    length = length * 256 + digit
  }
  if (length < 0x80 || bytes[at + 2] === 0) throw new DerError(part, 'length not minimal')
  return { length, start: at + 2 + count }
}

/** Steps into the next element; `part` renames the place for messages. */
export function enter(cursor: Cursor, tag: number, part: string = cursor.part): Cursor {
  return readDer(element(cursor, tag).content, part)
}

/** The next bytes must be exactly these: versions, object identifiers, algorithms. */
export function expectBytes(cursor: Cursor, expected: Uint8Array): void {
  const found = cursor.bytes.subarray(cursor.at, cursor.at + expected.length)
  if (!equalBytes(found, expected)) throw new DerError(cursor.part, 'unexpected value')
  cursor.at += expected.length
}

export function expectEnd(cursor: Cursor): void {
  if (cursor.at !== cursor.bytes.length) throw new DerError(cursor.part, 'trailing bytes')
}

/** A BIT STRING of whole octets. */
export function readBitString(cursor: Cursor): Uint8Array {
  const { content } = element(cursor, tags.bitString)
  if (content[0] !== 0) throw new DerError(cursor.part, 'unused bits')
  return content.subarray(1)
}

/** A positive INTEGER of at most `size` octets: its digits, left-padded with zeros to `size`. */
export function readUnsignedInteger(cursor: Cursor, size: number): Uint8Array<ArrayBuffer> {
  const { content } = element(cursor, tags.integer)
  const [first, second] = content
  if (first === undefined || first >= 0x80) throw new DerError(cursor.part, 'negative integer')
  if (first === 0 && second !== undefined && second < 0x80)
    throw new DerError(cursor.part, 'integer not minimal')
  const digits = first === 0 ? content.subarray(1) : content
  if (digits.length > size) throw new DerError(cursor.part, 'integer too long')
  const padded = new Uint8Array(size)
  padded.set(digits, size - digits.length)
  return padded
}

/** A positive INTEGER of at most two octets: versions, numbers of a kind. */
export function readShortInteger(cursor: Cursor): number {
  const [high = 0, low = 0] = readUnsignedInteger(cursor, 2)
  return high * 256 + low
}

/** An OBJECT IDENTIFIER in its dotted form (X.690 8.19). */
export function readObjectIdentifier(cursor: Cursor): string {
  const { content } = element(cursor, tags.objectIdentifier)
  const arcs: number[] = []
  let arc = 0
  for (const [i, byte] of content.entries()) {
    const isFirstDigit = i === 0 || ((content[i - 1] ?? 0) & 0x80) === 0
    if (isFirstDigit && byte === 0x80) throw new DerError(cursor.part, 'object identifier not minimal')
    arc = arc * 128 + (byte & 0x7f)
    if (!Number.isSafeInteger(arc)) throw new DerError(cursor.part, 'object identifier too long')
    if ((byte & 0x80) === 0) {
      arcs.push(arc)
      arc = 0
    }
  }
  const [head, ...rest] = arcs
  if (head === undefined || ((content.at(-1) ?? 0) & 0x80) !== 0)
    throw new DerError(cursor.part, 'object identifier')
  const first = Math.min(2, Math.floor(head / 40))
  return [first, head - 40 * first, ...rest].join('.')
}

/** UTCTime or GeneralizedTime, in the one form that `time` writes. */
export function readTime(cursor: Cursor): Date {
  const tag = nextTag(cursor) === tags.generalizedTime ? tags.generalizedTime : tags.utcTime
  const { whole, content } = element(cursor, tag)
  const text = asciiText(content)
  const digits = tag === tags.utcTime ? `${text.slice(0, 2) < '50' ? '20' : '19'}${text}` : text
  const iso = digits.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z')
  const date = new Date(iso)
  if (Number.isNaN(date.getTime()) || !equalBytes(time(date), whole)) throw new DerError(cursor.part, 'time')
  return date
}
