import type { CalendarDate } from '../dates/calendar-date.ts'

/** Luật Căn cước 26/2023/QH15, article 46: in force from this day; before it, the law on citizen identity cards of 2014. */
export const identityLawFrom = '2024-07-01' as CalendarDate
