/**
 * The list itself (IETF Token Status List, section 4): entries of two bits, four to a byte, the first in the lowest bits.
 *
 *     byte   0                       1
 *     bit    7 6  5 4  3 2  1 0      7 6  5 4  3 2  1 0
 *     entry   3    2    1    0        7    6    5    4
 */
import { unzlibSync, zlibSync } from 'fflate'

/** Bits of an entry. */
export const entryBits = 2
/** Entries of a list: it is 256 kB before it is compressed. */
export const listEntries = 2 ** 20
const listBytes = (listEntries * entryBits) / 8

/** An entry of a list: `position` counts from 0, `value` is one of section 7.1. */
export interface StatusEntry {
  readonly position: number
  readonly value: number
}

const shiftOf = (position: number) => (position % 4) * entryBits

/** A whole list with these entries changed; of an empty one the others are 0, valid. */
export function withEntries(bits: Uint8Array, entries: readonly StatusEntry[]): Uint8Array<ArrayBuffer> {
  const changed = new Uint8Array(listBytes)
  changed.set(bits)
  for (const { position, value } of entries) {
    if (position < 0 || position >= listEntries || value < 0 || value > 3)
      throw new RangeError('status entry')
    const at = Math.floor(position / 4)
    const shift = shiftOf(position)
    changed[at] = ((changed[at] ?? 0) & ~(0b11 << shift)) | (value << shift)
  }
  return changed
}

export function entryAt(bits: Uint8Array, position: number): number {
  return ((bits[Math.floor(position / 4)] ?? 0) >> shiftOf(position)) & 0b11
}

/** DEFLATE in the ZLIB format (section 4.1). */
export const packBits = (bits: Uint8Array): Uint8Array<ArrayBuffer> => zlibSync(bits, { level: 6 })
export const unpackBits = (packed: Uint8Array): Uint8Array<ArrayBuffer> => unzlibSync(packed)
