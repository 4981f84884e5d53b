import { reviewLifecycle } from '../../../core/lifecycle/registry.ts'
import { TransitionRefused } from '../../../core/lifecycle/machine.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise } from '../../kernel/authorise.ts'
import type { Transaction } from '../../kernel/db.ts'
import { type LoadedReview, lockReview } from './load-review.ts'
import { type Schedule, scheduleColumns } from './plan-review.ts'
import { checkTeam, IllegalReviewTeam, membersOf, type ReviewTeam } from './review-team.ts'

const open = ['PLANNED', 'RUNNING', 'CHECKED']

export interface TeamAssignment {
  readonly id: string
  readonly team: ReviewTeam
  readonly schedule: Schedule
}

/** Somebody falls ill, a day is lost: another team and other days while a review is open; the sample stays. */
export async function assignReviewTeam(
  app: App,
  actor: Actor,
  { id, team, schedule }: TeamAssignment,
): Promise<void> {
  const days = scheduleColumns(schedule)
  await app.db.$transaction(async (tx) => {
    const plan = await lockReview(tx, id)
    await authorise(app, actor, 'review.plan', plan.unitCode)
    if (!open.includes(plan.status)) throw new TransitionRefused(reviewLifecycle.name, plan.status, 'assign')
    await checkTeam(app, tx, { unitCode: plan.unitCode, recheckShare: plan.recheckShare, team })
    await keepsRounds(tx, plan, team)
    await tx.reviewTeamMember.deleteMany({ where: { planId: plan.id } })
    await tx.reviewPlan.update({
      where: { id: plan.id },
      data: { ...days, teamName: team.name.trim(), members: { createMany: { data: membersOf(team) } } },
    })
    await everySampleHasEyes(tx, plan, team)
    await audit(tx, {
      actor,
      at: app.clock(),
      action: 'review.assign',
      subjectKind: 'review',
      subjectId: plan.id,
      details: { round1: team.round1.length, round2: team.round2.length },
    })
  })
}

/** Whoever checked a form of this attempt may leave, but not check the check. */
async function keepsRounds(tx: Transaction, plan: LoadedReview, team: ReviewTeam): Promise<void> {
  const crossed = await tx.reviewSample.count({
    where: {
      planId: plan.id,
      attempt: plan.attempt,
      OR: [{ checkedById: { in: [...team.round2] } }, { recheckedById: { in: [...team.round1] } }],
    },
  })
  if (crossed > 0) throw new IllegalReviewTeam('CHECKED_ALREADY')
}

/** Nobody checks what they collected: a round of one officer must have collected nothing of it. */
export async function everySampleHasEyes(
  tx: Transaction,
  plan: Pick<LoadedReview, 'id' | 'attempt'>,
  team: Pick<ReviewTeam, 'round1' | 'round2'>,
): Promise<void> {
  const alone = (round: readonly string[]) => (new Set(round).size === 1 ? [...round] : [])
  const own = await tx.reviewSample.count({
    where: {
      planId: plan.id,
      attempt: plan.attempt,
      OR: [
        { collectorId: { in: alone(team.round1) } },
        { collectorId: { in: alone(team.round2) }, recheck: true },
      ],
    },
  })
  if (own > 0) throw new IllegalReviewTeam('OWN_FORMS')
}
