import { describe, expect, test } from 'vitest'
import { addYears, parseCalendarDate, parsePartialDate } from '../dates/calendar-date.ts'
import { birthDatesReaching, exchangeAge } from './exchange-ages.ts'

test.each([
  ['1993-01-05', '2033-01-05', 40],
  ['2012-02-29', '2026-02-28', 14],
  ['1966', '2026-01-01', 60],
  ['2001-07', '2026-07-01', 25],
  ['1993-01-05', '2033-01-06', null],
  // A certificate of identity ends a year after its issue.
  ['1993-01-05', '2027-01-05', null],
])('somebody born on %s whose card ends on %s reaches %s', (born, on, age) => {
  expect(exchangeAge(parsePartialDate(born), parseCalendarDate(on))).toBe(age)
})

describe('who reaches 14 on a day', () => {
  test.each([
    ['2026-03-02', ['2012-03-02']],
    ['2026-02-28', ['2012-02-28', '2012-02-29']],
    ['2026-05-01', ['2012-05-01', '2012-05']],
    ['2026-01-01', ['2012-01-01', '2012-01', '2012']],
  ])('%s', (on, born) => {
    expect(birthDatesReaching(14, parseCalendarDate(on))).toEqual(born)
    for (const date of born.filter((one) => one.length === 10))
      expect(addYears(parseCalendarDate(date), 14)).toBe(on)
  })
})
