import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareSources, compareValues, conflictKindsBetween } from './compare.ts'
import { type ReconciledFieldName, reconciledFieldNames } from './fields.ts'
import { empty, known, type SourceValue, unknown } from './sources.ts'

const rows: readonly (readonly [ReconciledFieldName, string, string, string])[] = [
  ['name', 'NGUYỄN THỊ HÒA', 'Nguyễn Thị Hòa', 'SAME'],
  ['name', 'NGUYỄN THỊ HÒA', 'NGUYỄN THỊ HOÀ', 'SPELLING'],
  ['name', 'LÝ VĂN MẪU', 'LÍ VĂN MẪU', 'SPELLING'],
  ['name', 'NGUYỄN THỊ MẪU', 'NGUYỄN THU MẪU', 'MIDDLE_NAME'],
  ['name', 'NGUYỄN MẪU', 'NGUYỄN THỊ MẪU', 'MIDDLE_NAME'],
  ['name', 'NGUYỄN THỊ MẪU', 'NGUYỄN THỊ MẨU', 'DIFFERENT'],
  ['name', 'Y BLĂNG', 'Y BHAO', 'DIFFERENT'],
  ['birthDate', '1990-02-05', '1990-02-05', 'SAME'],
  ['birthDate', '1990-02-05', '1990-05-02', 'DAY_MONTH_SWAPPED'],
  ['birthDate', '1990-02-05', '1990', 'YEAR_ONLY'],
  ['birthDate', '1990-02-05', '1990-02', 'LESS_EXACT'],
  ['birthDate', '1990', '1991', 'DIFFERENT'],
  ['birthDate', '1990-02-05', '1991-05-02', 'DIFFERENT'],
  ['sex', 'MALE', 'FEMALE', 'DIFFERENT'],
  ['ethnicity', 'HMông', 'H’Mông', 'SPELLING'],
  ['ethnicity', 'Tày', 'Thái', 'DIFFERENT'],
  ['placeOfOrigin', 'Xã Mẫu, Tỉnh Hà Nam', 'Mẫu, Hà Nam', 'SPELLING'],
  ['placeOfOrigin', 'Tỉnh Hà Nam', 'Xã Mẫu, Huyện Thử, Tỉnh Hà Nam', 'LESS_EXACT'],
  ['placeOfOrigin', 'Xã Mẫu, Tỉnh Hà Nam', 'Xã Mẫu, Tỉnh Nam Định', 'DIFFERENT'],
]

describe('two sources', () => {
  test.each(rows)('of %s: %s | %s → %s', (field, a, b, difference) => {
    expect(compareValues(field, known(a), known(b))).toBe(difference)
    expect(compareValues(field, known(b), known(a))).toBe(difference)
  })

  test('unknown is not empty, and neither is a paper that nobody looked up', () => {
    expect(compareValues('name', known('NGUYỄN VĂN MẪU'), unknown)).toBe('UNKNOWN')
    expect(compareValues('name', known('NGUYỄN VĂN MẪU'), empty)).toBe('EMPTY')
    expect(compareValues('name', known('NGUYỄN VĂN MẪU'), undefined)).toBe('NOT_LOOKED_UP')
  })

  test('are read alike from both sides, whatever is written, and a value equals itself', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 30 })
    const value = fc.oneof(text.map(known), fc.constant(empty), fc.constant(unknown), fc.constant(undefined))
    fc.assert(
      fc.property(fc.constantFrom(...reconciledFieldNames), value, value, (field, a, b) => {
        expect(compareValues(field, a, b)).toBe(compareValues(field, b, a))
      }),
    )
    fc.assert(
      fc.property(fc.constantFrom(...reconciledFieldNames), text.map(known), (field, a) => {
        expect(compareValues(field, a, a)).toBe('SAME')
      }),
    )
  })
})

describe('several sources', () => {
  test('are read against the register; civil status is advised where they contradict', () => {
    const row = compareSources('birthDate', {
      FORM: known('1990-05-02'),
      REGISTER: known('1990-02-05'),
      RESIDENCE_BOOK: known('1990'),
      CIVIL_STATUS: known('1990-05-02'),
    })
    expect(row).toMatchObject({ against: 'REGISTER', contradictory: true, advice: 'CIVIL_STATUS' })
    expect(Object.fromEntries(row.bySource.map(({ source, difference }) => [source, difference]))).toEqual({
      FORM: 'DAY_MONTH_SWAPPED',
      REGISTER: 'SAME',
      RESIDENCE_BOOK: 'YEAR_ONLY',
      CARD_ARCHIVE: 'NOT_LOOKED_UP',
      CIVIL_STATUS: 'DAY_MONTH_SWAPPED',
      IMPORT: 'NOT_LOOKED_UP',
    })
  })

  test('that agree need no advice; a civil-status register that knows nothing is not advised', () => {
    const value = known('NGUYỄN VĂN MẪU')
    expect(compareSources('name', { FORM: value, REGISTER: value })).toMatchObject({
      contradictory: false,
      advice: null,
    })
    const silent = { FORM: value, REGISTER: known('NGUYỄN VĂN KHÁC'), CIVIL_STATUS: unknown }
    expect(compareSources('name', silent).advice).toBe('FORM')
  })

  test('none of which has a value are compared with nothing', () => {
    expect(compareSources('name', { FORM: empty, CIVIL_STATUS: unknown })).toMatchObject({
      against: null,
      contradictory: false,
      advice: null,
    })
  })

  test('contradict each other even where each is only less exact than the register', () => {
    const row = compareSources('birthDate', {
      REGISTER: known('1990'),
      FORM: known('1990-05-02'),
      CIVIL_STATUS: known('1990-05-03'),
    })
    expect(row).toMatchObject({ contradictory: true, advice: 'CIVIL_STATUS' })
  })
})

describe('what opens a case', () => {
  const person: Readonly<Record<string, SourceValue>> = {
    name: known('NGUYỄN THỊ MẪU'),
    birthDate: known('1990-02-05'),
    sex: known('FEMALE'),
    ethnicity: known('Kinh'),
  }

  test('is a contradiction, not a spelling, an empty or unknown item, or a year', () => {
    const form = { ...person, name: known('Nguyễn Thị Mẫu'), birthDate: known('1990'), ethnicity: unknown }
    expect(conflictKindsBetween(form, person)).toEqual([])
    expect(conflictKindsBetween({}, person)).toEqual([])
  })

  test('is named by what differs', () => {
    const form = { ...person, name: known('NGUYỄN THU MẪU'), ethnicity: known('Tày'), sex: known('MALE') }
    expect(conflictKindsBetween(form, person)).toEqual(['MIDDLE_NAME', 'SEX', 'ETHNICITY'])
  })

  test('is the number of another where name and birth date both differ', () => {
    const form = { ...person, name: known('LÊ VĂN KHÁC'), birthDate: known('1971-02-05') }
    expect(conflictKindsBetween(form, person)).toEqual(['NUMBER_OF_ANOTHER', 'NAME', 'BIRTH_DATE'])
  })
})
