import { Prisma } from '../../../prisma/client/client.ts'
import { systemActor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import type { Transaction } from '../../kernel/db.ts'
import { type Batch, batchesOf, dependsOn } from './batches.ts'
import { addCounts, type ImportCounts, readCounts } from './import-counts.ts'
import type { ImportContext } from './import-context.ts'
import { copyIn } from './copy-in.ts'
import { type Place, readRecords } from './import-file.ts'
import { loadTargets } from './load-target.ts'
import { rowReader } from './read-rows.ts'

/** Told after each batch: what has come of the rows so far. */
export type LoadProgress = (counts: ImportCounts) => void

/** A batch under way. */
interface Writing {
  readonly batch: Batch
  /** What has come of all rows up to this batch, once it is in the register. */
  readonly written: Promise<ImportCounts>
  /** Aborted when it begins again: a later batch may hold what it waits for, and lets go. */
  readonly again: AbortController
}

export interface FileLoad {
  readonly context: ImportContext
  readonly progress: LoadProgress
}

/**
 * Loads a job's file from where it was left, and answers what has come of all its rows. Two batches are under way at most:
 * while one is written, the next is staged and, unless it names somebody of the one before, begun; the one after them is
 * read meanwhile. They are committed in their order.
 */
export async function loadFile(app: App, load: FileLoad): Promise<ImportCounts> {
  const { job, path, profile, file } = load.context
  const from: Place | null =
    job.doneBytes > 0n ? { line: Number(job.doneLine) + 1, offset: Number(job.doneBytes) } : null
  const start = readCounts(job.counts)
  let earlier: Writing | null = null
  let latest: Writing | null = null
  const rows = { jobId: job.id, read: rowReader(load.context).loaded }
  for await (const batch of oneAhead(batchesOf(readRecords(path, profile, { file, from }), rows))) {
    await earlier?.written
    const again = new AbortController()
    const run = { ...load, batch, previous: latest, start, again }
    const staged = stage(app, run)
    const turn = latest && dependsOn(batch, latest.batch) ? Promise.all([staged, latest.written]) : staged
    const written: Promise<ImportCounts> = turn.then(() => writeBatch(app, run))
    written.then(load.progress, () => undefined)
    earlier = latest
    latest = { batch, written, again }
  }
  return latest ? latest.written : start
}

/** The same batches; the next is read while the one given out is written. */
async function* oneAhead(batches: AsyncGenerator<Batch, void, void>): AsyncGenerator<Batch, void, void> {
  let coming = batches.next()
  try {
    for (;;) {
      const { value: batch } = await coming
      if (!batch) return
      coming = batches.next()
      // Told when its turn comes.
      coming.catch(() => undefined)
      yield batch
    }
  } finally {
    await batches.return()
  }
}

interface BatchRun extends FileLoad {
  readonly batch: Batch
  /** The batch before it in the file: committed before this one is. */
  readonly previous: Writing | null
  readonly start: ImportCounts
  readonly again: AbortController
}

/** Copies the rows into staging, apart from the register: nobody sees them there. */
const stage = (app: App, { context, batch }: BatchRun) =>
  copyIn(app.pool, loadTargets[context.profile.target].staging, batch.text)

const attempts = 4

/** Two batches at once, or somebody at a desk, may reach for the same row: the later one begins again. */
async function writeBatch(app: App, run: BatchRun): Promise<ImportCounts> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await writeOnce(app, run)
    } catch (error) {
      if (attempt === attempts || !(error instanceof BatchInTheWay || isCollision(error))) throw error
      run.again.abort(new BatchInTheWay())
      await run.previous?.written
    }
  }
}

/** The batch before begins again and may wait for what this one holds. */
class BatchInTheWay extends Error {}

/** What came of the rows before this batch, once they are in the register. */
async function turnOf({ previous, start }: BatchRun): Promise<ImportCounts> {
  if (!previous) return start
  const { written, again } = previous
  const givingWay = new Promise<never>((_, reject) => {
    again.signal.addEventListener('abort', () => reject(again.signal.reason as BatchInTheWay), { once: true })
  })
  return again.signal.aborted ? written : Promise.race([written, givingWay])
}

const minutes = 60_000

async function writeOnce(app: App, run: BatchRun): Promise<ImportCounts> {
  const { context, batch } = run
  const target = loadTargets[context.profile.target]
  return app.db.$transaction(
    async (tx) => {
      await prepareBatch(tx)
      const counts = await target.load(tx, app, { context, batch })
      const sum = addCounts(await turnOf(run), counts)
      await target.settle(tx, batch.id)
      await target.clear(tx, batch.id)
      await checkpoint(tx, app, { context, batch, counts: sum })
      return sum
    },
    { maxWait: 10 * minutes, timeout: 30 * minutes },
  )
}

/**
 * Staged rows are few and the register is large: it is asked by index, whatever the statistics of a table that grew just
 * now say. A batch lost with the power is loaded again, so its commit need not wait for the disk.
 */
export async function prepareBatch(tx: Transaction): Promise<void> {
  await tx.$executeRaw`
    SELECT set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true),
      set_config('enable_mergejoin', 'off', true), set_config('lock_timeout', '10s', true),
      set_config('synchronous_commit', 'off', true)`
}

/** The place in the file behind the batch: in the same transaction, so that its rows are loaded once whatever happens. */
async function checkpoint(
  tx: Transaction,
  app: App,
  {
    context: { job },
    batch: { next, rows },
    counts,
  }: {
    readonly context: ImportContext
    readonly batch: Batch
    readonly counts: ImportCounts
  },
): Promise<void> {
  const marked = await tx.importJob.updateMany({
    where: { id: job.id, status: 'LOADING', doneLine: { lt: next.line - 1 } },
    data: { doneLine: next.line - 1, doneBytes: next.offset, counts },
  })
  if (marked.count !== 1) throw new Error('the import has been taken over')
  await audit(tx, {
    actor: systemActor,
    at: app.clock(),
    action: 'import.load-batch',
    subjectKind: 'import',
    subjectId: job.id,
    details: { line: next.line - 1, rows },
  })
}

/** A unique key that somebody was faster to take, a deadlock, a lock waited for in vain (PostgreSQL 23505, 40001, 40P01, 55P03). */
const collisions = /23505|40001|40P01|55P03/

function isCollision(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false
  return error.code === 'P2002' || error.code === 'P2034' || collisions.test(JSON.stringify(error.meta ?? {}))
}
