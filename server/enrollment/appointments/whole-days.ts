import { addDays, type CalendarDate } from '../../../core/dates/calendar-date.ts'
import { instantAt } from '../../kernel/clock.ts'

/** From midnight to midnight in Việt Nam, `days` long. */
export function wholeDay(on: CalendarDate, days = 1): { readonly gte: Date; readonly lt: Date } {
  return { gte: instantAt(midnightOf(on)), lt: instantAt(midnightOf(addDays(on, days))) }
}

/** Việt Nam keeps UTC+7 all year. Milliseconds. */
export const midnightOf = (day: CalendarDate): number => Date.parse(`${day}T00:00:00+07:00`)

/** HH:mm in Việt Nam. */
export const timeAt = (milliseconds: number): string =>
  instantAt(milliseconds + 7 * 3_600_000)
    .toISOString()
    .slice(11, 16)
