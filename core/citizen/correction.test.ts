import { describe, expect, test } from 'vitest'
import { correctionOf, IllegalCorrection, NothingToCorrect, touchesNumber } from './correction.ts'

const record = {
  name: 'Nguyễn Thị Mẫu',
  otherName: null,
  birthDate: '1990-02-15',
  sex: 'FEMALE',
  nationality: 'Việt Nam',
  ethnicity: 'Kinh',
  religion: null,
  bloodType: null,
  maritalStatus: 'SINGLE',
  birthPlace: null,
  birthRegistrationPlace: 'Xã Mẫu Hai',
  birthProvince: '001',
  placeOfOrigin: null,
  phone: null,
  email: null,
} as const

describe('a correction', () => {
  test('holds only what changes, from and to', () => {
    expect(correctionOf(record, { ethnicity: 'Tày', nationality: 'Việt Nam' })).toEqual({
      ethnicity: { from: 'Kinh', to: 'Tày' },
    })
  })

  test('normalises what was typed: Eth for Đ, blanks, decomposed letters', () => {
    expect(correctionOf(record, { name: '  Ðỗ  Thị Mẫu'.normalize('NFD') })).toEqual({
      name: { from: 'Nguyễn Thị Mẫu', to: 'Đỗ Thị Mẫu' },
    })
  })

  test('that changes nothing is refused, also when it only differs in blanks', () => {
    expect(() => correctionOf(record, { name: ' Nguyễn  Thị Mẫu ' })).toThrow(NothingToCorrect)
  })

  test.each([
    { birthDate: '1990-02-30' },
    { sex: 'X' },
    { name: '' },
    { name: null },
    { birthProvince: '1' },
    { phone: '123' },
  ])('with an impossible value is refused by field: %j', (wanted) => {
    expect(() => correctionOf(record, wanted)).toThrow(IllegalCorrection)
  })

  test('may make a field unknown where the law lets it be', () => {
    expect(correctionOf({ ...record, religion: 'Phật giáo' }, { religion: null })).toEqual({
      religion: { from: 'Phật giáo', to: null },
    })
  })

  test('of sex, birth year or province touches the number; of the day alone it does not', () => {
    expect(touchesNumber(correctionOf(record, { sex: 'MALE' }))).toBe(true)
    expect(touchesNumber(correctionOf(record, { birthDate: '1991-02-15' }))).toBe(true)
    expect(touchesNumber(correctionOf(record, { birthProvince: '079' }))).toBe(true)
    expect(touchesNumber(correctionOf(record, { birthDate: '1990-02-16' }))).toBe(false)
  })
})
