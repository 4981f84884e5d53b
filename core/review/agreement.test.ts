import { describe, expect, test } from 'vitest'
import { agreementOf } from './agreement.ts'

describe('agreement of two checks', () => {
  // Readers A and B of 50 grant proposals, 20/5/10/15: rate 0.7, kappa 0.4, the common textbook example.
  test('is a rate, and kappa beyond chance', () => {
    const agreement = agreementOf({ bothClean: 20, onlyFirstFaulty: 5, onlySecondFaulty: 10, bothFaulty: 15 })
    expect(agreement).toMatchObject({ compared: 50, agreed: 35, rate: 0.7 })
    expect(agreement?.kappa).toBeCloseTo(0.4, 12)
  })

  // Same rate of 60 %, other margins (Sim and Wright, Physical Therapy 85, 2005, among others): 0.1304 and 0.2593.
  test.each([
    [45, 15, 25, 15, 0.1304],
    [25, 35, 5, 35, 0.2593],
  ])('differs with the margins: %s %s %s %s gives %s', (a, b, c, d, kappa) => {
    const checks = { bothClean: a, onlyFirstFaulty: b, onlySecondFaulty: c, bothFaulty: d }
    expect(agreementOf(checks)?.kappa).toBeCloseTo(kappa, 4)
  })

  test('says nothing of kappa where both found every form clean, and nothing at all without forms', () => {
    const clean = { bothClean: 12, onlyFirstFaulty: 0, onlySecondFaulty: 0, bothFaulty: 0 }
    expect(agreementOf(clean)).toEqual({ compared: 12, agreed: 12, rate: 1, kappa: null })
    expect(agreementOf({ ...clean, bothClean: 0 })).toBeNull()
  })
})
