import type { CalendarDate } from '../../../core/dates/calendar-date.ts'
import { instantAt } from '../../kernel/clock.ts'

/** The first moment of a day in Việt Nam, which keeps UTC+7 all year (QĐ 134/2002/QĐ-TTg). */
export function startOfDay(day: CalendarDate): Date {
  return instantAt(Date.parse(`${day}T00:00:00+07:00`))
}
