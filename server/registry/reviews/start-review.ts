import { reviewLifecycle } from '../../../core/lifecycle/registry.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise } from '../../kernel/authorise.ts'
import { move } from '../../kernel/transition.ts'
import { everySampleHasEyes } from './assign-review-team.ts'
import { drawSample } from './draw-sample.ts'
import { lockReview } from './load-review.ts'
import { frameOf } from './review-frame.ts'

/** The review begins: the sample is drawn from the forms as they stand now, and stays. */
export async function startReview(app: App, actor: Actor, { id }: { readonly id: string }): Promise<void> {
  const at = app.clock()
  await app.db.$transaction(async (tx) => {
    const plan = await lockReview(tx, id)
    await authorise(app, actor, 'review.plan', plan.unitCode)
    await move(tx, reviewLifecycle, plan, { event: 'start', actor, at })
    const frame = await frameOf(app, plan)
    const { attempt, seed } = plan
    const sizes = await drawSample(tx, { planId: plan.id, attempt, seed, frame, design: plan })
    const inRound = (round: number) =>
      plan.members.filter((one) => one.round === round).map((one) => one.officerId)
    await everySampleHasEyes(tx, plan, { round1: inRound(1), round2: inRound(2) })
    await tx.reviewPlan.update({ where: { id: plan.id }, data: sizes })
    await audit(tx, {
      actor,
      at,
      action: 'review.start',
      subjectKind: 'review',
      subjectId: plan.id,
      details: { attempt, seed, population: sizes.population, sample: sizes.sampleSize },
    })
  })
}
