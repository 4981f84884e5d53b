import { type CalendarDate, parseCalendarDate } from '../../core/dates/calendar-date.ts'

/** Milliseconds since 1970, the server's only source of time. Tests and the CLI pass their own. */
export type Clock = () => number

export const systemClock: Clock = () => Date.now()

export function instantAt(milliseconds: number): Date {
  return new Date(milliseconds)
}

/** A calendar date as PostgreSQL's date type travels through Prisma: midnight UTC of that day. */
export function dateOf(date: CalendarDate): Date {
  return new Date(`${date}T00:00:00Z`)
}

/** The calendar date of a database date column. */
export function calendarDateOf(date: Date): CalendarDate {
  return parseCalendarDate(date.toISOString().slice(0, 10))
}
