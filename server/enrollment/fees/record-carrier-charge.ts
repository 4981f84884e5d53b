import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise } from '../../kernel/authorise.ts'
import { lockedPayment } from './load-payment.ts'
import { IllegalAmount } from './refusals.ts'

const mostCharge = 10_000_000

/** What the carrier asks of the recipient for the way. It is the carrier's: nothing is owed to us for it, it is only written down. */
export async function recordCarrierCharge(
  app: App,
  actor: Actor,
  { paymentId, amount }: { readonly paymentId: string; readonly amount: number },
): Promise<{ readonly paymentId: string }> {
  if (!Number.isInteger(amount) || amount < 0 || amount > mostCharge) throw new IllegalAmount()
  return app.db.$transaction(async (tx) => {
    const { id, unitCode } = await lockedPayment(tx, paymentId)
    await authorise(app, actor, 'fee.take', unitCode)
    await tx.payment.update({ where: { id }, data: { carrierCharge: amount } })
    await audit(tx, {
      actor,
      at: app.clock(),
      action: 'payment.record-carrier-charge',
      subjectKind: 'payment',
      subjectId: id,
      details: { amount },
    })
    return { paymentId: id }
  })
}
