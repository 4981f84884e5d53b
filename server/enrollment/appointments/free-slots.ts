import { addDays, type CalendarDate, parseCalendarDate } from '../../../core/dates/calendar-date.ts'
import { slotsOf } from '../../../core/enrollment/slots.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { authorise } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import { NotFound } from '../../kernel/errors.ts'
import { centreCalendars } from './centre-calendars.ts'

export interface FreeSlot {
  readonly at: Date
  readonly free: number
}

/** Appointments that take a place in their slot. */
export const takingStates = ['BOOKED', 'CHECKED_IN', 'CONSUMED']

/** The slots of a day that have not begun, with the places that are left. */
export async function freeSlots(
  app: App,
  actor: Actor,
  input: { readonly centreCode: string; readonly on: string },
): Promise<readonly FreeSlot[]> {
  const { centreCode } = input
  const centre = await app.db.centre.findUnique({ where: { code: centreCode } })
  if (!centre) throw new NotFound('centre')
  await authorise(app, actor, 'appointment.read', centre.unitCode)
  const on = parseCalendarDate(input.on)
  const slots = slotsOf(await centreCalendars(app.db, centreCode), on)
  const taken = await app.db.appointment.groupBy({
    by: ['at'],
    where: { centreCode, at: wholeDay(on), status: { in: takingStates } },
    _count: true,
  })
  const counts = new Map(taken.map(({ at, _count }) => [at.getTime(), _count]))
  return slots
    .filter(({ at }) => at > app.clock())
    .map(({ at, capacity }) => ({
      at: instantAt(at),
      free: Math.max(0, capacity - (counts.get(at) ?? 0)),
    }))
}

/** From midnight to midnight in Việt Nam, `days` long. */
export function wholeDay(on: CalendarDate, days = 1): { readonly gte: Date; readonly lt: Date } {
  const midnight = (day: CalendarDate) => instantAt(Date.parse(`${day}T00:00:00+07:00`))
  return { gte: midnight(on), lt: midnight(addDays(on, days)) }
}
