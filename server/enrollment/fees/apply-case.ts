import { paymentCaseLifecycle } from '../../../core/lifecycle/fees.ts'
import { TransitionRefused } from '../../../core/lifecycle/machine.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { demand } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import { move } from '../../kernel/transition.ts'
import { caseRefundReasons } from './ask-case-refund.ts'
import { officerOf } from './cash-day.ts'
import { lockedCase } from './load-case.ts'
import { lockedPayment } from './load-payment.ts'
import { FileOver, NotEnoughPaid, RefundUnderWay } from './refusals.ts'
import { payByNotice } from './record-notice.ts'

export interface CaseToApply {
  readonly caseId: string
  /** The payment that the money was meant for. */
  readonly paymentId: string
}

/**
 * The money of a case settles an open payment, and what is over is asked to be given back. Throws {@link NotEnoughPaid}, {@link FileOver},
 * {@link RefundUnderWay}, TransitionRefused where nothing is due any more.
 */
export async function applyCase(
  app: App,
  actor: Actor,
  input: CaseToApply,
): Promise<{ readonly over: number }> {
  demand(actor, 'fee.reconcile')
  const decidedBy = officerOf(actor).id
  return app.db.$transaction(async (tx) => {
    const found = await lockedCase(tx, input.caseId)
    if (found.refunds.length > 0) throw new RefundUnderWay()
    const payment = await lockedPayment(tx, input.paymentId)
    if (payment.isFileOver) throw new FileOver()
    if (payment.status !== 'DUE') throw new TransitionRefused('payment', payment.status, 'pay')
    if (found.amount < payment.amount) throw new NotEnoughPaid(payment.amount)
    const at = app.clock()
    const over = found.amount - payment.amount
    const decided = { paymentId: payment.id, applied: payment.amount, decidedBy, decidedAt: instantAt(at) }
    await move(tx, paymentCaseLifecycle, found, { event: 'apply', actor, at, data: decided })
    await tx.paymentNotice.update({ where: { id: found.noticeId }, data: { paymentId: payment.id } })
    if (over > 0) {
      const reason = caseRefundReasons[found.kind]
      const asked = { caseId: found.id, amount: over, method: 'BANK', reason, askedBy: decidedBy }
      await tx.refund.create({ data: { ...asked, askedAt: instantAt(at) } })
    }
    const channel = found.notice.channel === 'CARRIER' ? 'CARRIER' : 'BANK'
    const details = { applied: payment.amount, over }
    const entry = { action: 'payment-case.apply', subjectKind: 'payment case', subjectId: found.id, details }
    await payByNotice(tx, app, { actor, payment, channel, entry })
    return { over }
  })
}
