import { calendarDateAt, type CalendarDate } from '../../core/dates/calendar-date.ts'

/** The console's only clock, for ages of waiting work and for the day a form is checked against. */
export const now = (): number => Date.now()

export const today = (): CalendarDate => calendarDateAt(now())
