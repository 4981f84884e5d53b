import { calendarDateAt, type CalendarDate } from '../../core/dates/calendar-date.ts'

/** The desk pages' only clock. What is signed carries the agent's time, never this one. */
export const now = (): number => Date.now()

export const today = (): CalendarDate => calendarDateAt(now())
