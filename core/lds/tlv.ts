/**
 * Tag, length, value as the chip's files and commands have them (ISO/IEC 7816-4, 5.2.2; X.690, 8.1): tags of one to three bytes,
 * definite lengths in their shortest form. Tags are numbers as they are written: 0x61, 0x5f1f, 0x7f61.
 */
import { concatBytes } from '../bytes.ts'
import { LdsError } from './lds-error.ts'
import type { ChipFileName } from './chip-files.ts'

export interface Tlv {
  readonly tag: number
  readonly content: Uint8Array
  /** Header and content. */
  readonly whole: Uint8Array
  /** Bytes of tag and length. */
  readonly headerLength: number
}

export function encodeTlv(tag: number, ...contents: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const length = contents.reduce((sum, part) => sum + part.length, 0)
  return concatBytes(bigEndian(tag), encodeLength(length), ...contents)
}

export function encodeLength(length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(length)
  const bytes = bigEndian(length)
  return Uint8Array.of(0x80 | bytes.length, ...bytes)
}

/** The bytes of a whole number of at most four, without leading zeros; at least one. */
function bigEndian(value: number): Uint8Array {
  if (value < 0x100) return Uint8Array.of(value)
  if (value < 0x1_0000) return Uint8Array.of(value >> 8, value)
  if (value < 0x100_0000) return Uint8Array.of(value >> 16, value >> 8, value)
  return Uint8Array.of(value >>> 24, value >> 16, value >> 8, value)
}

/** The object that starts at `at`. Throws LdsError with rule TLV. */
export function tlvAt(bytes: Uint8Array, at: number, file: ChipFileName | null): Tlv {
  const refuse = (detail: string) => new LdsError(file, 'TLV', `${detail} at ${at}`)
  let next = at
  const take = () => {
    const byte = bytes[next]
    if (byte === undefined) throw refuse('cut short')
    next += 1
    return byte
  }
  let tag = take()
  if ((tag & 0x1f) === 0x1f) {
    let byte: number
    do {
      byte = take()
      tag = tag * 256 + byte
      if (tag > 0xffffff) throw refuse('tag longer than three bytes')
    } while ((byte & 0x80) !== 0)
  }
  const length = readLength(take, refuse)
  if (next + length > bytes.length) throw refuse('length beyond the end')
  const content = bytes.subarray(next, next + length)
  return { tag, content, whole: bytes.subarray(at, next + length), headerLength: next - at }
}

function readLength(take: () => number, refuse: (detail: string) => LdsError): number {
  const first = take()
  if (first < 0x80) return first
  const count = first & 0x7f
  if (count === 0) throw refuse('indefinite length')
  if (count > 3) throw refuse('length of more than three bytes')
  let length = 0
  for (let i = 0; i < count; i++) length = length * 256 + take()
  if (encodeLength(length).length !== count + 1) throw refuse('length not in its shortest form')
  return length
}

/** All objects, one after the other, to the end. Throws LdsError. */
export function readTlvs(bytes: Uint8Array, file: ChipFileName | null): readonly Tlv[] {
  const all: Tlv[] = []
  for (let at = 0; at < bytes.length;) {
    const one = tlvAt(bytes, at, file)
    all.push(one)
    at += one.whole.length
  }
  return all
}

/** Exactly one object with this tag, and nothing behind it. Throws LdsError. */
export function readTlv(bytes: Uint8Array, tag: number, file: ChipFileName | null): Tlv {
  const one = tlvAt(bytes, 0, file)
  if (one.tag !== tag)
    throw new LdsError(file, 'TAG', `${one.tag.toString(16)} instead of ${tag.toString(16)}`)
  if (one.whole.length !== bytes.length)
    throw new LdsError(file, 'TRAILING_BYTES', `${bytes.length - one.whole.length}`)
  return one
}
