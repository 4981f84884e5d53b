import type { App } from '../../kernel/app.ts'
import type { Transaction } from '../../kernel/db.ts'
import { type Batch, batchesOf } from './batches.ts'
import { copyIn } from './copy-in.ts'
import { addCounts, type ImportCounts, noCounts } from './import-counts.ts'
import type { ImportContext } from './import-context.ts'
import { readRecords } from './import-file.ts'
import { prepareBatch } from './load-file.ts'
import { loadTargets } from './load-target.ts'
import { type RepeatKind, rowReader } from './read-rows.ts'
import type { Repeats } from './record-faults.ts'
import type { Progress } from './survey-file.ts'

/** What a load of the whole file would do. Nothing of the register is written, nor locked. */
export async function tryFile(app: App, context: ImportContext, progress: Progress): Promise<ImportCounts> {
  const { job, path, profile, file } = context
  await app.db.importFault.deleteMany({ where: { jobId: job.id, phase: 'TRIAL' } })
  const rows = { jobId: job.id, read: rowReader(context).loaded }
  let counts = noCounts
  for await (const batch of batchesOf(readRecords(path, profile, { file, from: null }), rows)) {
    counts = addCounts(counts, await tryBatch(app, context, batch))
    await progress(counts.rows)
  }
  return counts
}

async function tryBatch(app: App, context: ImportContext, batch: Batch): Promise<ImportCounts> {
  const target = loadTargets[context.profile.target]
  await copyIn(app.pool, target.staging, batch.text)
  return app.db.$transaction(
    async (tx) => {
      await prepareBatch(tx)
      const repeats = await repeatsIn(tx, context.job.id, batch)
      const counts = await target.dryRun(tx, { context, batch, repeats })
      await target.clear(tx, batch.id)
      return counts
    },
    { timeout: 600_000 },
  )
}

/** By the survey. A line that repeats an earlier one in several ways is told in the first of them. */
async function repeatsIn(tx: Transaction, jobId: string, { firstLine, next }: Batch): Promise<Repeats> {
  const found = await tx.importRepeat.findMany({
    where: { jobId, line: { gte: firstLine, lt: next.line } },
    orderBy: { kind: 'desc' },
  })
  return new Map(found.map(({ line, kind }) => [Number(line), kind as RepeatKind]))
}
