import { batchLifecycle } from '../../../core/lifecycle/batch.ts'
import type { Actor } from '../../kernel/actor.ts'
import { audit } from '../../kernel/audit.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { type Movable, move } from '../../kernel/transition.ts'
import { isAsInManifest } from './manifest.ts'

export interface Claimer {
  readonly actor: Actor
  /** Milliseconds. */
  readonly at: number
}

export interface Wanted {
  /** Jobs with a chip too. */
  readonly chips: boolean
  /** Number of the one batch, without what could not be made for its own chip; null: of whichever is next. */
  readonly batch: string | null
}

/** Batches that are looked at for one claim: several, for another station may have locked the first one's last job. */
const batchesAtOnce = 8

/**
 * The job that a station gets next, locked: of the released batches the one of the highest priority, within it the first that waits.
 * Jobs whose own chip could not be made come after all others. A batch whose job is not what its manifest says is stopped, and the
 * next one looked at. Null where nothing is released.
 */
export async function nextOfBatches(tx: Transaction, can: Wanted, by: Claimer): Promise<string | null> {
  for (const held of can.batch === null ? [false, true] : [false]) {
    const batches = await tx.$queryRaw<{ id: string }[]>`
      SELECT b."id" FROM "Batch" b
      WHERE b."status" IN ('RELEASED', 'RUNNING') AND b."number" = coalesce(${can.batch}, b."number") AND EXISTS (
        SELECT 1 FROM "BatchItem" i WHERE i."batchId" = b."id" AND i."waiting" AND i."held" = ${held}
          AND (${can.chips} OR (SELECT j."chip" IS NULL FROM "PrintJob" j WHERE j."id" = i."jobId")))
      ORDER BY b."priority" DESC, b."releasedAt", b."id" LIMIT ${batchesAtOnce}`
    for (const { id } of batches) {
      const [job] = await tx.$queryRaw<{ id: string }[]>`
        SELECT j."id" FROM "BatchItem" i JOIN "PrintJob" j ON j."id" = i."jobId"
        WHERE i."batchId" = ${id}::uuid AND i."waiting" AND i."held" = ${held}
          AND j."status" = 'PLANNED' AND (j."chip" IS NULL OR ${can.chips})
        ORDER BY i."position" LIMIT 1 FOR UPDATE OF j SKIP LOCKED`
      if (!job) continue
      if (await isAsInManifest(tx, job.id)) return job.id
      await stopBroken(tx, id, by)
    }
  }
  return null
}

/** Out of the stations' reach until somebody has looked. */
async function stopBroken(tx: Transaction, id: string, { actor, at }: Claimer): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM "Batch" WHERE "id" = ${id}::uuid FOR UPDATE`
  const batch = await tx.batch.findUniqueOrThrow({ where: { id } })
  const event = batch.status === 'RUNNING' ? 'stop' : 'recall'
  const reason = 'MANIFEST_BROKEN'
  await move(tx, batchLifecycle, { ...batch, key: id }, { event, actor, at, reason })
  await audit(tx, {
    actor,
    at,
    action: 'batch.steer',
    subjectKind: 'batch',
    subjectId: id,
    details: { reason },
  })
}

/** The batch of a job that is being claimed is RUNNING from now on. */
export async function startBatchOf(tx: Transaction, jobId: string, by: Claimer): Promise<void> {
  const [batch] = await tx.$queryRaw<{ id: string; status: string; version: number }[]>`
    SELECT b."id", b."status", b."version" FROM "Batch" b JOIN "BatchItem" i ON i."batchId" = b."id"
    WHERE i."jobId" = ${jobId}::uuid AND b."status" = 'RELEASED' FOR UPDATE OF b`
  if (batch) await move(tx, batchLifecycle, { ...batch, key: batch.id }, { event: 'start', ...by })
}

/** The last job of a running batch that ends finishes it. */
export async function finishBatchOf(tx: Transaction, jobId: string, by: Claimer): Promise<void> {
  const [batch] = await tx.$queryRaw<{ id: string; status: string; version: number }[]>`
    SELECT b."id", b."status", b."version" FROM "Batch" b JOIN "BatchItem" i ON i."batchId" = b."id"
    WHERE i."jobId" = ${jobId}::uuid AND b."status" = 'RUNNING' FOR UPDATE OF b`
  if (batch) await finishIfDone(tx, { ...batch, key: batch.id }, by)
}

/** A running batch none of whose jobs is still to be made or looked at is finished. */
export async function finishIfDone(tx: Transaction, batch: Movable, by: Claimer): Promise<Movable> {
  const [open] = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM "BatchItem" i JOIN "PrintJob" j ON j."id" = i."jobId"
    WHERE i."batchId" = ${batch.key}::uuid AND j."status" NOT IN ('PASSED', 'SPOILED', 'CANCELLED') LIMIT 1`
  if (open) return batch
  const data = { finishedAt: instantAt(by.at) }
  return move(tx, batchLifecycle, batch, { event: 'finish', ...by, data })
}

/** A job whose own chip cannot be made waits behind all others, or it would keep every station from work. */
export async function holdBack(tx: Transaction, jobId: string): Promise<void> {
  await tx.batchItem.updateMany({ where: { jobId }, data: { held: true } })
}
