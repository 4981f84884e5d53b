import type { Action } from '../../../core/access/actions.ts'
import { batchLifecycle } from '../../../core/lifecycle/batch.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { NotFound } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'
import { move } from '../../kernel/transition.ts'
import { demandCode } from '../reason-code.ts'
import { finishIfDone } from './next-job.ts'

/** What else is done with a batch, and whose business it is. */
export const batchSteps = {
  reopen: 'batch.plan',
  discard: 'batch.plan',
  recall: 'batch.release',
  stop: 'batch.steer',
  resume: 'batch.steer',
  closeShort: 'batch.steer',
} as const satisfies Readonly<Record<string, Action>>
export type BatchStep = keyof typeof batchSteps

const unsigned = {
  manifestSha256: null,
  signature: null,
  frozenBy: null,
  frozenAt: null,
}
const unreleased = { releasedBy: null, releasedAt: null }

/** Reopens, discards, recalls, stops, resumes a batch, or closes it short: what is planned of it then goes first into the next one. */
export async function steerBatch(
  app: App,
  actor: Actor,
  input: { readonly id: string; readonly step: BatchStep; readonly reason?: string },
) {
  const { step, reason } = input
  demand(actor, batchSteps[step])
  if (reason !== undefined) demandCode(reason)
  const at = app.clock()
  return app.db.$transaction(async (tx) => {
    const id = recordId(input.id, 'batch')
    const batch = await tx.batch.findUnique({ where: { id } })
    if (!batch) throw new NotFound('batch')
    const detached =
      step === 'discard' || step === 'closeShort' ? await detach(tx, id, step === 'closeShort') : 0
    await audit(tx, {
      actor,
      at,
      action: batchSteps[step],
      subjectKind: 'batch',
      subjectId: id,
      details: { step, detached },
    })
    const data = {
      ...(step === 'reopen' && unsigned),
      ...(step === 'recall' && unreleased),
      ...(step === 'closeShort' && { finishedAt: instantAt(at), count: batch.count - detached }),
    }
    const told = reason === undefined ? {} : { reason }
    const moved = await move(
      tx,
      batchLifecycle,
      { ...batch, key: id },
      { event: step, actor, at, data, ...told },
    )
    // The cards that were in hand when it was stopped may have been its last, and a stopped batch is finished by none.
    return step === 'resume' ? finishIfDone(tx, moved, { actor, at }) : moved
  })
}

/** Jobs that are still planned leave the batch. */
async function detach(tx: Transaction, batchId: string, carriedOver: boolean): Promise<number> {
  // A job that a station is claiming just now stays: its row is locked first.
  const [{ detached }] = await tx.$queryRaw<[{ detached: number }]>`
    WITH planned AS (
      SELECT j."id" FROM "BatchItem" i JOIN "PrintJob" j ON j."id" = i."jobId"
      WHERE i."batchId" = ${batchId}::uuid AND j."status" = 'PLANNED' FOR UPDATE OF j
    ), marked AS (
      UPDATE "PrintJob" j SET "carriedOver" = j."carriedOver" OR ${carriedOver} FROM planned WHERE j."id" = planned."id"
    ), gone AS (
      DELETE FROM "BatchItem" i USING planned WHERE i."jobId" = planned."id" RETURNING 1
    )
    SELECT count(*)::int AS "detached" FROM gone`
  return detached
}
