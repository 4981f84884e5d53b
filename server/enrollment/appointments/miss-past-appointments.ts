import { addDays, calendarDateAt } from '../../../core/dates/calendar-date.ts'
import { bookingHorizonDays } from '../../../core/enrollment/visits.ts'
import { appointmentLifecycle } from '../../../core/lifecycle/appointment.ts'
import { TransitionRefused } from '../../../core/lifecycle/machine.ts'
import { systemActor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { StaleVersion } from '../../kernel/errors.ts'
import { move } from '../../kernel/transition.ts'
import { wholeDay } from './whole-days.ts'

/**
 * When a booking that stays as it is comes to its end, in days after its own; nobody is kept from booking again by one. The file of a
 * desk that was offline for a week uses up what was left all the same.
 */
const ends = [
  { status: 'BOOKED', event: 'miss', days: 0 },
  { status: 'CHECKED_IN', event: 'leave', days: 7 },
  { status: 'DISPLACED', event: 'miss', days: bookingHorizonDays },
] as const

const atOnce = 5000

/** Bookings of earlier days to which nobody came, some at a time; answers how many. */
export async function missPastAppointments(app: App): Promise<number> {
  let ended = 0
  for (const end of ends) ended += await endPast(app, end)
  return ended
}

async function endPast(app: App, { status, event, days }: (typeof ends)[number]): Promise<number> {
  const { gte } = wholeDay(addDays(calendarDateAt(app.clock()), -days))
  const past = await app.db.appointment.findMany({
    where: { status, at: { lt: gte } },
    select: { id: true, status: true, version: true },
    take: atOnce,
  })
  for (const one of past) {
    const done = { event, actor: systemActor, at: app.clock(), data: { place: null } }
    await app.db
      .$transaction((tx) => move(tx, appointmentLifecycle, { ...one, key: one.id }, done))
      .catch((error: unknown) => {
        // A file or an officer was quicker.
        if (!(error instanceof StaleVersion || error instanceof TransitionRefused)) throw error
      })
  }
  return past.length
}
