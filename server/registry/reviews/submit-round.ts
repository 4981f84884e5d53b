import { DomainError } from '../../../core/errors.ts'
import { reviewLifecycle } from '../../../core/lifecycle/registry.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise } from '../../kernel/authorise.ts'
import { move } from '../../kernel/transition.ts'
import { lockReview, roundOf } from './load-review.ts'
import { NotOnTeam } from './review-team.ts'

/** Forms of the round are not checked yet. */
export class RoundIncomplete extends DomainError<'ROUND_INCOMPLETE'> {
  constructor(left: number) {
    super(
      'ROUND_INCOMPLETE',
      {
        vi: `Còn ${left} phiếu trong mẫu chưa kiểm tra.`,
        en: `${left} forms of the sample are not checked yet.`,
      },
      { left },
    )
  }
}

const rounds = {
  1: { event: 'submit', left: { checkedAt: null } },
  2: { event: 'recheck', left: { recheck: true, recheckedAt: null } },
} as const

/** A team hands in its round when every form of it is checked; from then on nothing of it changes. */
export async function submitRound(app: App, actor: Actor, { id }: { readonly id: string }): Promise<void> {
  const at = app.clock()
  await app.db.$transaction(async (tx) => {
    const plan = await lockReview(tx, id)
    await authorise(app, actor, 'review.check', plan.unitCode)
    const round = roundOf(plan, actor)
    if (round === null) throw new NotOnTeam()
    const { event, left } = rounds[round]
    await move(tx, reviewLifecycle, plan, { event, actor, at })
    const open = await tx.reviewSample.count({ where: { planId: plan.id, attempt: plan.attempt, ...left } })
    if (open > 0) throw new RoundIncomplete(open)
    await audit(tx, {
      actor,
      at,
      action: 'review.submit',
      subjectKind: 'review',
      subjectId: plan.id,
      details: { round, attempt: plan.attempt },
    })
  })
}
