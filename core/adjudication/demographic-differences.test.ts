import { describe, expect, test } from 'vitest'
import { empty, known, unknown } from '../reconciliation/sources.ts'
import {
  demographicDifferences,
  type PersonField,
  personFieldLabel,
  personFields,
} from './demographic-differences.ts'

function rowOf(field: PersonField, one: string, other: string) {
  const rows = demographicDifferences({ [field]: known(one) }, { [field]: known(other) })
  return rows.find((row) => row.field === field)
}

test.each([
  ['name', 'NGUYỄN THỊ HOA', 'Nguyễn Thị Hoa', 'SAME', false],
  ['name', 'NGUYỄN THỊ HOÀ', 'NGUYỄN THỊ HÒA', 'SPELLING', false],
  ['name', 'NGUYỄN THỊ HOA', 'NGUYEN THI HOA', 'ACCENTS', false],
  ['name', 'ĐỖ THỊ HỒNG', 'DO THI HONG', 'ACCENTS', false],
  ['name', 'NGUYỄN THỊ HOA', 'NGUYỄN VĂN HOA', 'MIDDLE_NAME', true],
  ['name', 'NGUYỄN THỊ HOA', 'TRẦN THỊ HOA', 'DIFFERENT', true],
  ['birthDate', '1990-05-02', '1990-02-05', 'DAY_MONTH_SWAPPED', true],
  ['birthDate', '1990', '1990-02-05', 'YEAR_ONLY', false],
  ['birthDate', '1990-05-02', '1991-05-02', 'DIFFERENT', true],
  ['sex', 'MALE', 'FEMALE', 'DIFFERENT', true],
  ['legacyNumber', '012345678', '012345678', 'SAME', false],
  ['legacyNumber', '012345678', '012345679', 'DIFFERENT', true],
  ['permanentAddress', 'Xã Mẫu Một, Tỉnh Mẫu', 'Mẫu Một, Mẫu', 'SPELLING', false],
] as const)('%s: %s and %s are %s', (field, one, other, difference, contradictory) => {
  expect(rowOf(field, one, other)).toMatchObject({ difference, contradicts: contradictory })
  expect(rowOf(field, other, one)).toMatchObject({ difference, contradicts: contradictory })
})

describe('what is not known', () => {
  test('is empty on one side or on both, and never a contradiction', () => {
    const [row] = demographicDifferences({ name: known('NGUYỄN VĂN MẪU') }, { name: empty })
    expect(row).toMatchObject({ difference: 'EMPTY', contradicts: false })
    expect(demographicDifferences({}, {}).every(({ difference }) => difference === 'EMPTY')).toBe(true)
  })

  test('is told from empty where a source says so', () => {
    const [row] = demographicDifferences({ name: unknown }, { name: known('NGUYỄN VĂN MẪU') })
    expect(row).toMatchObject({ difference: 'UNKNOWN', contradicts: false })
  })
})

test('every field has a row, in a fixed order, with a label in both languages', () => {
  expect(demographicDifferences({}, {}).map(({ field }) => field)).toEqual(personFields)
  for (const field of personFields) expect(personFieldLabel(field).vi).not.toBe('')
})
