import { Logger as WorkerLogger, run, runMigrations } from 'graphile-worker'
import type { Pool } from 'pg'
import type { ServerApp } from '../graphql/context.ts'
import { placesOf } from '../kernel/http-refusals.ts'
import { tasksOf } from './tasks.ts'

/**
 * Every minute, files and print jobs that a crash left behind go on, every ten the scans; every hour, used assertions are
 * forgotten. Once a day, early in the morning of Việt Nam, arrears are reported and unfinished uploads removed;
 * every minute the tally of forms is folded, at 23:50 kept for the curve, and at 6:00 held against the deadlines. UTC.
 */
const crontab = [
  '* * * * * recover-stages',
  '* * * * * recover-print-jobs',
  '* * * * * fold-form-tally',
  '*/10 * * * * recover-form-scans',
  '17 * * * * forget-assertions',
  '10 23 * * * report-form-arrears',
  '40 19 * * * forget-uploads',
  '50 16 * * * snapshot-progress',
  '0 23 * * * alert-overdue',
  '20 23 * * * remind-inquiries',
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

/** Works on jobs until stopped; any number of workers share one database. */
export async function startWorker(app: ServerApp, pool: Pool): Promise<Worker> {
  const taskList = await tasksOf(app)
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
  const ended = runner.promise.catch((error: unknown) => {
    app.log.error(
      { err: { type: error instanceof Error ? error.name : typeof error, stack: placesOf(error) } },
      'worker ended',
    )
  })
  return { stop: () => runner.stop(), ended }
}
