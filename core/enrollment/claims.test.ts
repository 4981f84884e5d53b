import { expect, test } from 'vitest'
import type { PartialDate } from '../dates/calendar-date.ts'
import { type Claim, claimByWord, claimFault, differencesOf, isContradiction, personAfter } from './claims.ts'
import type { DeclaredPerson } from './packet.ts'

const declared: DeclaredPerson = {
  name: 'TRẦN THỊ HOÀ',
  birthDate: '1961' as PartialDate,
  sex: 'FEMALE',
  nationality: 'Việt Nam',
  ethnicity: 'Kinh',
  religion: null,
  birthRegistrationPlace: 'Xã Mẫu Một',
  placeOfOrigin: 'Xã Mẫu Một',
  residence: 'Xã Mẫu Hai',
  residenceUnit: '00002',
  birthProvince: '001',
  legacyNumber: null,
  fatherName: null,
  motherName: null,
}
const claim = (changes: Partial<Claim> = {}): Claim => ({
  field: 'name',
  registry: 'TRẦN THỊ HÒA',
  declared: 'TRẦN THỊ HOÀ',
  winner: 'DECLARED',
  form: 'DC02',
  paper: 'p1',
  confirmedByCitizen: true,
  ...changes,
})
const papers = [{ id: 'p1' }]

test('the same person shows no difference; Unicode form and blanks are evened out', () => {
  expect(differencesOf({ ...declared, name: ' TRẦN  THỊ HOÀ'.normalize('NFD') }, declared)).toEqual([])
})

test('what contradicts the registry must be settled; what only fills a gap, or is one’s own to say, need not', () => {
  const registry = { ...declared, birthDate: '1961-03-02', fatherName: null, religion: 'Phật giáo' }
  const said = { ...declared, fatherName: 'TRẦN VĂN MẪU', religion: 'Không' }
  const found = differencesOf(registry, said)
  expect(found.map(({ field }) => field)).toEqual(['birthDate', 'religion', 'fatherName'])
  expect(found.filter(isContradiction).map(({ field }) => field)).toEqual(['birthDate'])
  expect(found.flatMap((one) => claimByWord(one) ?? [])).toMatchObject([{ field: 'religion', form: 'DC02' }])
})

test('a claim stands on its paper, and a name on the confirmation of its letters too', () => {
  expect(claimFault(claim(), papers)).toBeNull()
  expect(claimFault(claim({ paper: null }), papers)).toBe('PAPER')
  expect(claimFault(claim({ paper: 'another' }), papers)).toBe('PAPER')
  expect(claimFault(claim({ confirmedByCitizen: false }), papers)).toBe('CONFIRMATION')
  expect(claimFault(claim({ field: 'sex', confirmedByCitizen: false }), papers)).toBeNull()
})

test('where the registry wins nothing is asked, and what another procedure changes is never settled here', () => {
  expect(claimFault(claim({ winner: 'REGISTRY', paper: null, confirmedByCitizen: false }), papers)).toBeNull()
  expect(claimFault(claim({ field: 'residence' }), papers)).toBe('ELSEWHERE')
})

test('the registry’s word is written where it won, unless something else was typed meanwhile', () => {
  const lost = [claim({ winner: 'REGISTRY' })]
  expect(personAfter(declared, lost).name).toBe('TRẦN THỊ HÒA')
  expect(personAfter({ ...declared, name: 'TRẦN THỊ HOA' }, lost).name).toBe('TRẦN THỊ HOA')
  expect(personAfter(declared, [claim()]).name).toBe('TRẦN THỊ HOÀ')
})
