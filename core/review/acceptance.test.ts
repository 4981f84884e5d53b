import { describe, expect, test } from 'vitest'
import { mayAccept, verdictNames, verdictOf, verdictText } from './acceptance.ts'

const estimate = (low: number, rate: number, high: number) => ({ low, rate, high, effectiveSize: 100 })
const agreed = (rate: number) => ({ compared: 50, agreed: rate * 50, rate, kappa: null })

describe('the verdict on a locality', () => {
  test.each([
    [0.91, 0.93, 0.95, 'PASS'],
    [0.9, 0.92, 0.94, 'PASS'],
    [0.88, 0.9, 0.92, 'NARROW_PASS'],
    [0.87, 0.899, 0.92, 'NARROW_FAIL'],
    [0.8, 0.85, 0.89, 'FAIL'],
  ])('for %s–%s–%s at a threshold of 90 %% is %s', (low, rate, high, verdict) => {
    expect(verdictOf(estimate(low, rate, high), 0.9)).toBe(verdict)
  })

  test('lets pass what reaches the threshold', () => {
    expect(verdictNames.filter((verdict) => mayAccept(verdict, null))).toEqual(['PASS', 'NARROW_PASS'])
  })

  test('does not let pass what the second team saw otherwise', () => {
    expect(mayAccept('PASS', agreed(0.9))).toBe(true)
    expect(mayAccept('PASS', agreed(0.88))).toBe(false)
    expect(mayAccept('FAIL', agreed(1))).toBe(false)
  })

  test('is told in both languages', () => {
    for (const verdict of verdictNames) {
      expect(verdictText(verdict).vi).not.toBe('')
      expect(verdictText(verdict).en).not.toBe('')
    }
  })
})
