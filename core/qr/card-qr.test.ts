import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { composeCitizenNumber, parseCitizenNumber } from '../citizen/citizen-number.ts'
import { addDays, parseCalendarDate, parsePartialDate } from '../dates/calendar-date.ts'
import { normaliseText } from '../text/vietnamese.ts'
import { type CardQrContent, formatCardQr, IllegalCardQr, IllegalQrField, parseCardQr } from './card-qr.ts'

const payload =
  '001190000017|012345678|Đỗ Thị Mỹ Hường|15021990|Nữ|Số 1 Phố Mẫu, Phường Ba Đình, Thành phố Hà Nội|01082024'

const card = (change: Partial<CardQrContent> = {}): CardQrContent => ({
  era: 2021,
  number: parseCitizenNumber('001190000017'),
  legacyNumber: '012345678',
  name: 'Đỗ Thị Mỹ Hường',
  birthDate: parsePartialDate('1990-02-15'),
  sex: 'FEMALE',
  residence: 'Số 1 Phố Mẫu, Phường Ba Đình, Thành phố Hà Nội',
  issuedOn: parseCalendarDate('2024-08-01'),
  cancelledNumber: null,
  fatherName: null,
  motherName: null,
  ...change,
})

function fieldsOf(card: CardQrContent) {
  const { era: _, ...fields } = card
  return fields
}

describe('writing', () => {
  test('seven fields for cards of 2021', () => {
    expect(formatCardQr(card())).toBe(payload)
    expect(formatCardQr(card({ legacyNumber: null }))).toContain('001190000017||Đỗ')
  })

  test('three more for cards since 2024, empty or not', () => {
    expect(formatCardQr(card({ era: 2024 }))).toBe(`${payload}|||`)
    const child = card({
      era: 2024,
      cancelledNumber: parseCitizenNumber('001190000018'),
      motherName: 'Lê Thị Hoa',
    })
    expect(formatCardQr(child)).toBe(`${payload}|001190000018||Lê Thị Hoa`)
  })

  test('unknown day and month are zeros', () => {
    expect(formatCardQr(card({ birthDate: parsePartialDate('1950') }))).toContain('|00001950|')
  })

  test.each([{ name: 'A|B' }, { name: ' ' }, { residence: '' }, { legacyNumber: '12345' }])(
    '%o is refused',
    (wrong) => {
      expect(() => formatCardQr(card(wrong))).toThrow(IllegalQrField)
    },
  )
})

describe('reading', () => {
  test('what was written reads back', () => {
    const day = fc
      .integer({ min: 0, max: 100_000 })
      .map((days) => addDays(parseCalendarDate('1900-01-01'), days))
    const text = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .map((value) => normaliseText(`${value.replaceAll('|', '')} Hà`))
    const number = fc
      .nat(999_999)
      .map((serial) => composeCitizenNumber({ birthCode: '079', sex: 'MALE', birthYear: 2001, serial }))
    const cards: fc.Arbitrary<CardQrContent> = fc.record({
      era: fc.constant(2024 as const),
      number,
      legacyNumber: fc.option(fc.nat(999_999_999).map((serial) => String(serial).padStart(9, '0'))),
      name: text,
      birthDate: fc
        .tuple(day, fc.constantFrom(4, 7, 10))
        .map(([date, length]) => parsePartialDate(date.slice(0, length))),
      sex: fc.constantFrom('MALE' as const, 'FEMALE' as const),
      residence: text,
      issuedOn: day,
      cancelledNumber: fc.option(number),
      fatherName: fc.option(text),
      motherName: fc.option(text),
    })
    fc.assert(
      fc.property(cards, (card) => {
        expect(parseCardQr(formatCardQr(card))).toEqual(fieldsOf(card))
        const old = { ...card, era: 2021 as const, cancelledNumber: null, fatherName: null, motherName: null }
        expect(parseCardQr(formatCardQr(old))).toEqual(fieldsOf(old))
      }),
    )
  })

  test.each([
    ['a byte-order mark and a line end', `\uFEFF${payload}\r\n`],
    ['decomposed letters', payload.normalize('NFD')],
    ['the look-alike Eth', payload.replaceAll('Đ', 'Ð')],
    ['blanks round the fields', payload.replaceAll('|', ' |  ')],
    ['the old number behind the issue date', payload.replace('|012345678', '') + '|012345678'],
    ['a date with slashes', payload.replace('15021990', '15/02/1990')],
  ])('%s', (_, text) => {
    expect(parseCardQr(text)).toEqual(fieldsOf(card()))
  })

  test('the name may come second', () => {
    const text = payload.replace('|012345678', '')
    expect(parseCardQr(text)).toEqual(fieldsOf(card({ legacyNumber: null })))
  })

  test('a shorter tail is understood', () => {
    expect(parseCardQr(`${payload}|Đỗ Văn Tám|Lê Thị Hoa`)).toMatchObject({
      fatherName: 'Đỗ Văn Tám',
      motherName: 'Lê Thị Hoa',
    })
    expect(parseCardQr(`${payload}|001190000018`)).toMatchObject({
      cancelledNumber: '001190000018',
      fatherName: null,
    })
  })

  test.each([
    ['FIELDS', 'https://example.vn/abc'],
    ['NUMBER', payload.replace('001190000017', '00119000001')],
    ['NAME', payload.replace('Đỗ Thị Mỹ Hường', '')],
    ['BIRTH_DATE', payload.replace('15021990', '31021990')],
    ['SEX', payload.replace('Nữ', 'X')],
    ['ISSUE_DATE', payload.replace('01082024', '00082024')],
  ])('%s is told', (fault, text) => {
    expect(() => parseCardQr(text)).toThrow(expect.objectContaining({ facts: { fault } }))
    expect(() => parseCardQr(text)).toThrow(IllegalCardQr)
  })
})
