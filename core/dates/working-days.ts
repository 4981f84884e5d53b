import { type CalendarDate, addDays, weekdayOf, yearOf } from './calendar-date.ts'

/** Days on which offices are closed for one occasion, compensation and exchanged days included. */
export interface DaysOff {
  readonly occasion: string
  readonly first: CalendarDate
  /** Inclusive. */
  readonly last: CalendarDate
  /** A Saturday worked in exchange for a day of this row. */
  readonly workedInstead?: CalendarDate
  /** True where the government has not announced the days yet: derived from the Labour Code and the lunar calendar. */
  readonly assumed?: true
}

export interface WorkingCalendar {
  readonly daysOff: readonly DaysOff[]
}

const off = (occasion: string, first: string, last: string, more: Partial<DaysOff> = {}): DaysOff => ({
  occasion,
  first: first as CalendarDate,
  last: last as CalendarDate,
  ...more,
})
const inExchangeFor = (saturday: string) => ({ workedInstead: saturday as CalendarDate })
const assumed = { assumed: true } as const

const newYear = 'Tết Dương lịch'
const tet = 'Tết Nguyên đán'
const hungKings = 'Giỗ Tổ Hùng Vương'
const spring = 'Ngày Chiến thắng và Quốc tế lao động'
const nationalDay = 'Quốc khánh'

/**
 * Days off of state offices, as announced for each year under the Labour Code 2019, articles 111.3 and 112.
 * A later year is a few more rows, given by argument until the product carries them.
 */
export const announcedDaysOff: readonly DaysOff[] = [
  off(newYear, '2021-01-01', '2021-01-01'),
  off(tet, '2021-02-10', '2021-02-16'),
  off(hungKings, '2021-04-21', '2021-04-21'),
  off(spring, '2021-04-30', '2021-05-03'),
  off(nationalDay, '2021-09-02', '2021-09-03'),

  off(newYear, '2022-01-01', '2022-01-03'),
  off(tet, '2022-01-31', '2022-02-04'),
  off(hungKings, '2022-04-10', '2022-04-11'),
  off(spring, '2022-04-30', '2022-05-03'),
  off(nationalDay, '2022-09-01', '2022-09-02'),

  off(newYear, '2023-01-01', '2023-01-02'),
  off(tet, '2023-01-20', '2023-01-26'),
  off(`${hungKings}; ${spring}`, '2023-04-29', '2023-05-03'),
  off(nationalDay, '2023-09-01', '2023-09-04'),

  off(newYear, '2024-01-01', '2024-01-01'),
  off(tet, '2024-02-08', '2024-02-14'),
  off(hungKings, '2024-04-18', '2024-04-18'),
  off(spring, '2024-04-29', '2024-05-01', inExchangeFor('2024-05-04')),
  off(nationalDay, '2024-09-01', '2024-09-03'),

  off(newYear, '2025-01-01', '2025-01-01'),
  off(tet, '2025-01-27', '2025-01-31'),
  off(hungKings, '2025-04-07', '2025-04-07'),
  off(spring, '2025-04-30', '2025-05-02', inExchangeFor('2025-04-26')),
  off(nationalDay, '2025-09-01', '2025-09-02'),

  off(newYear, '2026-01-01', '2026-01-02', inExchangeFor('2026-01-10')),
  off(tet, '2026-02-16', '2026-02-20'),
  off(hungKings, '2026-04-26', '2026-04-27'),
  off(spring, '2026-04-30', '2026-05-01'),
  off(nationalDay, '2026-08-31', '2026-09-02', inExchangeFor('2026-08-22')),

  off(newYear, '2027-01-01', '2027-01-01', assumed),
  off(tet, '2027-02-05', '2027-02-11', assumed),
  off(hungKings, '2027-04-16', '2027-04-16', assumed),
  off(spring, '2027-04-30', '2027-05-03', assumed),
  off(nationalDay, '2027-09-02', '2027-09-03', assumed),
]

export const stateCalendar: WorkingCalendar = { daysOff: announcedDaysOff }

/** Days off in every year, also in one without rows (Labour Code 2019, article 112.1). */
const everyYear: ReadonlySet<string> = new Set(['01-01', '04-30', '05-01', '09-02'])

/** Whether the calendar has rows for the year of this day; without them Tết and compensation days are not known. */
export function calendarCovers(day: CalendarDate, calendar: WorkingCalendar = stateCalendar): boolean {
  return calendar.daysOff.some(({ first }) => yearOf(first) === yearOf(day))
}

/**
 * Monday to Friday without days off, and Saturdays worked in exchange. Saturday mornings on which files are received
 * since 2025 are not counted.
 */
export function isWorkingDay(day: CalendarDate, calendar: WorkingCalendar = stateCalendar): boolean {
  if (calendar.daysOff.some(({ workedInstead }) => workedInstead === day)) return true
  if (weekdayOf(day) > 5 || everyYear.has(day.slice(5))) return false
  return !calendar.daysOff.some(({ first, last }) => first <= day && day <= last)
}

/**
 * The working day that is `count` working days after a day, which itself is not counted (Civil Code 2015, article 147.2).
 * Zero gives the day itself. Throws RangeError for a negative or broken count.
 */
export function addWorkingDays(
  day: CalendarDate,
  count: number,
  calendar: WorkingCalendar = stateCalendar,
): CalendarDate {
  if (!Number.isInteger(count) || count < 0) throw new RangeError('count of working days')
  let end = day
  for (let passed = 0; passed < count;) {
    end = addDays(end, 1)
    if (isWorkingDay(end, calendar)) passed++
  }
  return end
}

/** Working days after the first day up to the last: the count that `addWorkingDays` would need. Zero where `last` is not later. */
export function workingDaysBetween(
  first: CalendarDate,
  last: CalendarDate,
  calendar: WorkingCalendar = stateCalendar,
): number {
  let count = 0
  for (let day = first; day < last;) {
    day = addDays(day, 1)
    if (isWorkingDay(day, calendar)) count++
  }
  return count
}
