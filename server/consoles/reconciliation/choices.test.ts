import { expect, test } from 'vitest'
import {
  choiceAt,
  chosenValues,
  columnsOf,
  type ComparedCell,
  type ComparedRow,
  needsAttention,
  withChoice,
} from './choices.ts'

const text = { vi: '', en: '' }
const cell = (source: ComparedCell['source'], changes: Partial<ComparedCell> = {}): ComparedCell => ({
  source,
  sourceText: text,
  lookedUp: true,
  value: 'KINH',
  unknown: false,
  difference: 'SAME',
  differenceText: text,
  ...changes,
})
const row = (cells: readonly ComparedCell[], outcome = 'CORRECTION'): ComparedRow => ({
  field: 'ethnicity',
  label: text,
  outcome,
  cells,
  against: 'REGISTER',
  contradictory: true,
  advice: null,
  because: text,
})

test('a source gives its value, unless it says nothing or does not know', () => {
  const cells = [
    cell('FORM'),
    cell('REGISTER', { value: null }),
    cell('CIVIL_STATUS', { unknown: true, value: null }),
  ]
  expect(choiceAt(row(cells), 'FORM')).toEqual({ source: 'FORM', value: 'KINH' })
  expect(choiceAt(row(cells), 'REGISTER')).toBeNull()
  expect(choiceAt(row(cells), 'CIVIL_STATUS')).toBeNull()
  expect(choiceAt(row(cells, 'PROCEDURE'), 'FORM')).toBeNull()
})

test('only what differs from the register is sent', () => {
  const rows = [row([cell('FORM', { value: 'TÀY' }), cell('REGISTER')])]
  const form = withChoice({}, 'ethnicity', { source: 'FORM', value: 'TÀY' })
  expect(chosenValues(rows, form)).toEqual([{ field: 'ethnicity', value: 'TÀY' }])
  const register = withChoice(form, 'ethnicity', { source: 'REGISTER', value: 'KINH' })
  expect(chosenValues(rows, register)).toEqual([])
  expect(withChoice(register, 'ethnicity', null)).toEqual({})
})

test('the locality’s own data are a column where there are any', () => {
  const silent = row([cell('FORM'), cell('IMPORT', { lookedUp: false, value: null })])
  expect(columnsOf([silent]).map(({ source }) => source)).toEqual(['FORM'])
  expect(columnsOf([silent, row([cell('FORM'), cell('IMPORT')])])).toHaveLength(2)
})

test('rows that differ or were looked up come first; agreement and mere gaps do not', () => {
  const agreed = { ...row([cell('FORM'), cell('REGISTER')]), contradictory: false }
  expect(needsAttention(agreed)).toBe(false)
  expect(needsAttention({ ...agreed, contradictory: true })).toBe(true)
  expect(needsAttention({ ...agreed, advice: 'FORM' })).toBe(true)
  expect(needsAttention({ ...agreed, cells: [cell('CIVIL_STATUS', { value: null })] })).toBe(true)
})
