import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { combineShares, splitSecret } from './shares.ts'

const counts = fc
  .integer({ min: 1, max: 9 })
  .chain((threshold) =>
    fc.record({ threshold: fc.constant(threshold), custodians: fc.integer({ min: threshold, max: 12 }) }),
  )
const secrets = fc.uint8Array({ minLength: 1, maxLength: 64 })

/** Bytes from a generator that starts at the seed. */
function drawn(seed: number) {
  let state = seed
  return (length: number) =>
    Uint8Array.from({ length }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
      return state >>> 24
    })
}

describe('shares of a secret', () => {
  test('any that reach the threshold bring it back, in any order', () => {
    fc.assert(
      fc.property(
        secrets,
        counts,
        fc.integer(),
        fc.integer({ min: 0, max: 1000 }),
        (secret, count, seed, turn) => {
          const shares = splitSecret(secret, count, drawn(seed))
          const turned = shares.map(
            (_, i) => shares[(i + turn) % shares.length] ?? { index: 0, value: secret },
          )
          expect(combineShares(turned.slice(0, count.threshold))).toEqual(Uint8Array.from(secret))
          expect(combineShares(turned.toReversed())).toEqual(Uint8Array.from(secret))
        },
      ),
    )
  })

  test('below the threshold every secret is as likely: each byte of the last share stands for another one', () => {
    const [one, two] = splitSecret(Uint8Array.of(0x5a), { threshold: 3, custodians: 3 }, drawn(7))
    if (!one || !two) throw new RangeError('three shares')
    const reached = Array.from(
      { length: 256 },
      (_, byte) => combineShares([one, two, { index: 3, value: Uint8Array.of(byte) }])[0],
    )
    expect(new Set(reached).size).toBe(256)
  })

  test('a share that was changed brings back something else', () => {
    fc.assert(
      fc.property(secrets, fc.integer(), fc.integer({ min: 1, max: 255 }), (secret, seed, change) => {
        const [one, two] = splitSecret(secret, { threshold: 2, custodians: 2 }, drawn(seed))
        if (!one || !two) throw new RangeError('two shares')
        const value = one.value.map((byte, at) => (at === 0 ? byte ^ change : byte))
        expect(combineShares([{ ...one, value }, two])).not.toEqual(Uint8Array.from(secret))
      }),
    )
  })

  // 2 = x, 3 = x + 1: the line s + x·c through (2, s + 2c) and (3, s + 3c), worked by hand for s = 0x53, c = 0xca.
  test('are those of the field of FIPS 197', () => {
    const shares = splitSecret(Uint8Array.of(0x53), { threshold: 2, custodians: 3 }, () =>
      Uint8Array.of(0xca),
    )
    expect(shares.map(({ value }) => value[0])).toEqual([0x99, 0xdc, 0x16])
  })

  test('are not made or joined from counts that mean nothing', () => {
    const split = (threshold: number, custodians: number) => () =>
      splitSecret(Uint8Array.of(1), { threshold, custodians }, drawn(1))
    expect(split(0, 2)).toThrow(RangeError)
    expect(split(3, 2)).toThrow(RangeError)
    expect(split(2, 256)).toThrow(RangeError)
    expect(split(1.5, 2)).toThrow(RangeError)
    expect(() => combineShares([])).toThrow(RangeError)
    const one = { index: 1, value: Uint8Array.of(1) }
    expect(() => combineShares([one, one])).toThrow(RangeError)
    expect(() => combineShares([one, { index: 2, value: Uint8Array.of(1, 2) }])).toThrow(RangeError)
    expect(() => combineShares([{ index: 0, value: Uint8Array.of(1) }])).toThrow(RangeError)
  })
})
