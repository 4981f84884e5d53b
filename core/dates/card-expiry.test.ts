import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, addYears, parseCalendarDate, parsePartialDate } from './calendar-date.ts'
import { CardNotIssuable, cardExpiry } from './card-expiry.ts'

const birthDate = parseCalendarDate('1990-05-20')
const under2023Law = parseCalendarDate('2024-07-01')
const under2014Law = parseCalendarDate('2024-06-30')

/** Born so that on `issuedOn` the given age is completed since `days` days. */
const cardAtAge = (issuedOn: typeof birthDate, age: number, days = 0) => {
  const birth = addDays(addYears(issuedOn, -age), -days)
  return { birthDate: birth, issuedOn }
}

describe('the 2023 law', () => {
  test.each([
    [0, 14],
    [11, 14],
    [12, 25],
    [13, 25],
    [14, 25],
    [22, 25],
    [23, 40],
    [25, 40],
    [37, 40],
    [38, 60],
    [40, 60],
    [57, 60],
  ])('a card issued at %i expires on the birthday at %i', (age, expiry) => {
    const card = cardAtAge(under2023Law, age)
    expect(cardExpiry(card)).toBe(addYears(card.birthDate, expiry))
  })

  test.each([58, 60, 99])('a card issued at %i has no expiry', (age) => {
    expect(cardExpiry(cardAtAge(under2023Law, age))).toBeNull()
  })

  test('the day before the two years begin still gives the near birthday', () => {
    const issuedOn = addDays(addYears(birthDate, 38), -1)
    expect(cardExpiry({ birthDate, issuedOn })).toBe('2030-05-20')
    expect(cardExpiry({ birthDate, issuedOn: addDays(issuedOn, 1) })).toBe('2050-05-20')
  })

  test('a leap-day birth expires on 28 February of a common year', () => {
    const card = { birthDate: parseCalendarDate('2008-02-29'), issuedOn: under2023Law }
    expect(cardExpiry(card)).toBe('2033-02-28')
  })

  test('a card never lasts less than two years', () => {
    const days = fc.integer({ min: 0, max: 57 * 365 })
    fc.assert(
      fc.property(days, (days) => {
        const expiry = cardExpiry({ birthDate: addDays(under2023Law, -days), issuedOn: under2023Law })
        expect(expiry !== null && expiry > addDays(under2023Law, 729)).toBe(true)
      }),
    )
  })
})

describe('the 2014 law', () => {
  test.each([
    [14, 25],
    [22, 25],
    [23, 40],
    [37, 40],
    [38, 60],
    [57, 60],
  ])('a card issued at %i expires on the birthday at %i', (age, expiry) => {
    const card = cardAtAge(under2014Law, age)
    expect(cardExpiry(card)).toBe(addYears(card.birthDate, expiry))
  })

  test('no card below fourteen', () => {
    const reason = { facts: { reason: 'UNDER_AGE' } }
    expect(() => cardExpiry(cardAtAge(under2014Law, 13, 364))).toThrow(expect.objectContaining(reason))
  })

  test('no expiry from 58', () => {
    expect(cardExpiry(cardAtAge(under2014Law, 58))).toBeNull()
  })
})

describe('border cases', () => {
  test('a year of birth counts from 1 January', () => {
    const card = { birthDate: parsePartialDate('1970'), issuedOn: under2023Law }
    expect(cardExpiry(card)).toBe('2030-01-01')
    expect(cardExpiry({ ...card, birthDate: parsePartialDate('1970-11') })).toBe('2030-11-01')
  })

  test('no card before birth or before the law', () => {
    expect(() => cardExpiry({ birthDate: parseCalendarDate('2024-07-02'), issuedOn: under2023Law })).toThrow(
      CardNotIssuable,
    )
    expect(() => cardExpiry({ birthDate, issuedOn: parseCalendarDate('2015-12-31') })).toThrow(
      CardNotIssuable,
    )
  })
})
