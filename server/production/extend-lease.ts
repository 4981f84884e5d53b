import type { Heartbeat, PrintJobAnswer } from '../../core/contracts/print-job.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { demand } from '../kernel/authorise.ts'
import { instantAt } from '../kernel/clock.ts'
import { jobAnswer, leasedJob, leasedStates, stationOf } from './print-job-row.ts'

const dayMilliseconds = 24 * 60 * 60 * 1000

/** The station's heartbeat: it still works on the job, or has it made elsewhere until a day that it names. */
export async function extendLease(
  app: App,
  actor: Actor,
  input: Heartbeat & { readonly id: string },
): Promise<PrintJobAnswer> {
  demand(actor, 'print-job.work')
  const station = stationOf(actor)
  return app.db.$transaction(async (tx) => {
    const job = await leasedJob(tx, station, input)
    // Lost meanwhile, or done: a heartbeat that comes late brings nothing back.
    if (!leasedStates.some((state) => state === job.status)) return jobAnswer(job)
    const leaseUntil = leaseEnd(app, input.until)
    await tx.printJob.update({ where: { id: job.id }, data: { leaseUntil } })
    return jobAnswer({ ...job, leaseUntil })
  })
}

/** A heartbeat that comes again and again could keep the job as long: what is bounded is how long one that was forgotten stays unseen. */
function leaseEnd(app: App, until: string | undefined): Date {
  const { printLeaseSeconds, bureauLeaseDays } = app.env
  if (until === undefined) return instantAt(app.clock() + printLeaseSeconds * 1000)
  return instantAt(Math.min(Date.parse(until), app.clock() + bureauLeaseDays * dayMilliseconds))
}
