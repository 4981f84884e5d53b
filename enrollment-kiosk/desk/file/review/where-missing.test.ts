import { expect, test } from 'vitest'
import { whereMissing } from './where-missing.ts'

test.each([
  ['FINGER_MISSING', 'biometrics', undefined],
  ['SIGNATURE_MISSING', 'biometrics', undefined],
  ['CONSENT_MISSING', 'details', 'consent'],
  ['PAPER_MISSING', 'details', 'papers'],
  ['CLAIM_WITHOUT_PAPER', 'compare', undefined],
  ['DIFFERENCE_OPEN', 'compare', undefined],
  ['REPRESENTATIVE_MISSING', 'details', 'representative.name'],
])('%s leads to the pane where it is put right', (code, pane, place) => {
  expect(whereMissing({ code })).toEqual(place ? { pane, place } : { pane })
})

test('a code of a later version leads to the details', () => {
  expect(whereMissing({ code: 'SOMETHING_NEW' })).toEqual({ pane: 'details' })
})
