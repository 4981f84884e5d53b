import * as fc from 'fast-check'
import { describe, expect, test, type TestContext } from 'vitest'
import { composeCitizenNumber, parseCitizenNumber } from '../citizen/citizen-number.ts'
import { addDays, parseCalendarDate, parsePartialDate, yearOf } from '../dates/calendar-date.ts'
import {
  checkDigit,
  compositeCheckDigit,
  formatTd1,
  IllegalMrz,
  type MrzHolder,
  noExpiry,
  parseTd1,
} from './td1.ts'

const holder = (change: Partial<MrzHolder> = {}): MrzHolder => ({
  number: parseCitizenNumber('001190000017'),
  birthDate: parsePartialDate('1990-02-15'),
  sex: 'FEMALE',
  expiresOn: parseCalendarDate('2030-02-15'),
  name: 'Đỗ Thị Mỹ Hường',
  ...change,
})

/** Writes `text` over a line and repairs nothing. */
function overwrite(
  lines: readonly string[],
  row: number,
  { at, text }: { at: number; text: string },
): string[] {
  return lines.map((line, i) => (i === row ? line.slice(0, at) + text + line.slice(at + text.length) : line))
}

function factsOf(read: () => unknown): IllegalMrz['facts'] {
  try {
    read()
  } catch (error) {
    if (error instanceof IllegalMrz) return error.facts
    throw error
  }
  throw new Error('nothing was refused')
}

const refusal = (lines: readonly string[]) => factsOf(() => parseTd1(lines))

describe('writing', () => {
  test('a card in the Vietnamese layout', () => {
    expect(formatTd1(holder())).toEqual([
      'IDVNM1900000174001190000017<<5',
      '9002155F3002153VNM<<<<<<<<<<<0',
      'DO<<THI<MY<HUONG<<<<<<<<<<<<<<',
    ])
  })

  test('a second number has its own check digits', () => {
    expect(formatTd1(holder({ number: parseCitizenNumber('099000017600') }))[0]).toMatch(
      /^IDVNM000017600\d099000017600<<\d$/,
    )
    expect(formatTd1(holder({ number: parseCitizenNumber('001099000017') }))[0]).toBe(
      'IDVNM0990000176001099000017<<7',
    )
  })

  test('no expiry is written as the agreed date', () => {
    expect(formatTd1(holder({ expiresOn: null }))[1].slice(8, 14)).toBe(noExpiry)
  })

  test('unknown parts of the date of birth are fillers, and count as zero', () => {
    const yearOnly = formatTd1(holder({ birthDate: parsePartialDate('1950') }))
    expect(yearOnly[1].slice(0, 7)).toBe(`50<<<<${checkDigit('500000')}`)
    expect(formatTd1(holder({ birthDate: parsePartialDate('1950-03') }))[1].slice(0, 6)).toBe('5003<<')
  })
})

