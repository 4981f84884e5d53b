import { addDays, calendarDateAt } from '../../core/dates/calendar-date.ts'
import { TransitionRefused } from '../../core/lifecycle/machine.ts'
import { systemActor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { StaleVersion } from '../kernel/errors.ts'
import { loadApplication, moveApplication } from './move-application.ts'

/**
 * Returned files whose applicants did not come again end, so that they may apply anew. Not on the day after the deadline: a
 * kiosk without the network may have put the file right in time and send it as late as kiosks may. Answers how many ended.
 */
export async function lapseReturned(app: App): Promise<number> {
  const lastDeadline = addDays(calendarDateAt(app.clock()), -app.env.longestOfflineDays)
  const returned = await app.db.application.findMany({
    where: { status: 'RETURNED' },
    select: { ...movableApplication, returnedFor: true },
    orderBy: { id: 'asc' },
  })
  let lapsed = 0
  for (const { returnedFor, ...file } of returned) {
    const deadlineOn = returnedForSchema.safeParse(returnedFor).data?.deadlineOn
    // A file that was returned before deadlines were written down waits for an officer.
    if (!deadlineOn || deadlineOn >= lastDeadline) continue
    try {
      await app.db.$transaction((tx) =>
        moveApplication(tx, app, file, { event: 'lapse', actor: systemActor }),
      )
      lapsed += 1
    } catch (error) {
      // It came in again at this moment.
      if (!(error instanceof StaleVersion || error instanceof TransitionRefused)) throw error
    }
  }
  return lapsed
}
