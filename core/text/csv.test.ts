import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseCsv } from './csv.ts'

const quote = (field: string) => `"${field.replaceAll('"', '""')}"`

describe('comma-separated text', () => {
  test('lines are counted in the file, also over quoted line breaks and empty lines', () => {
    expect(parseCsv('\uFEFFa,b\r\n"x\r\ny",\r\n\r\n,z\r\n')).toEqual([
      { line: 1, fields: ['a', 'b'] },
      { line: 2, fields: ['x\r\ny', ''] },
      { line: 5, fields: ['', 'z'] },
    ])
  })

  test('an unclosed quote ends with the text', () => {
    expect(parseCsv('a,"b,c')).toEqual([{ line: 1, fields: ['a', 'b,c'] }])
  })

  test('whatever is quoted reads back', () => {
    const row = fc.array(fc.string(), { minLength: 2, maxLength: 5 })
    fc.assert(
      fc.property(fc.array(row, { maxLength: 5 }), (rows) => {
        const text = rows.map((fields) => fields.map(quote).join(',')).join('\n')
        expect(parseCsv(text).map(({ fields }) => fields)).toEqual(rows)
      }),
    )
  })
})
