import { describe, expect, test } from 'vitest'
import { parseCitizenNumber } from '../citizen/citizen-number.ts'
import { parsePartialDate } from '../dates/calendar-date.ts'
import { sharedFields } from './fields.ts'
import { type Grants, grantsSchema, readGrants } from './grants.ts'
import { agrees, type JudgedQuestion, refusalFor } from './judge.ts'
import { sharingPurposes } from './purposes.ts'

const grants: Grants = { TAX: ['name', 'birthDate'], IDENTITY_CONFIRMATION: ['name', 'birthDate'] }
const number = parseCitizenNumber('001190900001')

const refusal = (changes: Partial<JudgedQuestion>, held: Grants = grants) => {
  const question: JudgedQuestion = {
    purpose: 'TAX',
    fields: ['name'],
    subject: { number },
    reference: 'HS-1',
  }
  const refused = refusalFor(held, { ...question, ...changes })
  return refused && `${refused.code} ${refused.facts['field'] ?? ''}`
}

describe('a question', () => {
  test('within the grant is allowed', () => {
    expect(refusal({})).toBeNull()
    expect(refusal({ fields: ['birthDate', 'name'] })).toBeNull()
  })

  test('for one field too many is refused as a whole, by its name', () => {
    expect(refusal({ fields: ['name', 'sex', 'birthDate'] })).toBe('FIELD_NOT_GRANTED sex')
  })

  test('for a field that was granted once and is above the ceiling now is refused', () => {
    expect(refusal({ fields: ['religion'] }, { TAX: ['religion'] })).toBe('FIELD_NOT_GRANTED religion')
  })

  test('for a purpose without a grant is refused', () => {
    expect(refusal({ purpose: 'EDUCATION' })).toBe('PURPOSE_NOT_GRANTED purpose')
    expect(refusal({}, {})).toBe('PURPOSE_NOT_GRANTED purpose')
  })

  test.each(['001190900001', 'HS001190900001', 'HS-001.190-900/001'])(
    'whose reference contains the number is refused: %s',
    (reference) => {
      expect(refusal({ reference })).toBe('REFERENCE_NAMES_PERSON reference')
    },
  )

  test('to confirm needs name and birth date, and asks for both', () => {
    const purpose = 'IDENTITY_CONFIRMATION'
    const birthDate = parsePartialDate('1990-05-20')
    const both = { number, name: 'NGUYỄN VĂN MẪU', birthDate }
    expect(refusal({ purpose, fields: ['name', 'birthDate'], subject: both })).toBeNull()
    expect(refusal({ purpose, fields: ['name'], subject: both })).toBe('CLAIMS_NEEDED subject')
    const some = { number, birthDate }
    expect(refusal({ purpose, fields: ['name', 'birthDate'], subject: some })).toBe('CLAIMS_NEEDED subject')
  })
})

describe('a name and a birth date', () => {
  const person = { name: 'LÃ THỊ HOÀ', birthDate: '1948' }
  const cases: readonly [string, string | undefined, string | undefined, boolean][] = [
    ['nothing is claimed', undefined, undefined, true],
    ['the tone stands elsewhere', 'Lã Thị Hòa', undefined, true],
    ['the tone is another', 'Lã Thị Hóa', undefined, false],
    ['a name is left out', 'Lã Hoà', undefined, false],
    ['the year alone is known', undefined, '1948-07-15', true],
    ['the year is another', undefined, '1949-07-15', false],
    ['one of two is wrong', 'LÃ THỊ HOÀ', '1949', false],
  ]
  test.each(cases)('%s', (_, name, birthDate, expected) => {
    const claimed = {
      ...(name !== undefined && { name }),
      ...(birthDate !== undefined && { birthDate: parsePartialDate(birthDate) }),
    }
    expect(agrees(person, claimed)).toBe(expected)
  })

  test('a year does not confirm a day that is on file', () => {
    const born = { name: 'A', birthDate: '1990-05-20' }
    expect(agrees(born, { birthDate: parsePartialDate('1990') })).toBe(false)
    expect(agrees(born, { birthDate: parsePartialDate('1990-05-20') })).toBe(true)
  })
})

test('every purpose can be granted up to its ceiling, which has known fields only', () => {
  const texts = Object.entries(sharingPurposes).map(([purpose, { ceiling }]) => ({
    purpose,
    fields: ceiling,
  }))
  const read = readGrants(texts)
  expect(grantsSchema.parse(JSON.parse(JSON.stringify(read)))).toEqual(read)
  for (const { ceiling } of Object.values(sharingPurposes))
    expect(ceiling.every((field) => sharedFields.includes(field))).toBe(true)
})
