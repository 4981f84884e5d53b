import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { seededRandom } from './random.ts'

const first = (seed: number | string, count: number) => {
  const random = seededRandom(seed)
  return Array.from({ length: count }, () => random.next())
}

describe('a seeded generator', () => {
  test('repeats itself from the same seed', () => {
    expect(first('Hà Nội', 50)).toEqual(first('Hà Nội', 50))
  })

  test('is pinned: a changed sequence would change every demonstration person', () => {
    const random = seededRandom(2024)
    expect([random.int(0, 999), random.int(0, 999), random.int(0, 999)]).toMatchInlineSnapshot(`
      [
        154,
        80,
        1,
      ]
    `)
  })

  test('tells near seeds, and a number from its text, apart', () => {
    expect(first(1, 8)).not.toEqual(first(2, 8))
    expect(first(1, 8)).not.toEqual(first('1', 8))
    const means = Array.from({ length: 2000 }, (_, seed) => seededRandom(seed).next())
    expect(means.reduce((sum, value) => sum + value, 0) / means.length).toBeCloseTo(0.5, 1)
  })

  test('fills the unit interval evenly', () => {
    const bins = Array.from({ length: 10 }, () => 0)
    for (const value of first('even', 20_000)) bins[Math.floor(value * 10)]! += 1
    for (const count of bins) expect(Math.abs(count - 2000)).toBeLessThan(200)
  })

  test('keeps integers within both ends and reaches them', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: -50, max: 50 }), fc.nat(5), (seed, min, width) => {
        const random = seededRandom(seed)
        const seen = new Set(Array.from({ length: 400 }, () => random.int(min, min + width)))
        expect([...seen].toSorted((a, b) => a - b)).toEqual(
          Array.from({ length: width + 1 }, (_, i) => min + i),
        )
      }),
      { numRuns: 40 },
    )
  })

  test('follows weights and never picks a weight of zero', () => {
    const random = seededRandom('weights')
    const counts = { rare: 0, often: 0, never: 0 }
    for (let i = 0; i < 10_000; i++) {
      counts[
        random.weighted([
          ['rare', 1],
          ['never', 0],
          ['often', 9],
        ] as const)
      ]++
    }
    expect(counts.never).toBe(0)
    expect(counts.rare / 10_000).toBeCloseTo(0.1, 1)
  })

  test('draws gaussians of mean 0 and deviation 1', () => {
    const random = seededRandom('gauss')
    const values = Array.from({ length: 20_000 }, () => random.gaussian())
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length)
    expect(mean).toBeCloseTo(0, 1)
    expect(deviation).toBeCloseTo(1, 1)
  })

  test('shuffles without losing or changing the list', () => {
    const list = Array.from({ length: 30 }, (_, i) => i)
    const shuffled = seededRandom(5).shuffled(list)
    expect(shuffled).not.toEqual(list)
    expect(shuffled.toSorted((a, b) => a - b)).toEqual(list)
  })

  test('refuses to pick from nothing', () => {
    expect(() => seededRandom(1).pick([])).toThrow(RangeError)
    expect(() => seededRandom(1).weighted([['x', 0]])).toThrow(RangeError)
  })
})
