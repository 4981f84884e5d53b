import { cardListLifecycle } from '../../../core/lifecycle/card-list.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { instantAt } from '../../kernel/clock.ts'
import { move } from '../../kernel/transition.ts'
import { AnotherOfficerNeeded, officerIdOf } from '../../production/stock/write-minutes.ts'
import { lockedList } from './card-list-row.ts'

/**
 * The receiver's signature: what was not scanned in, or of a home visit neither handed over nor brought back, is missing. It is found when it is
 * scanned after all, or written off by the factory.
 */
export async function closeCardList(
  app: App,
  actor: Actor,
  input: { readonly id: string },
): Promise<{ readonly id: string; readonly missing: number }> {
  const closedBy = officerIdOf(actor)
  return app.db.$transaction(async (tx) => {
    const asked = { actor, id: input.id, action: 'card-list.receive', states: ['SENT'] } as const
    const list = await lockedList(tx, app, asked)
    if (list.sentBy === closedBy) throw new AnotherOfficerNeeded('card-list.receive')
    const at = app.clock()
    const { count: missing } = await tx.cardListItem.updateMany({
      where: { listId: list.id, outcome: null },
      data: { outcome: 'MISSING', at: instantAt(at) },
    })
    await audit(tx, {
      actor,
      at,
      action: 'card-list.close',
      subjectKind: 'card list',
      subjectId: list.id,
      details: { missing },
    })
    const data = { closedBy, closedAt: instantAt(at) }
    await move(tx, cardListLifecycle, list, { event: 'close', actor, at, data })
    return { id: list.id, missing }
  })
}
