import { type PaymentRefundReason } from '../../../core/enrollment/refund-reasons.ts'
import { TransitionRefused } from '../../../core/lifecycle/machine.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import { isUniqueViolation } from '../../kernel/db.ts'
import { drawerUnit, officerOf } from './cash-day.ts'
import { lockedPayment } from './load-payment.ts'
import { RefundUnderWay } from './refusals.ts'

export interface RefundAsked {
  readonly paymentId: string
  readonly reason: PaymentRefundReason
  /** Out of the asking officer's drawer, which only cash can; else by an order to the bank. */
  readonly inCash: boolean
}

/** Asks for a paid fee to be given back; another officer confirms it. Throws {@link RefundUnderWay}, TransitionRefused. */
export async function askRefund(
  app: App,
  actor: Actor,
  input: RefundAsked,
): Promise<{ readonly id: string }> {
  const askedBy = officerOf(actor).id
  try {
    return await app.db.$transaction(async (tx) => {
      const payment = await lockedPayment(tx, input.paymentId)
      await authorise(app, actor, 'refund.ask', payment.unitCode)
      if (payment.status !== 'PAID') throw new TransitionRefused('payment', payment.status, 'refund')
      const at = app.clock()
      const { id: paymentId, unitCode, amount } = payment
      const method = input.inCash && payment.method === 'CASH' ? 'CASH' : 'BANK'
      const drawer = method === 'CASH' ? { drawerUnit: await drawerUnit(app, actor, unitCode) } : {}
      const said = { paymentId, unitCode, amount, method, reason: input.reason }
      const asked = { ...said, ...drawer, askedBy, askedAt: instantAt(at) }
      const { id } = await tx.refund.create({ data: asked, select: { id: true } })
      await audit(tx, {
        actor,
        at,
        action: 'refund.ask',
        subjectKind: 'refund',
        subjectId: id,
        details: { amount, method, reason: input.reason },
      })
      return { id }
    })
  } catch (error) {
    throw isUniqueViolation(error) ? new RefundUnderWay() : error
  }
}
