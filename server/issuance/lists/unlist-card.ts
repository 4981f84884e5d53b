import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { cardByScan } from '../../production/card-by-scan.ts'
import { CardNotOnList, lockedList } from './card-list-row.ts'

/** A card is taken off a list that has not left. */
export async function unlistCard(
  app: App,
  actor: Actor,
  input: { readonly listId: string; readonly scan: string },
): Promise<void> {
  await app.db.$transaction(async (tx) => {
    const asked = { actor, id: input.listId, action: 'card-list.send', states: ['OPEN'] } as const
    const { id: listId } = await lockedList(tx, app, asked)
    const { id: cardId } = await cardByScan(tx, input.scan)
    const { count } = await tx.cardListItem.deleteMany({ where: { listId, cardId } })
    if (count === 0) throw new CardNotOnList()
  })
}
