import { paymentLifecycle } from '../../../core/lifecycle/fees.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import { NotFound } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'
import { move } from '../../kernel/transition.ts'
import { drawerUnit, officerOf, openDrawer } from './cash-day.ts'
import { lockedPayment } from './load-payment.ts'
import { AmountDiffers, FileOver } from './refusals.ts'
import { writeReceipt } from './write-receipt.ts'

export interface CashTaken {
  readonly paymentId: string
  /** What the officer has in the hand: the whole fee. */
  readonly amount: number
}

/**
 * Cash for a fee at a desk: the payment becomes PAID, the money lies in the officer's drawer of the day, and a receipt has the next number
 * of the unit. Throws {@link AmountDiffers}, {@link FileOver}, EarlierDayOpen, DrawerCounted, TransitionRefused where it is paid already.
 */
export async function takeCash(
  app: App,
  actor: Actor,
  input: CashTaken,
): Promise<{ readonly paymentId: string; readonly receiptId: string }> {
  const found = await app.db.payment.findUnique({ where: { id: recordId(input.paymentId, 'payment') } })
  if (!found) throw new NotFound('payment')
  await authorise(app, actor, 'fee.take', found.unitCode)
  const officerId = officerOf(actor).id
  const unitCode = await drawerUnit(app, actor, found.unitCode)
  return app.db.$transaction(async (tx) => {
    const at = app.clock()
    const payment = await lockedPayment(tx, found.id)
    if (payment.isFileOver) throw new FileOver()
    if (payment.status === 'DUE' && payment.amount !== input.amount) throw new AmountDiffers(payment.amount)
    const data = { method: 'CASH', paidAt: instantAt(at) }
    await move(tx, paymentLifecycle, payment, { event: 'pay', actor, at, data })
    const cashDayId = await openDrawer(tx, app, { officerId, unitCode })
    const { id, amount } = payment
    await audit(tx, {
      actor,
      at,
      action: 'payment.pay',
      subjectKind: 'payment',
      subjectId: id,
      details: { method: 'CASH', amount },
    })
    const receipt = { paymentId: id, unitCode, method: 'CASH', amount, at, officerId, cashDayId } as const
    return { paymentId: id, receiptId: (await writeReceipt(tx, receipt)).id }
  })
}
