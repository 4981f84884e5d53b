import { addDays, type CalendarDate, parseCalendarDate } from '../../../core/dates/calendar-date.ts'
import { closureOf, dayOffOn, slotsOf } from '../../../core/enrollment/slots.ts'
import type { App } from '../../kernel/app.ts'
import type { Actor } from '../../kernel/actor.ts'
import { authorise } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { NotFound } from '../../kernel/errors.ts'
import { centrePlan } from './centre-plan.ts'
import { wholeDay } from './whole-days.ts'

/** A slot as the calendar shows it. */
export interface CalendarSlot {
  readonly at: Date
  readonly capacity: number
  readonly taken: number
  /** Why nobody can come, where it is closed. */
  readonly closed: string | null
}

export interface CalendarDay {
  readonly on: CalendarDate
  /** Tết, a public holiday; null on other days. */
  readonly dayOff: string | null
  readonly slots: readonly CalendarSlot[]
}

export interface FreeSlot {
  readonly at: Date
  readonly free: number
}

interface Days {
  readonly centreCode: string
  readonly on: CalendarDate
  readonly days: number
}

/** Nobody looks at more days at once. */
export const mostDays = 31

/** The days of a centre with their slots and how many are booked, computed now. */
export async function calendarDays(db: Transaction, asked: Days): Promise<readonly CalendarDay[]> {
  const { centreCode, on } = asked
  const days = Math.min(Math.max(1, asked.days), mostDays)
  const time = wholeDay(on, days)
  const plan = await centrePlan(db, centreCode, time)
  // Index only: the same that keeps a place from being taken twice.
  const taken = await db.$queryRaw<{ at: Date; taken: number }[]>`
    SELECT "at", count(*)::int AS "taken" FROM "Appointment"
    WHERE "centreCode" = ${centreCode} AND "at" >= ${time.gte} AND "at" < ${time.lt} AND "place" IS NOT NULL
    GROUP BY "at"`
  const counts = new Map(taken.map((row) => [row.at.getTime(), row.taken]))
  return Array.from({ length: days }, (_, i) => {
    const day = addDays(on, i)
    return {
      on: day,
      dayOff: dayOffOn(day),
      slots: slotsOf(plan.calendars, day).map((slot) => ({
        at: instantAt(slot.at),
        capacity: slot.capacity,
        taken: counts.get(slot.at) ?? 0,
        closed: closureOf(slot, plan.closures)?.reason ?? null,
      })),
    }
  })
}

/** The slots that have not begun, with the places that are left, whoever asks. */
export async function bookableSlots(app: App, asked: Days): Promise<readonly FreeSlot[]> {
  const now = app.clock()
  const days = await calendarDays(app.db, asked)
  return days.flatMap(({ slots }) =>
    slots
      .filter(({ at, closed }) => closed === null && at.getTime() > now)
      .map(({ at, capacity, taken }) => ({ at, free: Math.max(0, capacity - taken) })),
  )
}

/** The slots of a day that have not begun, with the places that are left. */
export async function freeSlots(
  app: App,
  actor: Actor,
  input: { readonly centreCode: string; readonly on: string },
): Promise<readonly FreeSlot[]> {
  const { centreCode } = input
  await authoriseReading(app, actor, centreCode)
  return bookableSlots(app, { centreCode, on: parseCalendarDate(input.on), days: 1 })
}

/** Days of a centre as its officers see them. */
export async function appointmentCalendar(
  app: App,
  actor: Actor,
  input: { readonly centreCode: string; readonly from: string; readonly days: number },
): Promise<readonly CalendarDay[]> {
  const { centreCode, days } = input
  await authoriseReading(app, actor, centreCode)
  return calendarDays(app.db, { centreCode, on: parseCalendarDate(input.from), days })
}

async function authoriseReading(app: App, actor: Actor, centreCode: string): Promise<void> {
  const centre = await app.db.centre.findUnique({ where: { code: centreCode } })
  if (!centre) throw new NotFound('centre')
  await authorise(app, actor, 'appointment.read', centre.unitCode)
}
