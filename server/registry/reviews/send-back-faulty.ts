import type { SendBackReason } from '../../../core/forms/collection.ts'
import { collectionFormLifecycle } from '../../../core/lifecycle/collection-form.ts'
import { Prisma } from '../../../prisma/client/client.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { Transaction } from '../../kernel/db.ts'
import { move } from '../../kernel/transition.ts'
import type { LoadedReview } from './load-review.ts'
import { reviewableStates } from './review-frame.ts'
import { judgedSamples } from './review-result.ts'

/** The forms in which the review found errors go back to their collectors; what was keyed of them is forgotten. */
export async function sendBackFaulty(
  tx: Transaction,
  plan: LoadedReview,
  { actor, at }: { readonly actor: Actor; readonly at: number },
): Promise<number> {
  const forms = await tx.$queryRaw<{ key: string; status: string; version: number; missing: boolean }[]>`
    SELECT form."serial" AS key, form."status", form."version", bool_or(f."kind" = 'MISSING') AS missing
    FROM (${judgedSamples(plan)}) j
    JOIN "ReviewFinding" f ON f."sampleId" = j."id" AND f."round" = j.round
    JOIN "Form" form ON form."serial" = j."formSerial"
    WHERE form."status" = ANY(${reviewableStates}::text[])
    GROUP BY form."serial" ORDER BY form."serial"`
  for (const { missing, ...form } of forms) {
    const reason: SendBackReason = missing ? 'MISSING' : 'ILLEGAL'
    const data = { sentBackFor: reason, answers: Prisma.DbNull, score: null, faults: Prisma.DbNull }
    await move(tx, collectionFormLifecycle, form, { event: 'sendBack', actor, at, reason, data })
  }
  await tx.keyEntry.deleteMany({ where: { formSerial: { in: forms.map(({ key }) => key) } } })
  return forms.length
}
