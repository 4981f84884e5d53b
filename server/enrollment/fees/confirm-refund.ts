import { paymentCaseLifecycle, paymentLifecycle, refundLifecycle } from '../../../core/lifecycle/fees.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { move } from '../../kernel/transition.ts'
import { expectedCash, openDrawer } from './cash-day.ts'
import { lockedCase } from './load-case.ts'
import { lockedPayment } from './load-payment.ts'
import { type LockedRefund, lockedRefund, reachRefund } from './load-refund.ts'
import { AnotherOfficerNeeded, NotEnoughCash } from './refusals.ts'

/**
 * The second officer lets money go back: the payment becomes REFUNDED, or the case ends; cash leaves the drawer of whoever asked, who hands
 * it over. Throws {@link AnotherOfficerNeeded}, {@link NotEnoughCash}, DrawerCounted.
 */
export async function confirmRefund(app: App, actor: Actor, { id }: { readonly id: string }): Promise<void> {
  await reachRefund(app, actor, { id, action: 'refund.confirm' })
  await app.db.$transaction(async (tx) => {
    const refund = await lockedRefund(tx, id)
    if (refund.askedBy === actor.id) throw new AnotherOfficerNeeded('refund.confirm')
    const at = app.clock()
    if (refund.paymentId !== null) {
      const payment = await lockedPayment(tx, refund.paymentId)
      await move(tx, paymentLifecycle, payment, { event: 'refund', actor, at, reason: refund.reason })
    } else if (refund.caseId !== null) await endCase(tx, app, { actor, refund, caseId: refund.caseId })
    const cashDayId = refund.method === 'CASH' ? await payOut(tx, app, refund) : null
    await move(tx, refundLifecycle, refund, {
      event: 'confirm',
      actor,
      at,
      data: { decidedBy: actor.id, decidedAt: instantAt(at), cashDayId },
    })
    await audit(tx, {
      actor,
      at,
      action: 'refund.confirm',
      subjectKind: 'refund',
      subjectId: id,
      details: { amount: refund.amount, method: refund.method },
    })
  })
}

interface Going {
  readonly actor: Actor
  readonly refund: LockedRefund
}

/** What was over of a case that settled a payment leaves it as it is: that ended when it was applied. */
async function endCase(
  tx: Transaction,
  app: App,
  { actor, refund, caseId }: Going & { readonly caseId: string },
): Promise<void> {
  const found = await lockedCase(tx, caseId)
  if (found.status === 'APPLIED') return
  const at = app.clock()
  const data = { decidedBy: actor.id, decidedAt: instantAt(at) }
  await move(tx, paymentCaseLifecycle, found, { event: 'refund', actor, at, reason: refund.reason, data })
}

async function payOut(tx: Transaction, app: App, refund: LockedRefund): Promise<string> {
  const { askedBy: officerId, drawerUnit, amount } = refund
  if (drawerUnit === null) throw new Error('cash goes back out of a drawer')
  const cashDayId = await openDrawer(tx, app, { officerId, unitCode: drawerUnit })
  const inDrawer = await expectedCash(tx, cashDayId)
  if (inDrawer < amount) throw new NotEnoughCash(inDrawer)
  return cashDayId
}
