import { z } from 'zod'
import { DomainError } from '../errors.ts'

declare const partial: unique symbol
declare const complete: unique symbol

/** A date of life as far as it is known: `yyyy`, `yyyy-MM` or `yyyy-MM-dd`. Many elderly people have only a year. */
export type PartialDate = string & { readonly [partial]: true }

/** A day of the Gregorian calendar, `yyyy-MM-dd`, years 1800 to 2399. Sorts as text. */
export type CalendarDate = PartialDate & { readonly [complete]: true }

export class IllegalDate extends DomainError<'ILLEGAL_DATE'> {
  constructor() {
    super('ILLEGAL_DATE', {
      vi: 'Ngày không đúng. Hãy nhập ngày/tháng/năm, ví dụ 31/12/1990; nếu không rõ ngày thì nhập tháng/năm hoặc năm.',
      en: 'This is not a date. Enter day/month/year, such as 31/12/1990, or only what is known: month/year or year.',
    })
  }
}

const firstYear = 1800
const lastYear = 2399
const shape = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/

interface Parts {
  readonly year: number
  readonly month: number | null
  readonly day: number | null
}

const isLeapYear = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0

function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

function isOnCalendar({ year, month, day }: Parts): boolean {
  if (year < firstYear || year > lastYear) return false
  if (month === null) return day === null
  if (month < 1 || month > 12) return false
  return day === null || (day >= 1 && day <= daysInMonth(year, month))
}

function readParts(text: string): Parts | null {
  const match = shape.exec(text)
  if (!match) return null
  const [, year, month, day] = match
  const parts = { year: Number(year), month: month ? Number(month) : null, day: day ? Number(day) : null }
  return isOnCalendar(parts) ? parts : null
}

function compose({ year, month, day }: Parts): PartialDate {
  if (!isOnCalendar({ year, month, day })) throw new IllegalDate()
  const known = [year, month, day].filter((part) => part !== null)
  return known.map((part) => String(part).padStart(2, '0')).join('-') as PartialDate
}

const composeDay = (year: number, month: number, day: number) => compose({ year, month, day }) as CalendarDate

/** Parts of a date that is branded already, hence on the calendar. */
function partsOf(date: PartialDate): Parts {
  const parts = readParts(date)
  if (!parts) throw new IllegalDate()
  return parts
}

const numbersOf = (date: CalendarDate) => date.split('-').map(Number) as [number, number, number]

/** Whether the day is known, not only the month or the year. */
export function isComplete(date: PartialDate): date is CalendarDate {
  return date.length === 10
}

/** Reads `yyyy-MM-dd`. Throws {@link IllegalDate}. */
export function parseCalendarDate(text: string): CalendarDate {
  const date = parsePartialDate(text)
  if (!isComplete(date)) throw new IllegalDate()
  return date
}

/** Reads `yyyy`, `yyyy-MM` or `yyyy-MM-dd`. Throws {@link IllegalDate}. */
export function parsePartialDate(text: string): PartialDate {
  if (!readParts(text)) throw new IllegalDate()
  return text as PartialDate
}

/**
 * Reads a date as people and cards write it: `dd/MM/yyyy`, `MM/yyyy`, `yyyy` or `DDMMYYYY`; also with `-` or `.`,
 * without leading zeros, and with `00` for an unknown day or month. Throws {@link IllegalDate}.
 */
export function parseVietnameseDate(text: string): PartialDate {
  const trimmed = text.trim()
  const packed = /^(\d{2})(\d{2})(\d{4})$/.exec(trimmed)
  const spelled = /^(?:(?:(\d{1,2})[/.-])?(\d{1,2})[/.-])?(\d{4})$/.exec(trimmed)
  const match = packed ?? spelled
  if (!match) throw new IllegalDate()
  const known = (part: string | undefined) => (part === undefined || Number(part) === 0 ? null : Number(part))
  return compose({ year: Number(match[3]), month: known(match[2]), day: known(match[1]) })
}

/** Writes `dd/MM/yyyy`, `MM/yyyy` or `yyyy`. */
export function formatVietnamese(date: PartialDate): string {
  return date.split('-').toReversed().join('/')
}

/** 1970-01-01, counted in days from 0001-01-01. */
const epochDay = 719_162
const millisecondsPerDay = 86_400_000
// Vietnam keeps UTC+7 all year (QĐ 134/2002/QĐ-TTg).
const offsetMilliseconds = 7 * 3_600_000

