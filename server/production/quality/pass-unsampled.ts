import { DomainError } from '../../../core/errors.ts'
import { printJobLifecycle } from '../../../core/lifecycle/print-job.ts'
import { Prisma } from '../../../prisma/client/client.ts'
import { moveApplications } from '../../enrollment/move-applications.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import type { Transaction } from '../../kernel/db.ts'
import { NotFound } from '../../kernel/errors.ts'
import { moveMany } from '../../kernel/move-many.ts'
import { recordId } from '../../kernel/record-id.ts'
import { finishBatchOf } from '../batches/next-job.ts'
import { currentPolicy } from './current-policy.ts'
import { stackedCards } from './stacked-cards.ts'

/** Cards of the batch that have to be looked at have not been: first ones, drawn ones, remakes, or all after a fault. */
export class SampleNotChecked extends DomainError<'SAMPLE_NOT_CHECKED'> {
  constructor(left: number) {
    super(
      'SAMPLE_NOT_CHECKED',
      {
        vi: `Còn ${left} thẻ của lô phải kiểm tra. Phần còn lại chỉ đạt theo lô khi các thẻ đó đều đã xem; sau một thẻ hỏng phải xem đủ số thẻ tốt liên tiếp.`,
        en: `${left} cards of the batch are still to be looked at. The others pass with it only after them; after a fault so many in a row must be good.`,
      },
      { left },
    )
  }
}

/** Nothing of the batch was found good yet that the others could be judged by. */
export class SampleEmpty extends DomainError<'SAMPLE_EMPTY'> {
  constructor() {
    super('SAMPLE_EMPTY', {
      vi: 'Chưa có thẻ nào của lô được kiểm tra đạt. Hãy kiểm tra vài thẻ trước.',
      en: 'No card of the batch was looked at and found good. Look at some of them first.',
    })
  }
}

/** Cards of the batch are still in machines: a fault may show in them yet. */
export class BatchStillPrinting extends DomainError<'BATCH_STILL_PRINTING'> {
  constructor(left: number) {
    super(
      'BATCH_STILL_PRINTING',
      {
        vi: `Lô còn ${left} thẻ chưa in xong. Chờ in xong cả lô, hoặc trưởng xưởng chốt lô sớm.`,
        en: `${left} cards of the batch are not printed yet. Wait for them, or have the batch closed short.`,
      },
      { left },
    )
  }
}

const unfinished = [
  'PLANNED',
  'CLAIMED',
  'CARD_FED',
  'CHIP_WRITTEN',
  'PRINTED',
  'VERIFIED',
  'OUTCOME_UNKNOWN',
]

/** The cards of a batch that nobody had to look at pass with it, in one statement, once all that had to be are looked at. */
export async function passUnsampled(
  app: App,
  actor: Actor,
  input: { readonly batchId: string },
): Promise<{ readonly passed: number }> {
  demand(actor, 'print-job.check')
  const batchId = recordId(input.batchId, 'batch')
  const at = app.clock()
  return app.db.$transaction(async (tx) => {
    if ((await tx.batch.count({ where: { id: batchId } })) === 0) throw new NotFound('batch')
    const ids = await unsampled(tx, batchId)
    const [first] = ids
    if (first === undefined) return { passed: 0 }
    await moveMany(tx, printJobLifecycle, ids, { event: 'pass', actor, at, reason: 'WITH_BATCH' })
    const files = await tx.printJob.findMany({
      where: { id: { in: [...ids] } },
      select: { applicationId: true },
    })
    await moveApplications(
      tx,
      app,
      files.map(({ applicationId }) => applicationId),
      { event: 'make', actor },
    )
    await finishBatchOf(tx, first, { actor, at })
    await audit(tx, {
      actor,
      at,
      action: 'print-job.pass-with-batch',
      subjectKind: 'batch',
      subjectId: batchId,
      details: { passed: ids.length },
    })
    return { passed: ids.length }
  })
}

/** The cards that pass. Throws where the sample is not whole and good. */
async function unsampled(tx: Transaction, batchId: string): Promise<readonly string[]> {
  // Locked first, before their batch as everybody takes them: what is looked at, passed or comes off a machine meanwhile waits.
  await tx.$queryRaw`
    SELECT 1 FROM "PrintJob" j JOIN "BatchItem" i ON i."jobId" = j."id"
    WHERE i."batchId" = ${batchId}::uuid ORDER BY j."id" FOR UPDATE OF j`
  const printing = await tx.printJob.count({
    where: { batchItem: { batchId }, status: { in: unfinished } },
  })
  if (printing > 0) throw new BatchStillPrinting(printing)
  const policy = await currentPolicy(tx)
  const cards = await stackedCards(tx, policy, Prisma.sql`i."batchId" = ${batchId}::uuid`)
  const left = cards.filter(({ mode, secondLookOf }) => mode !== null || secondLookOf !== null)
  if (left.length > 0) throw new SampleNotChecked(left.length)
  if (cards.length === 0) return []
  const good = { job: { batchItem: { batchId } }, verdict: 'PASS', mode: { in: ['FULL', 'SAMPLE'] } }
  if ((await tx.qualityCheck.count({ where: good })) === 0) throw new SampleEmpty()
  return cards.map(({ id }) => id)
}
