import { DomainError } from '../../../core/errors.ts'
import { reviewLifecycle } from '../../../core/lifecycle/registry.ts'
import { nextState, TransitionRefused } from '../../../core/lifecycle/machine.ts'
import { normaliseText } from '../../../core/text/vietnamese.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { SamePerson } from '../../kernel/errors.ts'
import { move } from '../../kernel/transition.ts'
import { type LoadedReview, lockReview } from './load-review.ts'
import { type ReviewResult, resultOf } from './review-result.ts'
import { sendBackFaulty } from './send-back-faulty.ts'

/** The sample does not reach the threshold, or the two checks differ too much: accepting needs an override. */
export class QualityTooLow extends DomainError<'QUALITY_TOO_LOW'> {
  constructor(cause: 'THRESHOLD' | 'AGREEMENT') {
    super(
      'QUALITY_TOO_LOW',
      cause === 'THRESHOLD'
        ? {
            vi: 'Tỷ lệ phiếu không lỗi dưới ngưỡng đạt; chỉ có thể trả lại để khắc phục, hoặc chấp nhận ngoại lệ có lý do.',
            en: 'The rate of error-free forms is below the threshold: send back for repair, or override with a reason.',
          }
        : {
            vi: 'Kết quả phúc tra lại khác nhiều so với lần kiểm tra đầu; chỉ có thể trả lại, hoặc chấp nhận ngoại lệ có lý do.',
            en: 'The second check differs too much from the first: send back, or override with a reason.',
          },
      { cause },
    )
  }
}

/** The second check of the check is not handed in. */
export class RecheckOutstanding extends DomainError<'RECHECK_OUTSTANDING'> {
  constructor() {
    super('RECHECK_OUTSTANDING', {
      vi: 'Chưa có kết quả phúc tra lại, chưa thể chấp nhận.',
      en: 'The second check is not handed in: the locality cannot be accepted yet.',
    })
  }
}

/** What overrides the sample must say why. */
export class ReasonNeeded extends DomainError<'REASON_NEEDED'> {
  constructor() {
    super('REASON_NEEDED', {
      vi: 'Quyết định khác với kết quả mẫu phải ghi lý do, từ 10 đến 1000 ký tự.',
      en: 'A decision against the sample needs a reason of 10 to 1000 characters.',
    })
  }
}

const decisions = { accept: 'ACCEPTED', fail: 'FAILED', override: 'OVERRIDDEN' } as const
export type DecisionEvent = keyof typeof decisions
export const decisionEvents = Object.keys(decisions) as readonly DecisionEvent[]

export interface Verdict {
  readonly id: string
  readonly event: DecisionEvent
  /** Needed to override, and to fail what passed. */
  readonly reason: string | null
}

/**
 * Settles an attempt: the locality is accepted, fails (its faulty forms go back), or is let through against its sample by a
 * named officer with a reason. Whoever decides neither planned the review nor checked for it.
 */
export async function decideReview(app: App, actor: Actor, verdict: Verdict): Promise<void> {
  const { event } = verdict
  const at = app.clock()
  await app.db.$transaction(async (tx) => {
    const plan = await lockReview(tx, verdict.id)
    await authorise(app, actor, 'review.decide', plan.unitCode)
    if (!nextState(reviewLifecycle, plan.status, event)) {
      throw new TransitionRefused(reviewLifecycle.name, plan.status, event)
    }
    await mustStandApart(tx, plan, actor)
    const result = await resultOf(tx, plan)
    const reason = judge(plan, result, verdict)
    await tx.acceptanceDecision.create({
      data: {
        planId: plan.id,
        attempt: plan.attempt,
        unitCode: plan.unitCode,
        formKind: plan.formKind,
        decision: decisions[event],
        reason,
        seed: plan.seed,
        result,
        decidedById: actor.id ?? '',
        decidedAt: instantAt(at),
      },
    })
    await move(tx, reviewLifecycle, plan, { event, actor, at })
    const sentBack = event === 'fail' ? await sendBackFaulty(tx, plan, { actor, at }) : 0
    await audit(tx, {
      actor,
      at,
      action: `review.${event}`,
      subjectKind: 'review',
      subjectId: plan.id,
      details: {
        attempt: plan.attempt,
        rate: result.quality?.rate ?? null,
        checked: result.checked,
        sentBack,
      },
    })
  }, longTransaction)
}

/** A province of bad quality sends thousands of forms back in one decision. */
const longTransaction = { timeout: 120_000, maxWait: 15_000 }

async function mustStandApart(tx: Transaction, plan: LoadedReview, actor: Actor): Promise<void> {
  const involved =
    plan.createdById === actor.id || plan.members.some(({ officerId }) => officerId === actor.id)
  const checkedBefore = await tx.reviewSample.findFirst({
    where: {
      planId: plan.id,
      attempt: plan.attempt,
      OR: [{ checkedById: actor.id ?? '' }, { recheckedById: actor.id ?? '' }],
    },
    select: { id: true },
  })
  if (involved || checkedBefore) throw new SamePerson('review.decide')
}

/** The rules of a decision; answers the reason to be kept. */
function judge(plan: LoadedReview, result: ReviewResult, { event, reason }: Verdict): string | null {
  if (event !== 'fail' && plan.status === 'CHECKED' && result.toRecheck > 0) throw new RecheckOutstanding()
  if (event === 'accept' && !result.mayAccept) {
    const passes = result.quality?.verdict === 'PASS' || result.quality?.verdict === 'NARROW_PASS'
    throw new QualityTooLow(passes ? 'AGREEMENT' : 'THRESHOLD')
  }
  const text = normaliseText(reason ?? '')
  const needed = event === 'override' || (event === 'fail' && result.mayAccept)
  if (text.length > 1000 || (needed && text.length < 10)) throw new ReasonNeeded()
  return text === '' ? null : text
}
