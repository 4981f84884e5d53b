import { expect, test } from 'vitest'
import type { DeclaredPerson } from '../../core/enrollment/packet.ts'
import type { PartialDate } from '../../core/dates/calendar-date.ts'
import type { RegistryPerson } from '../sync/registry.ts'
import { differences } from './compare.ts'

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
const registry = (changes: Partial<RegistryPerson> = {}): RegistryPerson => ({ ...declared, ...changes })

test('the same person shows no difference', () => {
  expect(differences(registry(), declared)).toEqual([])
})

test('another Unicode form and extra blanks are no difference', () => {
  expect(differences(registry({ name: ' TRẦN  THỊ HOÀ '.normalize('NFD') }), declared)).toEqual([])
})

test('a tone mark in another place is one: the card shows the legal spelling', () => {
  expect(differences(registry({ name: 'TRẦN THỊ HÒA' }), declared)).toEqual([
    { field: 'name', registry: 'TRẦN THỊ HÒA', declared: 'TRẦN THỊ HOÀ' },
  ])
})

test('what only one side knows is one, a full date against a year too', () => {
  const found = differences(registry({ fatherName: 'TRẦN VĂN MẪU', birthDate: '1961-03-02' }), declared)
  expect(found.map(({ field }) => field)).toEqual(['birthDate', 'fatherName'])
})
