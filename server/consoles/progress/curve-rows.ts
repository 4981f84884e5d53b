import {
  addDays,
  calendarDateSchema,
  daysBetween,
  formatVietnamese,
} from '../../../core/dates/calendar-date.ts'
import type { CalendarDate } from '../../../core/dates/calendar-date.ts'
import type { ChartRow } from '../parts/charts/chart.ts'

interface Point {
  readonly on: string
  readonly counts: { readonly returned: number; readonly scanned: number; readonly loaded: number }
}

const longestAhead = 60
const longestCurve = 400

/**
 * One row for each day from the first known one until the last known or the last deadline soon to come; days of which nothing
 * is known have no values. So equal distances are equal times.
 */
export function curveRows(points: readonly Point[], deadlines: readonly string[]): readonly ChartRow[] {
  const known = new Map(
    points.map(({ on, counts }) => [on, [counts.returned, counts.scanned, counts.loaded]]),
  )
  const days = points.map(({ on }) => calendarDateSchema.parse(on))
  const [first, last] = [days[0], days.at(-1)]
  if (!first || !last) return []
  const ahead = deadlines
    .map((day) => calendarDateSchema.parse(day))
    .filter((day) => day > last && daysBetween(last, day) <= longestAhead)
  const end = ahead.reduce<CalendarDate>((latest, day) => (day > latest ? day : latest), last)
  const length = Math.min(daysBetween(first, end), longestCurve)
  return Array.from({ length: length + 1 }, (_, i) => {
    const day = addDays(first, i)
    return { label: formatVietnamese(day), values: known.get(day) ?? [] }
  })
}