function daysBeforeYear(year: number): number {
  const passed = year - 1
  return passed * 365 + Math.floor(passed / 4) - Math.floor(passed / 100) + Math.floor(passed / 400)
}

function dayNumber(date: CalendarDate): number {
  const [year, month, day] = numbersOf(date)
  let days = daysBeforeYear(year) + day - 1
  for (let passed = 1; passed < month; passed++) days += daysInMonth(year, passed)
  return days
}

function dateOfDayNumber(number: number): CalendarDate {
  let year = Math.floor(number / 365.2425) + 1
  if (daysBeforeYear(year) > number) year--
  else if (daysBeforeYear(year + 1) <= number) year++
  let month = 1
  let rest = number - daysBeforeYear(year)
  while (rest >= daysInMonth(year, month)) {
    rest -= daysInMonth(year, month)
    month++
  }
  return composeDay(year, month, rest + 1)
}

/** The legal day in Vietnam at an instant, given in milliseconds since 1970 UTC. */
export function calendarDateAt(epochMilliseconds: number): CalendarDate {
  if (!Number.isFinite(epochMilliseconds)) throw new IllegalDate()
  return dateOfDayNumber(epochDay + Math.floor((epochMilliseconds + offsetMilliseconds) / millisecondsPerDay))
}

export function addDays(date: CalendarDate, days: number): CalendarDate {
  return dateOfDayNumber(dayNumber(date) + days)
}

/** Days from `start` to `end`, negative where `end` is earlier. */
export function daysBetween(start: CalendarDate, end: CalendarDate): number {
  return dayNumber(end) - dayNumber(start)
}

/** 1 Monday … 7 Sunday (ISO 8601). */
export function weekdayOf(date: CalendarDate): number {
  return (dayNumber(date) % 7) + 1
}

/**
 * The same day of the month, months later; where that month has no such day, its last day
 * (Civil Code 2015, article 148.3): 31/01 plus one month is 28/02 or 29/02.
 */
export function addMonths(date: CalendarDate, months: number): CalendarDate {
  const [year, month, day] = numbersOf(date)
  const passed = year * 12 + (month - 1) + months
  const target = { year: Math.floor(passed / 12), month: (passed % 12) + 1 }
  return composeDay(target.year, target.month, Math.min(day, daysInMonth(target.year, target.month)))
}

/** The anniversary; one born on 29/02 has it on 28/02 in a common year (Civil Code 2015, article 148.3). */
export function addYears(date: CalendarDate, years: number): CalendarDate {
  return addMonths(date, years * 12)
}

/** Order for sorting: negative, 0 or positive. A partial date comes before the days it may mean. */
export function compareDates(a: PartialDate, b: PartialDate): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

/** The first day that a partial date may mean. */
export function earliestDay(date: PartialDate): CalendarDate {
  const { year, month, day } = partsOf(date)
  return composeDay(year, month ?? 1, day ?? 1)
}

/** The last day that a partial date may mean. */
export function latestDay(date: PartialDate): CalendarDate {
  const { year, month, day } = partsOf(date)
  const lastMonth = month ?? 12
  return composeDay(year, lastMonth, day ?? daysInMonth(year, lastMonth))
}

/**
 * Completed years on a day, negative before birth. A partial date of birth counts from its first possible day
 * (01/01 of the year, the 1st of the month), as NĐ 135/2020 reads it for retirement; for cards this is an assumption.
 */
export function ageOn(birth: PartialDate, on: CalendarDate): number {
  const year = yearOf(on)
  const years = year - yearOf(birth)
  // Compared as text: lists of millions ask for ages.
  const born = `${birth}-01-01`.slice(5, 10)
  const anniversary = born === '02-29' && daysInMonth(year, 2) === 28 ? '02-28' : born
  return anniversary <= on.slice(5) ? years : years - 1
}

export function yearOf(date: PartialDate): number {
  return Number(date.slice(0, 4))
}

/** Border check for `yyyy-MM-dd`. */
export const calendarDateSchema = z
  .string()
  .refine((text) => text.length === 10 && readParts(text) !== null, 'Ngày không đúng')
  .transform((text) => text as CalendarDate)

/** Border check for `yyyy`, `yyyy-MM` or `yyyy-MM-dd`. */
export const partialDateSchema = z
  .string()
  .refine((text) => readParts(text) !== null, 'Ngày không đúng')
  .transform((text) => text as PartialDate)
