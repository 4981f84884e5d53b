import { checkDesign, type ReviewDesign } from '../../../core/review/design.ts'
import { reviewLifecycle } from '../../../core/lifecycle/registry.ts'
import { TransitionRefused } from '../../../core/lifecycle/machine.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise } from '../../kernel/authorise.ts'
import { lockReview } from './load-review.ts'
import { type Schedule, scheduleColumns } from './plan-review.ts'
import { frameOf, sizeSample, totalOf } from './review-frame.ts'
import { checkTeam, membersOf, type ReviewTeam } from './review-team.ts'

export interface Amendment {
  readonly id: string
  readonly design: ReviewDesign
  readonly team: ReviewTeam
  readonly schedule: Schedule
}

/** Changes a plan before its sample is drawn. */
export async function amendReview(app: App, actor: Actor, amendment: Amendment): Promise<void> {
  const { id, design, team } = amendment
  checkDesign(design)
  const schedule = scheduleColumns(amendment.schedule)
  await app.db.$transaction(async (tx) => {
    const plan = await lockReview(tx, id)
    await authorise(app, actor, 'review.plan', plan.unitCode)
    if (plan.status !== 'PLANNED') throw new TransitionRefused(reviewLifecycle.name, plan.status, 'amend')
    await checkTeam(app, tx, { unitCode: plan.unitCode, recheckShare: design.recheckShare, team })
    const frame = await frameOf(app, { ...plan, byCollector: design.byCollector })
    const { population, sizes } = await sizeSample(tx, frame, design)
    await tx.reviewTeamMember.deleteMany({ where: { planId: plan.id } })
    await tx.reviewPlan.update({
      where: { id: plan.id },
      data: {
        ...design,
        ...schedule,
        population,
        sampleSize: totalOf(sizes),
        teamName: team.name.trim(),
        members: { createMany: { data: membersOf(team) } },
      },
    })
    await audit(tx, {
      actor,
      at: app.clock(),
      action: 'review.amend',
      subjectKind: 'review',
      subjectId: plan.id,
      details: { population, sample: totalOf(sizes) },
    })
  })
}
