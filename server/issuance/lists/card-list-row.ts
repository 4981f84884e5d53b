import { createHash } from 'node:crypto'
import type { Action } from '../../../core/access/actions.ts'
import { DomainError } from '../../../core/errors.ts'
import { type CardListLine, cardListText } from '../../../core/issuance/card-list.ts'
import { cardListLifecycle } from '../../../core/lifecycle/card-list.ts'
import { TransitionRefused } from '../../../core/lifecycle/machine.ts'
import type { CardList } from '../../../prisma/client/client.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { authorise, demand } from '../../kernel/authorise.ts'
import type { Transaction } from '../../kernel/db.ts'
import { NotFound } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'

export type LockedList = CardList & { readonly key: string }

/** The card does not stand on this list. */
export class CardNotOnList extends DomainError<'CARD_NOT_ON_LIST'> {
  constructor() {
    super('CARD_NOT_ON_LIST', {
      vi: 'Thẻ này không có trong danh sách. Để riêng thẻ ra và xem thẻ thuộc nơi nào.',
      en: 'This card is not on the list. Put it aside and see where it belongs.',
    })
  }
}

export interface ListAsked {
  readonly actor: Actor
  readonly id: string
  readonly action: Extract<Action, 'card-list.send' | 'card-list.receive'>
  readonly states: readonly string[]
}

/** The list, locked, for an officer of the place that sends or receives it, in one of the states in which this may be done. */
export async function lockedList(
  tx: Transaction,
  app: App,
  { actor, id, action, states }: ListAsked,
): Promise<LockedList> {
  demand(actor, action)
  const listId = recordId(id, 'card list')
  await tx.$queryRaw`SELECT 1 FROM "CardList" WHERE "id" = ${listId}::uuid FOR UPDATE`
  const list = await tx.cardList.findUnique({ where: { id: listId } })
  if (!list) throw new NotFound('card list')
  await authorise(
    app,
    actor,
    action,
    action === 'card-list.send' ? list.unitCode : (list.toUnit ?? list.unitCode),
  )
  if (!states.includes(list.status)) throw new TransitionRefused(cardListLifecycle.name, list.status, 'send')
  return { ...list, key: listId }
}

/** Its cards in their order. */
export async function listLines(tx: Transaction, listId: string): Promise<readonly CardListLine[]> {
  return tx.$queryRaw<CardListLine[]>`
    SELECT i."position", c."serial", a."code" AS "applicationCode"
    FROM "CardListItem" i JOIN "Card" c ON c."id" = i."cardId" JOIN "Application" a ON a."id" = c."applicationId"
    WHERE i."listId" = ${listId}::uuid ORDER BY i."position"`
}

export const cardListSha256 = (number: string, lines: readonly CardListLine[]) =>
  createHash('sha256').update(cardListText(number, lines)).digest('hex')