describe('reading', () => {
  test('what was written reads back', () => {
    const birth = fc
      .integer({ min: 0, max: 160_000 })
      .map((days) => addDays(parseCalendarDate('1900-01-01'), days))
    const cards = fc.record({
      birth: fc
        .tuple(birth, fc.constantFrom(4, 7, 10))
        .map(([date, length]) => parsePartialDate(date.slice(0, length))),
      sex: fc.constantFrom('MALE' as const, 'FEMALE' as const),
      serial: fc.integer({ min: 0, max: 999_999 }),
      expiry: fc.option(
        fc.integer({ min: 0, max: 36_000 }).map((days) => addDays(parseCalendarDate('2001-01-01'), days)),
      ),
    })
    fc.assert(
      fc.property(cards, ({ birth, sex, serial, expiry }) => {
        const number = composeCitizenNumber({ birthCode: '079', sex, birthYear: yearOf(birth), serial })
        const card = { number, birthDate: birth, sex, expiresOn: expiry }
        const lines = formatTd1({ ...card, name: 'Lê Thị Hoà' })
        expect(lines.map((line) => line.length)).toEqual([30, 30, 30])
        expect(parseTd1(lines)).toEqual({ ...card, surname: 'LE', givenNames: 'THI HOA' })
      }),
    )
  })

  test('lower case and blanks are tolerated, a single name is', () => {
    const lines = formatTd1(holder({ name: 'Anh' })).map((line) => ` ${line.toLowerCase()} `)
    expect(parseTd1(lines)).toMatchObject({ surname: 'ANH', givenNames: '' })
  })

  test.each([
    [0, 14, 'DOCUMENT_NUMBER'],
    [0, 29, 'PERSONAL_NUMBER'],
    [1, 6, 'BIRTH_DATE'],
    [1, 14, 'EXPIRY_DATE'],
    [1, 29, 'COMPOSITE'],
  ])('a wrong check digit in line %i at %i is told: %s', (row, at, field) => {
    const lines = formatTd1(holder())
    const wrong = String((Number(lines[row]?.charAt(at)) + 1) % 10)
    expect(refusal(overwrite(lines, row, { at, text: wrong }))).toEqual({ fault: 'CHECK_DIGIT', field })
  })

  test('any one digit read wrongly in the upper lines is noticed', () => {
    const lines = formatTd1(holder())
    const place = fc.record({
      row: fc.constantFrom(0, 1),
      at: fc.nat(29),
      shift: fc.integer({ min: 1, max: 9 }),
    })
    fc.assert(
      fc.property(place, ({ row, at, shift }) => {
        const sign = lines[row]?.charAt(at) ?? ''
        fc.pre(/\d/.test(sign))
        const text = String((Number(sign) + shift) % 10)
        expect(() => parseTd1(overwrite(lines, row, { at, text }))).toThrow(IllegalMrz)
      }),
    )
  })

  test.each([
    ['SHAPE', ['', '', '']],
    ['SHAPE', [...formatTd1(holder()), '']],
    ['NOT_VIETNAMESE', overwrite(formatTd1(holder()), 0, { at: 2, text: 'UTO' })],
    ['NOT_VIETNAMESE', overwrite(formatTd1(holder()), 1, { at: 15, text: 'UTO' })],
    ['NAME', overwrite(formatTd1(holder()), 2, { at: 0, text: '<' })],
    ['NAME', overwrite(formatTd1(holder()), 2, { at: 1, text: '0' })],
    ['SEX', overwrite(formatTd1(holder()), 1, { at: 7, text: '<' })],
  ])('%s', (fault, lines) => {
    expect(refusal(lines)).toMatchObject({ fault })
  })

  test('the two numbers of the upper line must agree', () => {
    const [upper, middle, lower] = formatTd1(holder())
    const other = `${upper.slice(0, 5)}190000018${checkDigit('190000018')}${upper.slice(15)}`
    const lines = [other, middle.slice(0, 29) + compositeCheckDigit(other, middle), lower]
    expect(refusal(lines)).toMatchObject({ fault: 'NUMBERS_DIFFER' })
  })

  test('a date that is not on the calendar is refused', () => {
    const [upper, middle, lower] = formatTd1(holder())
    const wrong = `900230${checkDigit('900230')}${middle.slice(7)}`
    expect(refusal([upper, wrong.slice(0, 29) + compositeCheckDigit(upper, wrong), lower])).toMatchObject({
      fault: 'DATE',
    })
  })

  test('a refusal repeats nothing of the card', () => {
    const lines = overwrite(formatTd1(holder()), 0, { at: 29, text: '9' })
    expect(() => parseTd1(lines)).toThrow(/^(?!.*(1900000|HUONG))/)
  })
})

// The module is named at run time: core is compiled without Node's types.
const nodeFiles: string = 'node:fs'
const files = (await import(nodeFiles)) as {
  existsSync: (path: string) => boolean
  readFileSync: (path: string, encoding: 'utf8') => string
}

interface Vectors {
  readonly mrz_check_digit: readonly (readonly [string, string, string])[]
  readonly td1: readonly (readonly [string, string, string, string])[]
}

function vectors(context: TestContext): Vectors {
  const path = '../shared/data/vectors/icao9303.json'
  context.skip(
    !files.existsSync(path),
    'the vectors of ICAO 9303 are not beside the repository (../shared/data)',
  )
  return JSON.parse(files.readFileSync(path, 'utf8')) as Vectors
}

describe('the samples of ICAO 9303', () => {
  test('check digits', (context) => {
    const samples = vectors(context).mrz_check_digit
    expect(samples.length).toBeGreaterThan(0)
    for (const [text, digit] of samples) expect(checkDigit(text)).toBe(digit)
  })

  test('composite check digits, and none of them is a Vietnamese card', (context) => {
    const samples = vectors(context).td1
    expect(samples.length).toBeGreaterThan(0)
    for (const [upper, middle, lower] of samples) {
      // One sample of part 11, D.2 is printed with a composite that part 5 does not give.
      const expected = upper.startsWith('I<UTOL898902C') ? '2' : middle.charAt(29)
      expect(compositeCheckDigit(upper, middle)).toBe(expected)
      expect(refusal([upper, middle, lower])).toMatchObject({ fault: 'NOT_VIETNAMESE' })
    }
  })
})
