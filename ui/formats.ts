import { calendarDateAt, formatVietnamese, parsePartialDate } from '../core/dates/calendar-date.ts'
import type { Bilingual } from '../core/errors.ts'
import { formatShare } from '../core/progress/share.ts'

const numbers = new Intl.NumberFormat('vi-VN')

/** 1.187.439 */
export const formatCount = (count: number): string => numbers.format(count)

/** 0.968 → "96,8 %" */
export const formatPercent = (share: number): string => formatShare(Math.round(share * 1000))

/** A date of life from the server (yyyy, yyyy-MM, yyyy-MM-dd) as people write it. */
export const formatDate = (date: string): string => formatVietnamese(parsePartialDate(date))

const timeOfDay = new Intl.DateTimeFormat('vi-VN', {
  timeZone: 'Asia/Ho_Chi_Minh',
  hour: '2-digit',
  minute: '2-digit',
})

/** An instant from the server as day and time in Việt Nam. */
export function formatInstant(instant: string): string {
  const at = Date.parse(instant)
  return `${formatVietnamese(calendarDateAt(at))} ${timeOfDay.format(at)}`
}

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** How long something has waited, in the largest unit that tells it. */
export function formatAge(since: string, now: number): Bilingual {
  const age = Math.max(0, now - Date.parse(since))
  const count = (unit: number, vi: string, en: string): Bilingual => {
    const n = Math.floor(age / unit)
    return { vi: `${n} ${vi}`, en: `${n} ${en}${n === 1 ? '' : 's'}` }
  }
  if (age >= day) return count(day, 'ngày', 'day')
  if (age >= hour) return count(hour, 'giờ', 'hour')
  return count(minute, 'phút', 'minute')
}
