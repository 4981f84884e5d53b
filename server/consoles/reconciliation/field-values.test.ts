import { expect, test } from 'vitest'
import { readTypedValue, shown } from './field-values.ts'

test.each([
  ['birthDate', '05/02/1990', '1990-02-05'],
  ['birthDate', '1990', '1990'],
  ['birthDate', '32/02/1990', undefined],
  ['motherName', 'Lê Thị Mẹ', 'Lê Thị Mẹ'],
  ['motherName', 'Lê 7', undefined],
  ['sex', 'FEMALE', 'FEMALE'],
  ['sex', 'nữ', undefined],
  ['permanentAddress', 'Số 5, Phường Mẫu', 'Số 5, Phường Mẫu'],
  ['shoeSize', '40', undefined],
  ['name', '  ', null],
])('of %s, "%s" is read as %s', (field, typed, read) => {
  expect(readTypedValue(field, typed)).toBe(read)
})

test('codes and dates are shown in words', () => {
  expect(shown('relationToHead', 'CHILD').vi).toBe('Con')
  expect(shown('sex', 'FEMALE').vi).toBe('Nữ')
  expect(shown('birthDate', '1990-02-05').vi).toBe('05/02/1990')
})
