import { cashDayLifecycle } from '../../../core/lifecycle/fees.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { instantAt } from '../../kernel/clock.ts'
import { NotAllowed } from '../../kernel/errors.ts'
import { move } from '../../kernel/transition.ts'
import { expectedCash, lockedCashDay, reachCashDay } from './cash-day.ts'
import { IllegalAmount } from './refusals.ts'

const mostCash = 1_000_000_000

/** What lies in the drawer, counted by its keeper. Throws {@link IllegalAmount}. */
export async function countCash(
  app: App,
  actor: Actor,
  { id, counted }: { readonly id: string; readonly counted: number },
): Promise<{ readonly difference: number }> {
  if (!Number.isInteger(counted) || counted < 0 || counted >= mostCash) throw new IllegalAmount()
  await reachCashDay(app, actor, { id, action: 'fee.take' })
  return app.db.$transaction(async (tx) => {
    const drawer = await lockedCashDay(tx, id)
    if (drawer.officerId !== actor.id) throw new NotAllowed()
    const at = app.clock()
    const difference = counted - (await expectedCash(tx, id))
    const data = { counted, difference, countedAt: instantAt(at) }
    await move(tx, cashDayLifecycle, drawer, { event: 'count', actor, at, data })
    await audit(tx, {
      actor,
      at,
      action: 'cash-day.count',
      subjectKind: 'cash day',
      subjectId: id,
      details: { counted, difference },
    })
    return { difference }
  })
}
