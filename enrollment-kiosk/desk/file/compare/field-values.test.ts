import { expect, test } from 'vitest'
import { shownValue, typedValue } from './field-values.ts'

test('a date is shown and read the way people write it here, whole or in part', () => {
  expect(shownValue('birthDate', '1990-05-20')).toBe('20/05/1990')
  expect(typedValue('birthDate', '20/05/1990')).toBe('1990-05-20')
  expect(typedValue('birthDate', '1990')).toBe('1990')
})

test('what is no date is no value', () => {
  expect(typedValue('birthDate', '31/02/1990')).toBeNull()
})

test('names are kept in capitals with every mark on them', () => {
  expect(typedValue('name', '  nguyễn thị  thùy dương ')).toBe('NGUYỄN THỊ THÙY DƯƠNG')
})

test('sex is a word for people and a code in the file', () => {
  expect(shownValue('sex', 'FEMALE')).toBe('Nữ')
  expect(typedValue('sex', 'nữ')).toBe('FEMALE')
  expect(typedValue('sex', 'khác')).toBeNull()
})

test('nothing typed is nothing said', () => {
  expect(typedValue('residence', '   ')).toBeNull()
})
