import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { allocate } from './allocate.ts'

const strataOf = (populations: readonly number[]) =>
  populations.map((population, i) => ({ code: `X${String(i).padStart(3, '0')}`, population }))

describe('a sample spread over strata', () => {
  test('follows their shares, the largest remainders first', () => {
    const sizes = allocate(strataOf([5000, 3333, 1667]), 10)
    expect([...sizes.values()]).toEqual([5, 3, 2])
  })

  test('gives one to the smallest, and none to an empty one', () => {
    const sizes = allocate(strataOf([100_000, 3, 0]), 50)
    expect([...sizes]).toEqual([
      ['X000', 49],
      ['X001', 1],
    ])
  })

  test('is the same whatever the order of the strata', () => {
    const strata = strataOf([10, 10, 10])
    expect(allocate(strata.toReversed(), 4).get('X000')).toBe(2)
    expect(allocate(strata, 4).get('X000')).toBe(2)
  })

  test('is never smaller than asked, nowhere more than there is, and within one of its quota', () => {
    const populations = fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(populations, fc.integer({ min: 1, max: 3000 }), (all, size) => {
        const strata = strataOf(all)
        const total = all.reduce((sum, one) => sum + one, 0)
        const wanted = Math.min(size, total)
        const sizes = allocate(strata, size)
        expect([...sizes.values()].reduce((sum, one) => sum + one, 0)).toBeGreaterThanOrEqual(wanted)
        for (const { code, population } of strata) {
          const given = sizes.get(code) ?? 0
          expect(given).toBeLessThanOrEqual(population)
          expect(given > 0).toBe(population > 0)
          const quota = total === 0 ? 0 : (wanted * population) / total
          expect(quota < 1 || Math.abs(given - quota) < 1).toBe(true)
        }
      }),
      { numRuns: 1000 },
    )
  })
})
