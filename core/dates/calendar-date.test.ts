import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  addMonths,
  addYears,
  ageOn,
  calendarDateAt,
  calendarDateSchema,
  type CalendarDate,
  compareDates,
  daysBetween,
  earliestDay,
  formatVietnamese,
  IllegalDate,
  isComplete,
  latestDay,
  parseCalendarDate,
  parsePartialDate,
  parseVietnameseDate,
  partialDateSchema,
  weekdayOf,
  yearOf,
} from './calendar-date.ts'

const day = parseCalendarDate
const anyDay = fc
  .integer({ min: Date.UTC(1801, 0, 1) / 86_400_000, max: Date.UTC(2398, 11, 31) / 86_400_000 })
  .map((days) => calendarDateAt(days * 86_400_000))

describe('reading', () => {
  test.each(['1990-12-31', '2000-02-29', '1800-01-01', '2399-12-31'])('%s is a day', (text) => {
    expect(parseCalendarDate(text)).toBe(text)
  })

  test.each([
    '1900-02-29',
    '2023-02-29',
    '2023-04-31',
    '2023-13-01',
    '2023-00-10',
    '1799-12-31',
    '2400-01-01',
    '',
  ])('"%s" is refused', (text) => {
    expect(() => parseCalendarDate(text)).toThrow(IllegalDate)
    expect(() => parsePartialDate(text)).toThrow(IllegalDate)
  })

  test('a year or a month is a partial date but not a day', () => {
    expect(parsePartialDate('1950')).toBe('1950')
    expect(parsePartialDate('1950-03')).toBe('1950-03')
    expect(() => parseCalendarDate('1950-03')).toThrow(IllegalDate)
    expect(isComplete(parsePartialDate('1950-03'))).toBe(false)
  })

  test.each([
    ['31/12/1990', '1990-12-31'],
    ['5/3/1990', '1990-03-05'],
    ['05-03-1990', '1990-03-05'],
    ['03/1990', '1990-03'],
    ['1990', '1990'],
    ['05031990', '1990-03-05'],
    ['00031990', '1990-03'],
    ['00/00/1950', '1950'],
    [' 01.02.2003 ', '2003-02-01'],
  ])('people write %s', (text, date) => {
    expect(parseVietnameseDate(text)).toBe(date)
  })

  test.each(['31/02/1990', '12/31/1990', '1/1/90', '05/00/1990', '1990-03-05', 'hôm nay'])(
    '"%s" is refused',
    (text) => {
      expect(() => parseVietnameseDate(text)).toThrow(IllegalDate)
    },
  )

  test('what is written for people reads back', () => {
    const partial = fc
      .tuple(anyDay, fc.constantFrom(4, 7, 10))
      .map(([date, length]) => parsePartialDate(date.slice(0, length)))
    fc.assert(
      fc.property(partial, (date) => {
        expect(parseVietnameseDate(formatVietnamese(date))).toBe(date)
      }),
    )
  })

  test('the schemas accept the same texts as the parsers', () => {
    expect(calendarDateSchema.safeParse('2024-02-29').data).toBe('2024-02-29')
    expect(calendarDateSchema.safeParse('2023-02-29').success).toBe(false)
    expect(calendarDateSchema.safeParse('2023-02').success).toBe(false)
    expect(partialDateSchema.safeParse('2023-02').data).toBe('2023-02')
    expect(partialDateSchema.safeParse('02/2023').success).toBe(false)
  })

  test('a refusal repeats nothing of what was typed', () => {
    expect(() => parseVietnameseDate('32/12/1987')).toThrow(/^(?!.*1987)/)
  })
})

describe('counting', () => {
  test('days agree with the platform calendar', () => {
    const utc = (date: CalendarDate) => Date.parse(`${date}T00:00:00Z`)
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -300, max: 300 }), (date, days) => {
        const later = addDays(date, days)
        expect(utc(later) - utc(date)).toBe(days * 86_400_000)
        expect(daysBetween(date, later)).toBe(days)
        expect(weekdayOf(addDays(date, 7))).toBe(weekdayOf(date))
      }),
    )
  })

  test('weeks begin on Monday', () => {
    expect(weekdayOf(day('1970-01-01'))).toBe(4)
    expect(weekdayOf(day('2024-07-01'))).toBe(1)
    expect(weekdayOf(day('2024-06-30'))).toBe(7)
  })

  test('the day in Vietnam begins at 17:00 UTC', () => {
    expect(calendarDateAt(Date.parse('2024-06-30T16:59:59.999Z'))).toBe('2024-06-30')
    expect(calendarDateAt(Date.parse('2024-06-30T17:00:00.000Z'))).toBe('2024-07-01')
    expect(calendarDateAt(Date.parse('1969-12-31T17:00:00.000Z'))).toBe('1970-01-01')
  })

  test('a month without that day ends on its last day', () => {
    expect(addMonths(day('2024-01-31'), 1)).toBe('2024-02-29')
    expect(addMonths(day('2023-01-31'), 1)).toBe('2023-02-28')
    expect(addMonths(day('2023-03-15'), -3)).toBe('2022-12-15')
    expect(addMonths(day('2023-10-31'), 14)).toBe('2024-12-31')
  })

  test('one born on 29 February has the birthday on 28 February in a common year', () => {
    const leapDay = day('2004-02-29')
    expect(addYears(leapDay, 25)).toBe('2029-02-28')
    expect(addYears(leapDay, 24)).toBe('2028-02-29')
    expect(ageOn(leapDay, day('2018-02-27'))).toBe(13)
    expect(ageOn(leapDay, day('2018-02-28'))).toBe(14)
  })

  test('age grows on the birthday', () => {
    expect(ageOn(day('2010-07-15'), day('2024-07-14'))).toBe(13)
    expect(ageOn(day('2010-07-15'), day('2024-07-15'))).toBe(14)
    expect(ageOn(day('2010-07-15'), day('2010-07-14'))).toBe(-1)
  })

  test('a partial date of birth counts from its first possible day', () => {
    expect(earliestDay(parsePartialDate('1950'))).toBe('1950-01-01')
    expect(latestDay(parsePartialDate('1950'))).toBe('1950-12-31')
    expect(latestDay(parsePartialDate('1952-02'))).toBe('1952-02-29')
    expect(ageOn(parsePartialDate('1950'), day('2010-01-01'))).toBe(60)
    expect(ageOn(parsePartialDate('1950-03'), day('2010-02-28'))).toBe(59)
  })

  test('dates sort by time, a partial one before its days', () => {
    const sorted = ['1950', '1950-03', '1950-03-01', '1951'].map(parsePartialDate)
    expect(sorted.toReversed().sort(compareDates)).toEqual(sorted)
    expect(compareDates(day('2020-01-01'), day('2020-01-01'))).toBe(0)
    expect(yearOf(parsePartialDate('1950-03'))).toBe(1950)
  })
})
