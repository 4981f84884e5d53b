import type { MinutiaeTemplate } from './minutiae.ts'
import { packedWords, packFinger } from './packed-finger.ts'
import type { FingerPosition } from './positions.ts'

export interface EnrolledFinger {
  readonly position: FingerPosition
  readonly template: MinutiaeTemplate
}

/*
 * One person in a slab, 32-bit words:
 *   words of the record        1
 *   ordinal                    1   the person's number in the gallery
 *   positions                  1   bit p is set when finger position p (1 … 10) is there; `removed` when the person is gone
 *   fingers                        in the order of positions, each as packFinger writes it
 */
export const recordHeader = 3
export const removed = 1 << 31

/** Throws RangeError when a finger is there twice. */
export function packPerson(ordinal: number, fingers: readonly EnrolledFinger[]): Uint32Array<ArrayBuffer> {
  const sorted = fingers.toSorted((a, b) => a.position - b.position)
  const packed = sorted.map(({ template }) => packFinger(template))
  const positions = sorted.reduce((bits, { position }) => bits | (1 << position), 0)
  if (new Set(sorted.map(({ position }) => position)).size < sorted.length)
    throw new RangeError('a finger twice')
  const words = new Uint32Array(packed.reduce((sum, finger) => sum + finger.length, recordHeader))
  words.set([words.length, ordinal, positions])
  let at = recordHeader
  for (const finger of packed) {
    words.set(finger, at)
    at += finger.length
  }
  return words
}

/** Where the finger of a position begins in the record at `record`; -1 when it is not there. */
export function fingerAt(words: Uint32Array, record: number, position: number): number {
  const positions = words[record + 2]!
  if ((positions & (1 << position)) === 0) return -1
  let at = record + recordHeader
  for (let before = 1; before < position; before++) {
    if ((positions & (1 << before)) !== 0) at += packedWords(words[at]!)
  }
  return at
}
