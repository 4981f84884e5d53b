import { describe, expect, test } from 'vitest'
import { errorRates } from './error-rates.ts'

describe('error rates', () => {
  test('are 0 where every pair of one finger scores above every other', () => {
    expect(errorRates({ genuine: [50, 60, 70], impostor: [0, 10, 20] })).toEqual({
      equal: 0,
      missedAtHundredth: 0,
      missedAtThousandth: 0,
      missedAtZero: 0,
      zeroThreshold: 50,
    })
  })

  test('meet where as many are missed as fooled', () => {
    const { equal } = errorRates({ genuine: [5, 20, 30, 40], impostor: [0, 1, 2, 25] })
    expect(equal).toBe(0.25)
  })

  test('at a bound on fooled pairs tell how many are missed', () => {
    const impostor = Array.from({ length: 1000 }, (_, i) => i / 100) // 0 … 9.99
    const genuine = [9.895, 9.985, 20, 30]
    const rates = errorRates({ genuine, impostor })
    expect(rates.missedAtHundredth).toBe(0)
    expect(rates.missedAtThousandth).toBe(0.25)
    expect(rates.missedAtZero).toBe(0.5)
  })

  test('say that nobody is recognised when a stranger scores best', () => {
    expect(errorRates({ genuine: [1, 2], impostor: [3] })).toMatchObject({ missedAtZero: 1 })
  })

  test('are unknown without pairs', () => {
    expect(errorRates({ genuine: [], impostor: [1] }).missedAtZero).toBeNaN()
  })
})
