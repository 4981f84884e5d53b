import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, parseCalendarDate, weekdayOf } from './calendar-date.ts'
import {
  addWorkingDays,
  announcedDaysOff,
  calendarCovers,
  type DaysOff,
  isWorkingDay,
  stateCalendar,
} from './working-days.ts'

const day = parseCalendarDate

describe('working days', () => {
  test('Tết of 2025 with its weekends gives nine days off', () => {
    const first = day('2025-01-25')
    const days = Array.from({ length: 10 }, (_, i) => isWorkingDay(addDays(first, i)))
    expect(days).toEqual([...Array.from({ length: 9 }, () => false), true])
    expect(isWorkingDay(day('2025-01-24'))).toBe(true)
  })

  test('a Saturday worked in exchange counts, other Saturdays do not', () => {
    expect(isWorkingDay(day('2025-04-26'))).toBe(true)
    expect(isWorkingDay(day('2025-05-02'))).toBe(false)
    expect(isWorkingDay(day('2025-04-19'))).toBe(false)
  })

  test('a year without rows still has the days off of every year', () => {
    expect(calendarCovers(day('2031-01-01'))).toBe(false)
    expect(isWorkingDay(day('2031-01-01'))).toBe(false)
    expect(isWorkingDay(day('2031-01-02'))).toBe(true)
  })

  test('rows of a later year can be given', () => {
    const tet: DaysOff = { occasion: 'Tết Nguyên đán', first: day('2028-01-25'), last: day('2028-01-31') }
    const calendar = { daysOff: [...stateCalendar.daysOff, tet] }
    expect(calendarCovers(day('2028-06-01'), calendar)).toBe(true)
    expect(isWorkingDay(day('2028-01-26'), calendar)).toBe(false)
    expect(isWorkingDay(day('2028-01-26'))).toBe(true)
  })

  test('every year of the table has the eleven days of the law, and each exchanged day its Saturday', () => {
    for (let year = 2021; year <= 2027; year++) {
      const rows = announcedDaysOff.filter(({ first }) => first.startsWith(String(year)))
      const off = rows.flatMap(({ first, last }) => {
        const days = []
        for (let next = first; next <= last; next = addDays(next, 1)) days.push(next)
        return days
      })
      const saturdays = rows.flatMap(({ workedInstead }) => workedInstead ?? [])
      expect(saturdays.every((date) => weekdayOf(date) === 6)).toBe(true)
      expect([year, off.filter((date) => weekdayOf(date) <= 5).length - saturdays.length]).toEqual([year, 11])
    }
  })

  test('the day itself is not counted', () => {
    expect(addWorkingDays(day('2024-07-01'), 0)).toBe('2024-07-01')
    expect(addWorkingDays(day('2024-07-01'), 1)).toBe('2024-07-02')
    expect(addWorkingDays(day('2024-07-05'), 1)).toBe('2024-07-08')
    expect(() => addWorkingDays(day('2024-07-05'), -1)).toThrow(RangeError)
  })

  test('exactly the counted working days lie between', () => {
    const start = fc.integer({ min: 0, max: 2000 }).map((days) => addDays(day('2021-01-01'), days))
    fc.assert(
      fc.property(start, fc.integer({ min: 1, max: 30 }), (start, count) => {
        const end = addWorkingDays(start, count)
        let worked = 0
        for (let next = addDays(start, 1); next <= end; next = addDays(next, 1))
          worked += isWorkingDay(next) ? 1 : 0
        expect(worked).toBe(count)
        expect(isWorkingDay(end)).toBe(true)
      }),
    )
  })
})
