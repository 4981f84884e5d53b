import { describe, expect, test } from 'vitest'
import {
  codesText,
  columnsText,
  readDraft,
  valueAt,
  withCodes,
  withColumns,
  withValue,
} from './profile-draft.ts'

describe('a draft of a mapping', () => {
  test('takes a value at a path, and forgets what is left empty', () => {
    const draft = withValue({}, ['fields', 'father', 'parts', 'name'], { column: 'Cha' })
    expect(draft).toEqual({ fields: { father: { parts: { name: { column: 'Cha' } } } } })
    expect(valueAt(draft, ['fields', 'father', 'parts', 'name', 'column'])).toBe('Cha')
    expect(withValue(draft, ['fields', 'father', 'parts', 'name'], undefined)).toBeUndefined()
  })

  test('has an address in one line or part by part, never both', () => {
    const parts = { fields: { permanentAddress: { parts: { province: { column: 'Tỉnh' } } } } }
    const path = ['fields', 'permanentAddress', 'oneLine']
    expect(withValue(parts, path, { column: 'Địa chỉ' })).toEqual({
      fields: { permanentAddress: { oneLine: { column: 'Địa chỉ' } } },
    })
  })

  test('one column and several are typed in one box', () => {
    expect(withColumns({}, ' Họ ; Tên ')).toEqual({ columns: ['Họ', 'Tên'] })
    expect(withColumns({ columns: ['Họ', 'Tên'] }, 'Họ tên')).toEqual({ column: 'Họ tên' })
    expect(withColumns({ column: 'Họ tên', digits: 12 }, ' ')).toBeUndefined()
    expect(columnsText({ columns: ['Họ', 'Tên'] })).toBe('Họ; Tên')
  })

  test('a code table comes back as it was typed; what is no pair is left out', () => {
    const source = withCodes({ column: 'GT' }, '1=Nam; 2 = Nữ; x')
    expect(source).toEqual({ column: 'GT', codes: { 1: 'Nam', 2: 'Nữ' } })
    expect(codesText(source)).toBe('1=Nam; 2=Nữ')
    expect(withCodes(source, '')).toEqual({ column: 'GT' })
  })

  test('the choices of the form are typed by their words and kept by their codes', () => {
    const choices = [{ code: 'MALE', label: { vi: 'Nam', en: 'Male' } }]
    const source = withCodes({ column: 'GT' }, '1=nam; 9=x', choices)
    expect(source).toEqual({ column: 'GT', codes: { 1: 'MALE', 9: 'x' } })
    expect(codesText(source, choices)).toBe('1=Nam; 9=x')
  })

  test('JSON that is no object is no draft', () => {
    expect(readDraft('{"target":"RESIDENT"}')).toEqual({ target: 'RESIDENT' })
    expect([readDraft('{"a":'), readDraft('[1]'), readDraft('null')]).toEqual([null, null, null])
  })
})
