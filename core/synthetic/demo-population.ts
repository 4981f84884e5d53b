import type { CalendarDate } from '../dates/calendar-date.ts'

/** The invented people of a demonstration: the same on every machine, so that a desk elsewhere knows whom to expect. */
export const demoPopulation = { seed: 'demo', residents: 2000, on: '2026-07-01' as CalendarDate }
