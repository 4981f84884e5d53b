import { addDays, type CalendarDate } from '../../../core/dates/calendar-date.ts'

/** The first moment of a day in Việt Nam: one time zone, UTC+7, and no summer time. */
export const startOfDay = (day: CalendarDate): Date => new Date(`${day}T00:00:00+07:00`)

/** A day's moments, as a filter of an instant. */
export const withinDay = (day: CalendarDate) => ({ gte: startOfDay(day), lt: startOfDay(addDays(day, 1)) })
