import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { instantAt } from '../../kernel/clock.ts'
import { cardByScan } from '../../production/card-by-scan.ts'
import { alarmIfHotListed } from '../../production/stock/hot-list.ts'
import { AnotherOfficerNeeded, officerIdOf } from '../../production/stock/write-minutes.ts'
import { arrive } from '../arrive.ts'
import { CardNotOnList, lockedList } from './card-list-row.ts'

export interface TakenCard {
  readonly cardId: string
  readonly serial: string
  readonly again: boolean
  /** Cards of the list that have not been scanned yet. */
  readonly left: number
}

/** At its destination a card of a list is scanned in, also one that counted as missing; by another officer than the one who sent it. */
export async function takeListedCard(
  app: App,
  actor: Actor,
  input: { readonly listId: string; readonly scan: string },
): Promise<TakenCard> {
  return app.db.$transaction(async (tx) => {
    const asked = {
      actor,
      id: input.listId,
      action: 'card-list.receive',
      states: ['SENT', 'CLOSED'],
    } as const
    const list = await lockedList(tx, app, asked)
    if (list.sentBy === officerIdOf(actor)) throw new AnotherOfficerNeeded('card-list.receive')
    const { id: cardId, serial } = await cardByScan(tx, input.scan)
    await alarmIfHotListed(tx, app, { serial, place: 'CENTRE', actor })
    const where = { listId_cardId: { listId: list.id, cardId } }
    const item = await tx.cardListItem.findUnique({ where })
    if (!item || list.kind === 'HOME') throw new CardNotOnList()
    const again = item.outcome === 'ARRIVED'
    if (!again) {
      await arrive(tx, app, { cardId, actor, centreCode: list.toCentre })
      await tx.cardListItem.update({ where, data: { outcome: 'ARRIVED', at: instantAt(app.clock()) } })
    }
    const left = await tx.cardListItem.count({ where: { listId: list.id, outcome: null } })
    return { cardId, serial, again, left }
  })
}
