import { type CalendarDate, weekdayOf } from '../dates/calendar-date.ts'
import { isWorkingDay, stateCalendar, type WorkingCalendar } from '../dates/working-days.ts'
import { z } from 'zod'

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

/** Opening hours by weekday, 1 (Monday) … 7: `{ "1": [{ from: "07:30", to: "11:30" }], … }`; a weekday without a row is closed. */
export const weekHoursSchema = z.partialRecord(
  z.enum(['1', '2', '3', '4', '5', '6', '7']),
  z.array(z.strictObject({ from: clockTime, to: clockTime }).refine(({ from, to }) => from < to)).max(6),
)
export type WeekHours = z.infer<typeof weekHoursSchema>

/** What a centre keeps from a day on. */
export interface CentreHours {
  readonly validFrom: CalendarDate
  /** The last day; null while it holds. */
  readonly validTo: CalendarDate | null
  readonly hours: WeekHours
  readonly slotMinutes: number
  /** Appointments that one slot takes. */
  readonly capacity: number
}

/** A time at which people may be asked to come. */
export interface Slot {
  /** Milliseconds since 1970 UTC. */
  readonly at: number
  readonly capacity: number
}

/**
 * The slots of a day, in order; none on a day off. They are computed whenever somebody asks, never stored: a change of hours
 * holds at once. A slot that would end after closing time is none.
 */
export function slotsOf(
  calendars: readonly CentreHours[],
  day: CalendarDate,
  state: WorkingCalendar = stateCalendar,
): readonly Slot[] {
  const kept = calendars
    .filter(({ validFrom, validTo }) => validFrom <= day && (validTo === null || day <= validTo))
    .toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1))
    .at(-1)
  if (!kept || isDayOff(day, state)) return []
  const { hours, slotMinutes, capacity } = kept
  const weekday = String(weekdayOf(day)) as keyof WeekHours
  return (hours[weekday] ?? []).flatMap(({ from, to }) => {
    const [opens, closes] = [instantOf(day, from), instantOf(day, to)]
    const step = slotMinutes * 60_000
    const count = Math.max(0, Math.floor((closes - opens) / step))
    return Array.from({ length: count }, (_, i) => ({ at: opens + i * step, capacity }))
  })
}

/** Weekends are the centre's own affair: Saturday mornings are worked where its hours say so. */
function isDayOff(day: CalendarDate, state: WorkingCalendar): boolean {
  const offered = state.daysOff.some(({ first, last }) => first <= day && day <= last)
  return offered || (weekdayOf(day) <= 5 && !isWorkingDay(day, state))
}

/** Việt Nam keeps UTC+7 all year. */
const instantOf = (day: CalendarDate, time: string) => Date.parse(`${day}T${time}:00+07:00`)
