import { concatBytes } from '../../bytes.ts'
import type { FaultPlace, Refusal, RecordFault, RecordRefused } from './refusals.ts'

/**
 * One field of a byte layout: name, width in bits, least and greatest value (by default all that fit).
 * Fields follow one another without gaps, most significant bit first. The name `-` is a reserved field: written as 0,
 * not looked at when reading.
 */
export type Field = readonly [name: string, bits: number, least?: number, greatest?: number]

export type FieldValues<Fields extends readonly Field[]> = {
  readonly [Name in Exclude<Fields[number][0], '-'>]: number
}

const greatestOf = ([, bits, , greatest]: Field) => greatest ?? 2 ** bits - 1

function isAllowed(field: Field, value: number): boolean {
  return Number.isInteger(value) && value >= (field[2] ?? 0) && value <= greatestOf(field)
}

/** Writes the fields of a layout. Throws the family's error for a value outside its field's range. */
export function fieldBytes<const Fields extends readonly Field[]>(
  fields: Fields,
  values: FieldValues<Fields>,
  Refused: Refusal,
): Uint8Array<ArrayBuffer> {
  const known: Readonly<Record<string, number>> = values
  const bytes: number[] = []
  let pending = 0
  let bits = 0
  for (const field of fields) {
    const value = field[0] === '-' ? 0 : (known[field[0]] ?? Number.NaN)
    if (field[0] !== '-' && !isAllowed(field, value))
      throw new Refused({ fault: 'value', field: field[0], offset: null })
    pending = pending * 2 ** field[1] + value
    bits += field[1]
    while (bits >= 8) {
      bits -= 8
      const byte = Math.floor(pending / 2 ** bits)
      bytes.push(byte)
      pending -= byte * 2 ** bits
    }
  }
  return Uint8Array.from(bytes)
}

/** A number of `size` bytes, at most 6. Throws the family's error when it does not fit. */
export function numberBytes(
  field: string,
  value: number,
  { size, Refused }: NumberShape,
): Uint8Array<ArrayBuffer> {
  return fieldBytes([[field, size * 8]], { [field]: value }, Refused)
}

/** The code of something in an edition: its place in the edition's list. Throws the family's error when it is not there. */
export function codeIn<Value extends string>(
  field: string,
  value: Value,
  { codes, Refused }: { readonly codes: readonly Value[]; readonly Refused: Refusal },
): number {
  const code = codes.indexOf(value)
  if (code === -1) throw new Refused({ fault: 'value', field, offset: null })
  return code
}

interface NumberShape {
  readonly size: number
  readonly Refused: Refusal
}

/** Reads a record from its start to its end; whatever is not there is refused with its place, and nothing is copied. */
export class ByteCursor {
  readonly #bytes: Uint8Array
  readonly #Refused: Refusal
  readonly #end: number
  #at: number

  constructor(
    bytes: Uint8Array,
    Refused: Refusal,
    span: { readonly from: number; readonly to: number } | null = null,
  ) {
    this.#bytes = bytes
    this.#Refused = Refused
    this.#at = span?.from ?? 0
    this.#end = span?.to ?? bytes.length
  }

  /** From the start of the whole record. */
  get offset(): number {
    return this.#at
  }

  /** Bytes not read yet. */
  get left(): number {
    return this.#end - this.#at
  }

  refusal(fault: RecordFault, field: string, offset: number = this.#at): RecordRefused {
    const place: FaultPlace = { fault, field, offset }
    return new this.#Refused(place)
  }

  /** The next bytes, as a view into the record. */
  bytes(field: string, length: number): Uint8Array {
    if (length > this.left) throw this.refusal('truncated', field)
    this.#at += length
    return this.#bytes.subarray(this.#at - length, this.#at)
  }

  /** A big-endian number of 1 … 6 bytes. */
  number(field: string, size: number): number {
    let value = 0
    for (const byte of this.bytes(field, size)) value = value * 256 + byte
    return value
  }

  fields<const Fields extends readonly Field[]>(fields: Fields): FieldValues<Fields> {
    const values: Record<string, number> = {}
    let pending = 0
    let bits = 0
    for (const field of fields) {
      while (bits < field[1]) {
        pending = pending * 256 + this.number(field[0], 1)
        bits += 8
      }
      bits -= field[1]
      const value = Math.floor(pending / 2 ** bits)
      pending -= value * 2 ** bits
      if (field[0] === '-') continue
      if (!isAllowed(field, value)) throw this.refusal('value', field[0], this.#at - Math.ceil(field[1] / 8))
      values[field[0]] = value
    }
    return values as FieldValues<Fields>
  }

  /** The next `length` bytes as a record of their own, offsets still counted from the start of the whole. */
  part(field: string, length: number): ByteCursor {
    const from = this.#at
    this.bytes(field, length)
    return new ByteCursor(this.#bytes, this.#Refused, { from, to: this.#at })
  }

  /** Goes back to a place that was already read. */
  rewind(offset: number): void {
    this.#at = offset
  }

  /** Refuses what follows where nothing may follow. */
  end(field: string): void {
    if (this.left > 0) throw this.refusal('length', field)
  }
}

/*
 * Every record of ISO/IEC 19794 begins:
 *   format   4   letters and a zero byte
 *   version  4   digits and a zero byte
 *   length   4   of the whole record; 6 in 19794-4:2005
 */
export interface RecordKind {
  readonly format: string
  readonly version: string
  readonly lengthBytes: number
  readonly Refused: Refusal
}

const ascii = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0))
const isText = (bytes: Uint8Array, text: string) => bytes.every((byte, i) => byte === text.charCodeAt(i))

/** Reads the common beginning and checks the length against what is there. */
export function openRecord(bytes: Uint8Array, kind: RecordKind): ByteCursor {
  const cursor = new ByteCursor(bytes, kind.Refused)
  if (!isText(cursor.bytes('format', 4), kind.format)) throw cursor.refusal('format', 'format', 0)
  if (!isText(cursor.bytes('version', 4), kind.version)) throw cursor.refusal('version', 'version', 4)
  const length = cursor.number('length', kind.lengthBytes)
  if (length > bytes.length) throw cursor.refusal('truncated', 'length', 8)
  if (length < bytes.length) throw cursor.refusal('length', 'length', 8)
  return cursor
}

/** Puts the common beginning before a record's parts. */
export function closeRecord(kind: RecordKind, parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const { format, version, lengthBytes: size, Refused } = kind
  const length = parts.reduce((sum, part) => sum + part.length, 8 + size)
  return concatBytes(
    ascii(format),
    ascii(version),
    numberBytes('length', length, { size, Refused }),
    ...parts,
  )
}
