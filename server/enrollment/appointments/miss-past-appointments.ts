import { calendarDateAt } from '../../../core/dates/calendar-date.ts'
import { appointmentLifecycle } from '../../../core/lifecycle/appointment.ts'
import { TransitionRefused } from '../../../core/lifecycle/machine.ts'
import { systemActor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { StaleVersion } from '../../kernel/errors.ts'
import { move } from '../../kernel/transition.ts'
import { wholeDay } from './free-slots.ts'

/** Bookings of earlier days to which nobody came, some at a time; answers how many. */
export async function missPastAppointments(app: App): Promise<number> {
  const today = wholeDay(calendarDateAt(app.clock()))
  const past = await app.db.appointment.findMany({
    where: { status: 'BOOKED', at: { lt: today.gte } },
    select: { id: true, status: true, version: true },
    take: 5000,
  })
  for (const one of past) {
    await app.db
      .$transaction((tx) =>
        move(
          tx,
          appointmentLifecycle,
          { ...one, key: one.id },
          { event: 'miss', actor: systemActor, at: app.clock() },
        ),
      )
      .catch((error: unknown) => {
        // A file or an officer was quicker.
        if (!(error instanceof StaleVersion || error instanceof TransitionRefused)) throw error
      })
  }
  return past.length
}
