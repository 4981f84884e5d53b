import * as fc from 'fast-check'
import { expect } from 'vitest'
import { concatBytes } from '../../bytes.ts'
import { RecordRefused, type Refusal } from './refusals.ts'

/** What happens to files: cut off, bits turned, lengths and counts that lie, pieces lost or doubled. */
export function damaged(bytes: Uint8Array): fc.Arbitrary<Uint8Array> {
  const place = fc.nat(Math.max(0, bytes.length - 1))
  const early = fc.nat(Math.min(63, Math.max(0, bytes.length - 1)))
  const cut = fc.nat(bytes.length).map((length) => bytes.slice(0, length))
  const flipped = fc
    .array(fc.tuple(fc.oneof(place, early), fc.nat(255)), { minLength: 1, maxLength: 8 })
    .map((flips) =>
      flips.reduce<Uint8Array>(
        (copy, [at, value]) => (copy.length > at ? copy.with(at, value) : copy),
        bytes,
      ),
    )
  const lying = fc
    .tuple(
      fc.oneof(place, early),
      fc.constantFrom([0xff, 0xff], [0, 0], [0xff, 0xff, 0xff, 0xff], [0x7f, 0xff, 0xff, 0xff]),
    )
    .map(([at, lie]) => concatBytes(bytes.slice(0, at), Uint8Array.from(lie), bytes.slice(at + lie.length)))
  const lost = fc
    .tuple(place, fc.nat(32))
    .map(([at, n]) => concatBytes(bytes.slice(0, at), bytes.slice(at + n)))
  const doubled = fc
    .tuple(place, fc.nat(64))
    .map(([at, n]) => concatBytes(bytes.slice(0, at + n), bytes.slice(at)))
  return fc.oneof(cut, flipped, lying, lost, doubled)
}

/** Reads it, or refuses with the family's own error, a fault and a place inside; nothing else may come out. */
export function expectTotal(read: (bytes: Uint8Array) => unknown, Refused: Refusal, bytes: Uint8Array): void {
  try {
    read(bytes)
  } catch (error) {
    expect(error).toBeInstanceOf(Refused)
    if (!(error instanceof RecordRefused)) return
    expect(error.facts['fault']).toBeTypeOf('string')
    const { offset } = error.facts
    if (typeof offset === 'number') expect(offset).toBeLessThanOrEqual(bytes.length)
  }
}

/** What a refusal says: `fault field`. */
export function faultOf(act: () => unknown): string {
  try {
    act()
  } catch (error) {
    if (error instanceof RecordRefused) return `${error.facts['fault']} ${error.facts['field']}`
    throw error
  }
  return 'none'
}
