import { addDays, type CalendarDate, weekdayOf } from '../../../core/dates/calendar-date.ts'

const timeOfDay = new Intl.DateTimeFormat('vi-VN', {
  timeZone: 'Asia/Ho_Chi_Minh',
  hour: '2-digit',
  minute: '2-digit',
})

/** 07:30 in Việt Nam. */
export const formatTime = (instant: string): string => timeOfDay.format(Date.parse(instant))

export const mondayOf = (day: CalendarDate): CalendarDate => addDays(day, 1 - weekdayOf(day))

/** The instant of a time on a day in Việt Nam; null where it is no time. */
export function instantOn(day: CalendarDate, time: string): string | null {
  const at = Date.parse(`${day}T${time.trim().padStart(5, '0')}:00+07:00`)
  return /^\d{1,2}:\d{2}$/.test(time.trim()) && Number.isFinite(at) ? new Date(at).toISOString() : null
}
