import { describe, expect, test } from 'vitest'
import { signerProfiles } from './signer-profile.ts'
import { certificateTerm } from './terms.ts'

const dates = (term: ReturnType<typeof certificateTerm>) =>
  Object.values(term).map((date: Date) => date.toISOString())

describe('the term of a certificate', () => {
  test('of a document signer is three months of use and the life of the longest card', () => {
    expect(dates(certificateTerm('DOCUMENT_SIGNER', new Date('2026-11-22T04:05:06.789Z')))).toEqual([
      '2026-11-22T04:05:06.000Z',
      '2049-02-22T04:05:06.000Z',
      '2026-11-22T04:05:06.000Z',
      '2027-02-22T04:05:06.000Z',
    ])
  })

  test.each([
    ['2026-11-30T00:00:00.000Z', '2027-02-28T00:00:00.000Z'],
    ['2027-11-30T00:00:00.000Z', '2028-02-29T00:00:00.000Z'],
    ['2026-08-31T23:59:59.000Z', '2026-11-30T23:59:59.000Z'],
  ])('begun on %s has three months to %s, the last day of a shorter month', (from, until) => {
    expect(certificateTerm('DOCUMENT_SIGNER', new Date(from)).usageUntil.toISOString()).toBe(until)
  })

  test('of a CSCA covers every signer that it certifies on its last day', () => {
    const csca = certificateTerm('CSCA', new Date('2026-02-28T10:00:00Z'))
    for (const profile of signerProfiles) {
      const last = certificateTerm(profile, csca.usageUntil)
      expect(last.notAfter.getTime()).toBeLessThanOrEqual(csca.notAfter.getTime())
    }
  })
})
