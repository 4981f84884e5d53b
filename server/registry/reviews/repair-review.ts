import { DomainError } from '../../../core/errors.ts'
import { reviewLifecycle } from '../../../core/lifecycle/registry.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise } from '../../kernel/authorise.ts'
import type { Transaction } from '../../kernel/db.ts'
import { move } from '../../kernel/transition.ts'
import { type LoadedReview, lockReview } from './load-review.ts'
import { newSeed, type Schedule, scheduleColumns } from './plan-review.ts'
import { frameOf, sizeSample, totalOf } from './review-frame.ts'

/** Forms that the last attempt sent back were not collected again: a new sample would simply miss them. */
export class FormsStillOut extends DomainError<'FORMS_STILL_OUT'> {
  constructor(count: number) {
    super(
      'FORMS_STILL_OUT',
      {
        vi: `Còn ${count} phiếu bị trả lại chưa thu lại hoặc hủy; hãy khắc phục xong rồi phúc tra lại.`,
        en: `${count} forms that were sent back are neither collected again nor void.`,
      },
      { count },
    )
  }
}

/** After a failure was repaired: the plan begins again with a new seed, so that nobody knows the next sample. */
export async function repairReview(
  app: App,
  actor: Actor,
  input: { readonly id: string; readonly schedule: Schedule },
): Promise<void> {
  const at = app.clock()
  const schedule = scheduleColumns(input.schedule)
  await app.db.$transaction(async (tx) => {
    const plan = await lockReview(tx, input.id)
    await authorise(app, actor, 'review.plan', plan.unitCode)
    const attempt = plan.attempt + 1
    await move(tx, reviewLifecycle, plan, {
      event: 'repair',
      actor,
      at,
      data: { attempt, seed: newSeed(), ...schedule },
    })
    const out = await formsOut(tx, plan)
    if (out > 0) throw new FormsStillOut(out)
    const { population, sizes } = await sizeSample(tx, await frameOf(app, plan), plan)
    await tx.reviewPlan.update({
      where: { id: plan.id },
      data: { population, sampleSize: totalOf(sizes) },
    })
    await audit(tx, {
      actor,
      at,
      action: 'review.repair',
      subjectKind: 'review',
      subjectId: plan.id,
      details: { attempt, population, sample: totalOf(sizes) },
    })
  })
}

const beforeCollection = ['SENT_BACK', 'DECLARED', 'CHECKED', 'MATCHED', 'AUTHENTICATED']

async function formsOut(tx: Transaction, { id, attempt }: LoadedReview): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM "ReviewSample" s JOIN "Form" f ON f."serial" = s."formSerial"
    WHERE s."planId" = ${id}::uuid AND s."attempt" = ${attempt}::int AND f."status" = ANY(${beforeCollection}::text[])`
  return row?.count ?? 0
}
