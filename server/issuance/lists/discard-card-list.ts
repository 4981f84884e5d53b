import { cardListLifecycle } from '../../../core/lifecycle/card-list.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { move } from '../../kernel/transition.ts'
import { lockedList } from './card-list-row.ts'

/** A list that has not left is given up; its cards stay on their shelf. */
export async function discardCardList(app: App, actor: Actor, input: { readonly id: string }): Promise<void> {
  await app.db.$transaction(async (tx) => {
    const asked = { actor, id: input.id, action: 'card-list.send', states: ['OPEN'] } as const
    const list = await lockedList(tx, app, asked)
    await tx.cardListItem.deleteMany({ where: { listId: list.id } })
    const at = app.clock()
    await move(tx, cardListLifecycle, list, { event: 'discard', actor, at })
    await audit(tx, {
      actor,
      at,
      action: 'card-list.discard',
      subjectKind: 'card list',
      subjectId: list.id,
    })
  })
}
