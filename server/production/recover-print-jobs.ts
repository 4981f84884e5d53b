import { printJobLifecycle } from '../../core/lifecycle/print-job.ts'
import { systemActor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { instantAt } from '../kernel/clock.ts'
import { move } from '../kernel/transition.ts'
import { leasedStates } from './print-job-row.ts'

/**
 * Jobs of stations that fell silent: one that never fed a card is planned again; any other has an unknown outcome,
 * which a person settles by looking in the tray. Never a silent reprint.
 */
export async function recoverPrintJobs(app: App): Promise<number> {
  const now = app.clock()
  return app.db.$transaction(async (tx) => {
    const ids = await tx.$queryRaw<{ id: string }[]>`
      SELECT "id" FROM "PrintJob"
      WHERE "status" = ANY(${[...leasedStates]}) AND "leaseUntil" < ${instantAt(now)}
      LIMIT 500 FOR UPDATE SKIP LOCKED`
    const jobs = await tx.printJob.findMany({ where: { id: { in: ids.map(({ id }) => id) } } })
    for (const job of jobs) {
      const fed = job.status !== 'CLAIMED'
      await move(
        tx,
        printJobLifecycle,
        { ...job, key: job.id },
        {
          event: fed ? 'loseTrack' : 'release',
          actor: systemActor,
          at: now,
          reason: 'LEASE_EXPIRED',
          data: fed
            ? { leaseUntil: null, failureCode: 'LEASE_EXPIRED' }
            : { leaseUntil: null, stationId: null, blankSerial: null, failureCode: 'LEASE_EXPIRED' },
        },
      )
    }
    return jobs.length
  })
}
