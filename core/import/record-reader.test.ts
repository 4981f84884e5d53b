import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseCsv } from '../text/csv.ts'
import { LineReader } from './line-reader.ts'
import { mappingProfileSchema } from './mapping-profile.ts'
import { columnsOf, csvFields, recordReader } from './record-reader.ts'

const decode = (bytes: Uint8Array) => String.fromCodePoint(...bytes)

function recordsOf(text: string, format: object = {}) {
  const profile = mappingProfileSchema.parse({
    target: 'RESIDENT',
    format: { kind: 'CSV', ...format },
    asOf: '2026-01-01',
    unit: { code: { column: 'c' } },
    key: ['a'],
    fields: { name: { column: 'a' }, birthDate: { column: 'b' }, sex: { column: 'c' } },
  })
  const reader = recordReader(profile.format, columnsOf(['a', 'b', 'c']), ['c', 'a'])
  const lines = new LineReader(decode, { line: 2, offset: 6 })
  const found = lines.push(Uint8Array.from(text, (sign) => sign.codePointAt(0) ?? 0))
  const last = lines.finish()
  return [...[...found, ...(last ? [last] : [])].flatMap((line) => reader.next(line)), ...reader.finish()]
}
const short = (text: string, format?: object) =>
  recordsOf(text, format).map(({ line, values, broken }) => [line, broken ?? values])

describe('one line', () => {
  test('is cut as the reader of whole CSV texts cuts it', () => {
    const field = fc.string({ unit: fc.constantFrom('a', 'b', ' ', ',', '"'), maxLength: 6 })
    fc.assert(
      fc.property(fc.array(field, { minLength: 2, maxLength: 5 }), (fields) => {
        const line = fields.map((one) => `"${one.replaceAll('"', '""')}"`).join(',')
        expect(csvFields(line, { delimiter: ',', quote: '"' })).toEqual(fields)
        expect(parseCsv(line)[0]?.fields).toEqual(fields)
      }),
    )
  })

  test('keeps quotation marks where the locality never quotes', () => {
    expect(csvFields('"a;b', { delimiter: ';', quote: null })).toEqual(['"a', 'b'])
  })
})

describe('rows', () => {
  test('give the wanted columns in their order; empty lines are none', () => {
    expect(short('1,2,3\n\n4,5,6\n')).toEqual([
      [2, ['3', '1']],
      [4, ['6', '4']],
    ])
  })

  test('with an open quote or another count of columns are broken, and cost no other row', () => {
    expect(short('1,"2,3\n4,5,6\n7,8\n9,10,11,12\n1,2,3\n')).toEqual([
      [2, 'UNCLOSED_QUOTE'],
      [3, ['6', '4']],
      [4, 'COLUMN_COUNT'],
      [5, 'COLUMN_COUNT'],
      [6, ['3', '1']],
    ])
  })

  test('that the file breaks off in are told so', () => {
    expect(short('1,2,3\n4,5')).toEqual([
      [2, ['3', '1']],
      [3, 'CUT_OFF'],
    ])
    expect(short('1,2,3\n4,"5')).toEqual([
      [2, ['3', '1']],
      [3, 'CUT_OFF'],
    ])
  })

  test('may run over several lines where the profile says so', () => {
    const [first, second] = recordsOf('1,"2\nx",3\n4,5,6\n', { lineBreaksInValues: true })
    expect(first).toEqual({ line: 2, lastLine: 3, end: 16, values: ['3', '1'], broken: null })
    expect(second).toMatchObject({ line: 4, lastLine: 4, values: ['6', '4'] })
  })

  test('whose quote never closes do not swallow those behind them, even then', () => {
    const rest = Array.from({ length: 30 }, (_, i) => `${i},b,c`).join('\n')
    const read = short(`1,"2,3\n${rest}\n`, { lineBreaksInValues: true })
    expect(read).toHaveLength(31)
    expect(read[0]).toEqual([2, 'UNCLOSED_QUOTE'])
    expect(read[30]).toEqual([32, ['c', '29']])
    expect(short('1,"2,3\n4,5,6\n', { lineBreaksInValues: true })).toEqual([
      [2, 'UNCLOSED_QUOTE'],
      [3, ['6', '4']],
    ])
  })
})

test('JSON lines give the same values; what is no object is broken', () => {
  const profile = { kind: 'JSON_LINES' } as const
  const reader = recordReader(profile, columnsOf([]), ['c', 'a'])
  const line = { line: 1, end: 10, tooLong: false, unended: false }
  const read = (text: string) => reader.next({ ...line, text })[0]
  expect(read('{"a":1,"c":"x","d":{}}')).toMatchObject({ values: ['x', '1'] })
  expect(read('{"a":null,"c":{"deep":1}}')).toMatchObject({ values: ['', ''] })
  expect(read('[1,2]')).toMatchObject({ broken: 'NOT_JSON' })
  expect(read('{"a":')).toMatchObject({ broken: 'NOT_JSON' })
})
