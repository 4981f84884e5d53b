import { type CalendarDate, calendarDateAt, weekdayOf } from '../dates/calendar-date.ts'
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

/** Hours or days on which a centre takes nobody, whatever its calendar says. Milliseconds since 1970 UTC. */
export interface Closure {
  readonly from: number
  readonly until: number
  /** As people are told it. */
  readonly reason: string
}

/** What decides on a centre's slots. */
export interface CentrePlan {
  readonly calendars: readonly CentreHours[]
  readonly closures: readonly Closure[]
}

/** A time at which people may be asked to come. Milliseconds since 1970 UTC. */
export interface Slot {
  readonly at: number
  readonly until: number
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
    return Array.from({ length: count }, (_, i) => ({
      at: opens + i * step,
      until: opens + (i + 1) * step,
      capacity,
    }))
  })
}

/** Weekends are the centre's own affair: Saturday mornings are worked where its hours say so. */
const isDayOff = (day: CalendarDate, state: WorkingCalendar) => dayOffOn(day, state) !== null

/** The occasion of a day off of the state; null on other days, also on a weekend. */
export function dayOffOn(day: CalendarDate, state: WorkingCalendar = stateCalendar): string | null {
  const announced = state.daysOff.find(({ first, last }) => first <= day && day <= last)
  if (announced) return announced.occasion
  return weekdayOf(day) <= 5 && !isWorkingDay(day, state) ? 'ngày nghỉ lễ' : null
}

/** The closure that takes a slot away, if one does: it is enough that they touch. */
export function closureOf(slot: Pick<Slot, 'at' | 'until'>, closures: readonly Closure[]): Closure | null {
  return closures.find(({ from, until }) => from < slot.until && slot.at < until) ?? null
}

/** The slots of a day that people can come to. */
export function openSlots(
  { calendars, closures }: CentrePlan,
  day: CalendarDate,
  state: WorkingCalendar = stateCalendar,
): readonly Slot[] {
  return slotsOf(calendars, day, state).filter((slot) => closureOf(slot, closures) === null)
}

/** Why nobody can be asked to come at a time. */
export type NoSlot =
  | { readonly why: 'DAY_OFF'; readonly occasion: string }
  | { readonly why: 'CLOSED'; readonly reason: string }
  | { readonly why: 'NOT_OPEN' }

/** The slot that begins at an instant, or why there is none. */
export function slotAt(plan: CentrePlan, at: number, state: WorkingCalendar = stateCalendar): Slot | NoSlot {
  const day = calendarDateAt(at)
  const occasion = dayOffOn(day, state)
  if (occasion !== null) return { why: 'DAY_OFF', occasion }
  const slot = slotsOf(plan.calendars, day, state).find((one) => one.at === at)
  if (!slot) return { why: 'NOT_OPEN' }
  const closure = closureOf(slot, plan.closures)
  return closure ? { why: 'CLOSED', reason: closure.reason } : slot
}

/** Việt Nam keeps UTC+7 all year. */
const instantOf = (day: CalendarDate, time: string) => Date.parse(`${day}T${time}:00+07:00`)
