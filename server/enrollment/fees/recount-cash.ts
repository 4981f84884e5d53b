import { cashDayLifecycle } from '../../../core/lifecycle/fees.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { NotAllowed } from '../../kernel/errors.ts'
import { move } from '../../kernel/transition.ts'
import { lockedCashDay, reachCashDay } from './cash-day.ts'

/** Puts a count aside: the keeper counts again, or goes on taking money. */
export async function recountCash(app: App, actor: Actor, { id }: { readonly id: string }): Promise<void> {
  await reachCashDay(app, actor, { id, action: 'fee.take' })
  await app.db.$transaction(async (tx) => {
    const drawer = await lockedCashDay(tx, id)
    if (drawer.officerId !== actor.id) throw new NotAllowed()
    const at = app.clock()
    const data = { counted: null, difference: null, countedAt: null }
    await move(tx, cashDayLifecycle, drawer, { event: 'recount', actor, at, data })
    await audit(tx, {
      actor,
      at,
      action: 'cash-day.recount',
      subjectKind: 'cash day',
      subjectId: id,
      details: { counted: drawer.counted },
    })
  })
}
