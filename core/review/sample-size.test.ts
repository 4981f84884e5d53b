import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { criticalValue, criticalValues, sampleSize } from './sample-size.ts'

describe('the size of a sample', () => {
  // 385 of a large population and 323 of 2,000: Israel, Determining Sample Size (University of Florida, PEOD6, 1992).
  // The others: Krejcie and Morgan, Educational and Psychological Measurement 30 (1970), rounded up where they round down.
  test.each([
    [1_000_000_000, 0.05, 0.5, 385],
    [2000, 0.05, 0.5, 323],
    [500, 0.05, 0.5, 218],
    [10_000, 0.05, 0.5, 370],
  ])('of %s forms at ±%s, expecting %s, is %s at 95 %%', (population, margin, expectedErrors, size) => {
    expect(sampleSize(population, { confidence: 0.95, margin, expectedErrors })).toBe(size)
  })

  test('for the field reports’ 10 % of errors in a district of 400,000 is 863 at ±2 %', () => {
    expect(sampleSize(400_000, { confidence: 0.95, margin: 0.02, expectedErrors: 0.1 })).toBe(863)
  })

  test('is never more than there is, never nothing of something, and grows with precision', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.constantFrom(...criticalValues.keys()),
        fc.double({ min: 0.005, max: 0.2, noNaN: true }),
        fc.double({ min: 0.01, max: 0.5, noNaN: true }),
        (population, confidence, margin, expectedErrors) => {
          const size = sampleSize(population, { confidence, margin, expectedErrors })
          expect(size).toBeGreaterThanOrEqual(1)
          expect(size).toBeLessThanOrEqual(population)
          const finer = sampleSize(population, { confidence, margin: margin / 2, expectedErrors })
          expect(finer).toBeGreaterThanOrEqual(size)
        },
      ),
    )
  })

  test('of nothing is nothing; an unknown confidence is a fault of the caller', () => {
    expect(sampleSize(0, { confidence: 0.95, margin: 0.05, expectedErrors: 0.5 })).toBe(0)
    expect(() => criticalValue(0.5)).toThrow(RangeError)
  })
})
