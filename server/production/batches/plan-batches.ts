import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { DomainError } from '../../../core/errors.ts'
import { nextNumber } from '../../kernel/next-number.ts'

/** A tray of the stacker: what one person carries to quality control. */
export const usualBatchSize = 500
const mostJobs = 1000
/** Of half a million jobs; a plan that takes longer is given up whole. */
const planningTimeout = 120_000

/** Not a number of cards for a batch. */
export class IllegalBatchSize extends DomainError<'ILLEGAL_BATCH_SIZE'> {
  constructor() {
    super(
      'ILLEGAL_BATCH_SIZE',
      {
        vi: `Một lô có từ 1 đến ${mostJobs} thẻ.`,
        en: `A batch has 1 to ${mostJobs} cards.`,
      },
      { most: mostJobs },
    )
  }
}

/**
 * Puts every planned job that is in no batch into one: batches of one unit, template and priority, drafts yet. Within them what a batch
 * that was closed short left over goes first, then by the statutory deadline, then by age. One transaction, set-based.
 */
export async function planBatches(
  app: App,
  actor: Actor,
  { size = usualBatchSize }: { readonly size?: number } = {},
): Promise<{ readonly batches: number; readonly jobs: number }> {
  demand(actor, 'batch.plan')
  if (!Number.isInteger(size) || size < 1 || size > mostJobs) throw new IllegalBatchSize()
  const at = app.clock()
  return app.db.$transaction(
    async (tx) => {
      // Two planners would choose the same jobs.
      await tx.$queryRaw`SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtext('plan-batches'))) l`
      // What a station gave back after its batch was closed short.
      await tx.$executeRaw`
        DELETE FROM "BatchItem" i USING "Batch" b
        WHERE b."id" = i."batchId" AND b."status" = 'FINISHED' AND i."waiting"`
      const planned = await chooseJobs(tx, size)
      if (planned.batches === 0) return planned
      const { year, number } = await nextNumber(tx, { kind: 'BATCH', at, count: planned.batches })
      await tx.$executeRaw`
        INSERT INTO "Batch" ("id", "number", "unitCode", "template", "priority", "count", "deadlineOn", "plannedAt", "plannedBy")
        SELECT "id", 'L' || ${year}::int || '-' || lpad((${number}::int + "nth" - 1)::text, 6, '0'),
          "unitCode", "template", "priority", "count", "deadlineOn", ${instantAt(at)}, ${actor.id}
        FROM "planned_batch"`
      await tx.$executeRaw`
        INSERT INTO "BatchItem" ("jobId", "batchId", "position")
        SELECT j."id", b."id", j."position" FROM "planned_job" j
        JOIN "planned_batch" b USING ("unitCode", "template", "priority", "chunk")`
      await audit(tx, {
        actor,
        at,
        action: 'batch.plan',
        subjectKind: 'batch',
        subjectId: `${year}-${number}`,
        details: planned,
      })
      return planned
    },
    { timeout: planningTimeout },
  )
}

/** The choice as two tables of this transaction: which job goes where, and the batches in the order of their numbers. */
export async function chooseJobs(
  tx: Transaction,
  size: number,
): Promise<{ readonly batches: number; readonly jobs: number }> {
  // Their plans are made once, and these tables are read once.
  await tx.$executeRaw`
    CREATE TEMPORARY TABLE "planned_job" ON COMMIT DROP AS
    SELECT "id", "unitCode", "template", "priority", "deadlineOn", "plannedAt",
      ((nth - 1) / ${size}::int)::int AS "chunk", ((nth - 1) % ${size}::int)::int + 1 AS "position"
    FROM (
      SELECT j."id", j."unitCode", j."template", j."priority", j."deadlineOn", j."plannedAt", row_number() OVER (
        PARTITION BY j."unitCode", j."template", j."priority"
        ORDER BY j."carriedOver" DESC, j."deadlineOn" NULLS LAST, j."plannedAt", j."id") AS nth
      FROM "PrintJob" j
      WHERE j."status" = 'PLANNED' AND NOT EXISTS (SELECT 1 FROM "BatchItem" i WHERE i."jobId" = j."id")
    ) chosen`
  await tx.$executeRaw`
    CREATE TEMPORARY TABLE "planned_batch" ON COMMIT DROP AS
    SELECT uuidv7() AS "id", "unitCode", "template", "priority", "chunk", count(*)::int AS "count",
      min("deadlineOn") AS "deadlineOn",
      row_number() OVER (ORDER BY "priority" DESC, min("deadlineOn") NULLS LAST, min("plannedAt"), "unitCode", "template", "chunk")::int AS "nth"
    FROM "planned_job" GROUP BY "unitCode", "template", "priority", "chunk"`
  const [counted] = await tx.$queryRaw<[{ batches: number; jobs: number }]>`
    SELECT count(*)::int AS "batches", coalesce(sum("count"), 0)::int AS "jobs" FROM "planned_batch"`
  return counted
}
