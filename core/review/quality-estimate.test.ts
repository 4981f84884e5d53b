import { describe, expect, test } from 'vitest'
import { seededRandom } from '../synthetic/random.ts'
import { allocate } from './allocate.ts'
import { estimateQuality, wilsonInterval } from './quality-estimate.ts'

describe('the score interval', () => {
  // Newcombe, Statistics in Medicine 17 (1998), 857, table I, method 3.
  test.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %s in %s is %s to %s at 95 %%', (count, size, low, high) => {
    const interval = wilsonInterval({ rate: count / size, size }, 0.95)
    expect(interval.low).toBeCloseTo(low, 4)
    expect(interval.high).toBeCloseTo(high, 4)
  })
})

describe('the quality of a locality', () => {
  test('in one stratum of a boundless population has the score interval itself', () => {
    const estimate = estimateQuality([{ population: 1e15, checked: 263, clean: 81 }], 0.95)
    expect(estimate?.low).toBeCloseTo(0.2553, 4)
    expect(estimate?.high).toBeCloseTo(0.3662, 4)
    expect(estimate?.effectiveSize).toBeCloseTo(263, 6)
  })

  test('weighs each stratum by its population, not by its sample', () => {
    const strata = [
      { population: 9000, checked: 10, clean: 9 },
      { population: 1000, checked: 10, clean: 5 },
    ]
    const estimate = estimateQuality(strata, 0.95)
    expect(estimate?.rate).toBeCloseTo(0.86, 12)
    expect(estimate?.effectiveSize).toBeLessThan(20)
  })

  test('is certain where every form was checked', () => {
    const estimate = estimateQuality([{ population: 40, checked: 40, clean: 30 }], 0.95)
    expect(estimate).toMatchObject({ rate: 0.75, low: 0.75, high: 0.75 })
  })

  test('of a perfect sample still leaves room for errors', () => {
    const estimate = estimateQuality([{ population: 5000, checked: 50, clean: 50 }], 0.95)
    expect(estimate?.rate).toBe(1)
    expect(estimate?.high).toBe(1)
    expect(estimate?.low).toBeLessThan(0.95)
  })

  test('leaves out what nobody reached yet, and is unknown before the first check', () => {
    const untouched = { population: 9000, checked: 0, clean: 0 }
    expect(estimateQuality([untouched], 0.95)).toBeNull()
    const estimate = estimateQuality([untouched, { population: 100, checked: 4, clean: 2 }], 0.95)
    expect(estimate?.rate).toBe(0.5)
  })
})

interface Place {
  readonly population: number
  readonly quality: number
}

/** How often the interval holds the true rate when a population is sampled again and again, by a seeded generator. */
function coverage(places: readonly Place[], size: number): number {
  const random = seededRandom('coverage')
  const strata = places.map(({ population, quality }, i) => ({
    code: String(i),
    population,
    clean: Math.round(population * quality),
  }))
  const total = strata.reduce((sum, { population }) => sum + population, 0)
  const truth = strata.reduce((sum, { clean }) => sum + clean, 0) / total
  const sizes = allocate(strata, size)
  const draw = ({ code, population, clean }: (typeof strata)[number]) => {
    const checked = sizes.get(code) ?? 0
    let found = 0
    for (let i = 0; i < checked; i++) if (random.chance((clean - found) / (population - i))) found++
    return { population, checked, clean: found }
  }
  const runs = 4000
  let held = 0
  for (let run = 0; run < runs; run++) {
    const { low, high } = estimateQuality(strata.map(draw), 0.95) ?? { low: 1, high: 0 }
    if (low <= truth && truth <= high) held++
  }
  return held / runs
}

describe('an interval of 95 % holds the truth', () => {
  const alike = (count: number, population: number, quality: number) =>
    Array.from({ length: count }, () => ({ population, quality }))

  test.each([
    ['one commune of 90 %', alike(1, 8000, 0.9), 400],
    ['a fifth of a small commune', alike(1, 1000, 0.9), 200],
    ['eleven communes of 90 %', alike(11, 36_000, 0.9), 863],
  ] as const)('in about 95 of 100 draws of %s', (_name, places, size) => {
    const share = coverage(places, size)
    expect(share).toBeGreaterThan(0.94)
    expect(share).toBeLessThan(0.975)
  })

  // Near 100 % the number of errors is small and the coverage of Wilson's interval swings about its level (Brown, Cai and
  // DasGupta, Statistical Science 16, 2001); the gate's thresholds are far below.
  test('in at least 93 of 100 draws of a commune of 99 %', () => {
    expect(coverage(alike(1, 8000, 0.99), 400)).toBeGreaterThan(0.93)
  })

  test.each([
    ['communes that differ widely', [...alike(5, 9000, 0.98), ...alike(5, 9000, 0.55)], 400],
    ['many small hamlets, one or two forms each', alike(150, 120, 0.92), 220],
    ['one large commune beside many tiny ones', [...alike(1, 50_000, 0.9), ...alike(30, 5, 0.4)], 300],
  ] as const)('in at least 94 of 100 draws of %s', (_name, places, size) => {
    expect(coverage(places, size)).toBeGreaterThan(0.94)
  })
})
