import { refundLifecycle } from '../../../core/lifecycle/fees.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { instantAt } from '../../kernel/clock.ts'
import { move } from '../../kernel/transition.ts'
import { lockedRefund, reachRefund } from './load-refund.ts'

/** No money goes back; whoever asked may take their own request back so. */
export async function declineRefund(app: App, actor: Actor, { id }: { readonly id: string }): Promise<void> {
  await reachRefund(app, actor, { id, action: 'refund.ask' })
  await app.db.$transaction(async (tx) => {
    const refund = await lockedRefund(tx, id)
    if (refund.askedBy !== actor.id) await reachRefund(app, actor, { id, action: 'refund.confirm' })
    const at = app.clock()
    const data = { decidedBy: actor.id, decidedAt: instantAt(at) }
    await move(tx, refundLifecycle, refund, { event: 'decline', actor, at, data })
    await audit(tx, {
      actor,
      at,
      action: 'refund.decline',
      subjectKind: 'refund',
      subjectId: id,
      details: { amount: refund.amount },
    })
  })
}
