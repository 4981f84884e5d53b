import type { PaymentCaseKind } from '../../../core/enrollment/judge-notice.ts'
import type { RefundReason } from '../../../core/enrollment/refund-reasons.ts'
import { TransitionRefused } from '../../../core/lifecycle/machine.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import { isUniqueViolation } from '../../kernel/db.ts'
import { officerOf } from './cash-day.ts'
import { lockedCase } from './load-case.ts'
import { RefundUnderWay } from './refusals.ts'

/** Why money of a case goes back. */
export const caseRefundReasons: Readonly<Record<PaymentCaseKind, RefundReason>> = {
  PAID_TWICE: 'PAID_TWICE',
  WRONG_AMOUNT: 'WRONG_AMOUNT',
  UNKNOWN_REFERENCE: 'NOBODY_FOUND',
  LATE: 'NOTHING_OWED',
}

/** Asks for the money of an open case to go back to its sender; another officer confirms it. Throws {@link RefundUnderWay}. */
export async function askCaseRefund(
  app: App,
  actor: Actor,
  { caseId }: { readonly caseId: string },
): Promise<{ readonly id: string }> {
  demand(actor, 'fee.reconcile')
  const askedBy = officerOf(actor).id
  try {
    return await app.db.$transaction(async (tx) => {
      const found = await lockedCase(tx, caseId)
      if (found.status !== 'OPEN') throw new TransitionRefused('payment case', found.status, 'refund')
      const at = app.clock()
      const { amount } = found
      const reason = caseRefundReasons[found.kind]
      const { id } = await tx.refund.create({
        data: { caseId, amount, method: 'BANK', reason, askedBy, askedAt: instantAt(at) },
        select: { id: true },
      })
      const details = { amount, method: 'BANK', reason }
      await audit(tx, { actor, at, action: 'refund.ask', subjectKind: 'refund', subjectId: id, details })
      return { id }
    })
  } catch (error) {
    throw isUniqueViolation(error) ? new RefundUnderWay() : error
  }
}
