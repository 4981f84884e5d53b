import type { PrintJobAnswer } from '../../core/contracts/print-job.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { demand } from '../kernel/authorise.ts'
import { instantAt } from '../kernel/clock.ts'
import { jobAnswer, leasedJob, leasedStates, stationOf } from './print-job-row.ts'

/** The station's heartbeat: it still works on the job. */
export async function extendLease(
  app: App,
  actor: Actor,
  input: { readonly id: string; readonly lease: number },
): Promise<PrintJobAnswer> {
  demand(actor, 'print-job.work')
  const station = stationOf(actor)
  return app.db.$transaction(async (tx) => {
    const job = await leasedJob(tx, station, input)
    // Lost meanwhile, or done: a heartbeat that comes late brings nothing back.
    if (!leasedStates.some((state) => state === job.status)) return jobAnswer(job)
    const leaseUntil = instantAt(app.clock() + app.env.printLeaseSeconds * 1000)
    await tx.printJob.update({ where: { id: job.id }, data: { leaseUntil } })
    return jobAnswer({ ...job, leaseUntil })
  })
}
