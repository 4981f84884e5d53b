import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parsePartialDate } from '../dates/calendar-date.ts'
import {
  citizenNumberSchema,
  composeCitizenNumber,
  explainCitizenNumber,
  IllegalCitizenNumber,
  numberWarnings,
  parseCitizenNumber,
  type NumberHolder,
} from './citizen-number.ts'

const number = parseCitizenNumber('001190000017')
const holder = (change: Partial<NumberHolder> = {}): NumberHolder => ({
  sex: 'FEMALE',
  birthDate: parsePartialDate('1990-02-15'),
  birthCode: '001',
  ...change,
})
const warningsOf = (text: string, change: Partial<NumberHolder> = {}) =>
  numberWarnings(parseCitizenNumber(text), holder(change)).map(({ code }) => code)

describe('reading', () => {
  test('blanks between the digits are ignored', () => {
    expect(parseCitizenNumber(' 001 190 000 017\n')).toBe('001190000017')
  })

  test.each(['', '00119000001', '0011900000170', '00119000001O', '٠٠١١٩٠٠٠٠٠١٧'])(
    '"%s" is refused',
    (text) => {
      expect(() => parseCitizenNumber(text)).toThrow(IllegalCitizenNumber)
    },
  )

  test('the schema accepts digits only', () => {
    expect(citizenNumberSchema.safeParse('001190000017').data).toBe(number)
    expect(citizenNumberSchema.safeParse('001 190 000 017').success).toBe(false)
  })
})

describe('meaning', () => {
  test('the digits tell province, sex, century and year', () => {
    expect(explainCitizenNumber(number)).toEqual({
      birthCode: '001',
      provinceName: 'Hà Nội',
      sex: 'FEMALE',
      century: 1900,
      birthYear: 1990,
    })
    expect(explainCitizenNumber(parseCitizenNumber('079205000017'))).toMatchObject({
      sex: 'MALE',
      birthYear: 2005,
    })
    expect(explainCitizenNumber(parseCitizenNumber('150000000001')).provinceName).toBeNull()
  })

  test('what is composed explains itself', () => {
    const parts = fc.record({
      birthCode: fc.constantFrom('001', '046', '096', '150'),
      sex: fc.constantFrom('MALE' as const, 'FEMALE' as const),
      birthYear: fc.integer({ min: 1900, max: 2399 }),
      serial: fc.integer({ min: 0, max: 999_999 }),
    })
    fc.assert(
      fc.property(parts, (parts) => {
        const { birthCode, sex, birthYear } = parts
        const composed = composeCitizenNumber(parts)
        expect(explainCitizenNumber(composed)).toMatchObject({ birthCode, sex, birthYear })
        expect(Number(composed.slice(6))).toBe(parts.serial)
      }),
    )
  })

  test.each([
    { birthCode: '01' },
    { birthYear: 1899 },
    { birthYear: 2400 },
    { serial: -1 },
    { serial: 1_000_000 },
  ])('parts out of range are refused: %o', (wrong) => {
    const parts = { birthCode: '001', sex: 'MALE', birthYear: 1990, serial: 1, ...wrong } as const
    expect(() => composeCitizenNumber(parts)).toThrow(IllegalCitizenNumber)
  })
})

describe('warnings', () => {
  test('none where number and person agree, also with a year only', () => {
    expect(warningsOf('001190000017')).toEqual([])
    expect(warningsOf('001190000017', { birthDate: parsePartialDate('1990'), birthCode: null })).toEqual([])
  })

  test('each disagreement is told, none refuses the number', () => {
    expect(warningsOf('001190000017', { sex: 'MALE' })).toEqual(['NUMBER_SEX_DIFFERS'])
    expect(warningsOf('001290000017')).toEqual(['NUMBER_SEX_DIFFERS', 'NUMBER_BIRTH_YEAR_DIFFERS'])
    expect(warningsOf('079190000017')).toEqual(['NUMBER_BIRTH_PLACE_DIFFERS'])
    expect(warningsOf('150190000017', { birthCode: '150' })).toEqual(['NUMBER_BIRTH_CODE_UNKNOWN'])
  })

  test('the code of the province that took the birthplace over is no disagreement', () => {
    expect(warningsOf('010190000017', { birthCode: '015' })).toEqual([])
    expect(warningsOf('015190000017', { birthCode: '010' })).toEqual(['NUMBER_BIRTH_PLACE_DIFFERS'])
  })
})
