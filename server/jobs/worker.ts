import { Logger as WorkerLogger, run, runMigrations } from 'graphile-worker'
import type { Pool } from 'pg'
import { startAbisDesks } from '../biometrics/abis/abis-desks.ts'
import type { ServerApp } from '../graphql/context.ts'
import { placesOf } from '../kernel/http-refusals.ts'
import { tasksOf } from './tasks.ts'

/**
 * Every minute, files and print jobs that a crash left behind go on, every ten the scans; every hour, used assertions are
 * forgotten. Once a day, early in the morning of Việt Nam, arrears are reported, unfinished uploads and old answers of the
 * embedded ABIS removed;
 * every minute the tally of forms is folded, at 23:50 kept for the curve, and at 6:00 held against the deadlines; at 6:30
 * duplicate cases that became overdue are marked, at 6:40 drops in the quality of captures. After midnight, bookings to which
 * nobody came are missed, and returned files lapse whose applicants did not come again. Every hour the card PKI gets what it needs
 * next, every ten minutes cards of revoked signers are looked for. Every minute silent stations are marked and the tally of the production
 * board is folded, at 3:05 counted anew; every five minutes the floor's capacity is published. In the night used-up sign-ins are
 * forgotten, what citizens filled in and nobody came for lapses, and overdue grievances go up. After midnight cards whose last day is over
 * expire; every minute requests for electronic identities are passed on. UTC.
 */
const crontab = [
  '* * * * * recover-stages',
  '* * * * * recover-print-jobs',
  '* * * * * fold-form-tally',
  '*/10 * * * * recover-form-scans',
  '17 * * * * forget-assertions',
  '30 19 * * * forget-abis-answers',
  '10 23 * * * report-form-arrears',
  '40 19 * * * forget-uploads',
  '50 16 * * * snapshot-progress',
  '0 23 * * * alert-overdue',
  '20 23 * * * remind-inquiries',
  '30 23 * * * flag-overdue-cases',
  '40 23 * * * watch-quality',
  '10 17 * * * miss-appointments',
  '20 17 * * * lapse-returned',
  '25 17 * * * give-up-uncollected',
  '5 * * * * keep-card-pki',
  '*/10 * * * * carry-out-recalls',
  '* * * * * watch-stations',
  '* * * * * fold-floor-tally',
  '*/5 * * * * publish-forecast',
  '*/5 * * * * keep-promises',
  '* * * * * tell-citizens',
  '0 1 * * * remind-citizens',
  '5 20 * * * recount-floor',
  '1 17 * * * expire-cards',
  '* * * * * pass-on-eid',
  '20 19 * * * forget-sign-ins',
  '30 17 * * * lapse-pre-registrations',
  '40 17 * * * escalate-grievances',
].join('\n')

export interface Worker {
  stop(): Promise<void>
  /** Settles when the worker has ended, by `stop` or by a fault. */
  readonly ended: Promise<void>
}

/** The queue's tables; needed before anything is enqueued. */
export async function prepareQueue(pool: Pool): Promise<void> {
  await runMigrations({ pgPool: pool, logger: quiet })
}

const quiet = new WorkerLogger(() => () => undefined)

/** Works on jobs and keeps the desks of the ABIS until stopped; any number of workers share one database. */
export async function startWorker(app: ServerApp, pool: Pool): Promise<Worker> {
  const taskList = tasksOf(app)
  const runner = await run({
    pgPool: pool,
    taskList,
    crontab,
    concurrency: app.env.worker.concurrency,
    noHandleSignals: true,
    pollInterval: 2000,
    logger: quiet,
  })
  await taskList['recover-stages']?.({}, undefined as never)
  const desks = startAbisDesks(app)
  const ended = runner.promise.catch((error: unknown) => {
    app.log.error(
      { err: { type: error instanceof Error ? error.name : typeof error, stack: placesOf(error) } },
      'worker ended',
    )
  })
  const stop = async () => void (await Promise.all([runner.stop(), desks.close()]))
  return { stop, ended }
}
