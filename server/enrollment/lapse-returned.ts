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
  // A file that was returned before deadlines were written down waits for an officer.
  const overdue = await app.db.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "Application"
    WHERE "status" = 'RETURNED' AND "returnedFor"->>'deadlineOn' < ${lastDeadline} ORDER BY "id"`
  let lapsed = 0
  for (const { id } of overdue) {
    try {
      await app.db.$transaction(async (tx) => {
        const file = await loadApplication(tx, id)
        await moveApplication(tx, app, file, { event: 'lapse', actor: systemActor })
      })
      lapsed += 1
    } catch (error) {
      // It came in again at this moment.
      if (!(error instanceof StaleVersion || error instanceof TransitionRefused)) throw error
    }
  }
  return lapsed
}
