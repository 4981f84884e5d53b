import { DomainError, type Bilingual } from '../../../core/errors.ts'
import { mostCardsOnList } from '../../../core/issuance/card-list.ts'
import { reasonsToComeInPerson } from '../../../core/issuance/in-person.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import type { Transaction } from '../../kernel/db.ts'
import { cardByScan } from '../../production/card-by-scan.ts'
import { lockedList, type LockedList } from './card-list-row.ts'

const obstacles = {
  NOT_HERE: {
    vi: 'Thẻ không nằm tại nơi lập danh sách này.',
    en: 'The card does not lie at the place of this list.',
  },
  NOT_READY: {
    vi: 'Thẻ không ở trạng thái phù hợp với danh sách: chỉ chuyển thẻ chờ trả; chỉ thu hồi thẻ quá hạn nhận.',
    en: 'Not a card for this list: cards that wait are forwarded, uncollected ones go back.',
  },
  IN_PERSON: {
    vi: 'Chủ thẻ phải đến nơi trả thẻ để đối chiếu vân tay; thẻ này không trả tại nhà.',
    en: 'The holder has to be compared at the counter; this card is not handed over at home.',
  },
  LISTED: { vi: 'Thẻ đã nằm trong một danh sách khác.', en: 'The card is on another list.' },
  FULL: {
    vi: `Danh sách đã đủ ${mostCardsOnList} thẻ. Hãy lập danh sách mới.`,
    en: `The list has ${mostCardsOnList} cards. Open another one.`,
  },
} as const satisfies Readonly<Record<string, Bilingual>>

/** This card cannot stand on this list. */
export class CardNotForList extends DomainError<'CARD_NOT_FOR_LIST'> {
  constructor(why: keyof typeof obstacles) {
    super('CARD_NOT_FOR_LIST', obstacles[why], { why })
  }
}

export interface ListedCard {
  readonly cardId: string
  readonly serial: string
  readonly position: number
  /** On the list, with this one. */
  readonly count: number
}

/** A card is scanned onto an open list. Scanned again, it stands where it stood. */
export async function listCard(
  app: App,
  actor: Actor,
  input: { readonly listId: string; readonly scan: string },
): Promise<ListedCard> {
  return app.db.$transaction(async (tx) => {
    const asked = { actor, id: input.listId, action: 'card-list.send', states: ['OPEN'] } as const
    const list = await lockedList(tx, app, asked)
    const { id: cardId, serial } = await cardByScan(tx, input.scan)
    const items = await tx.cardListItem.aggregate({
      where: { listId: list.id },
      _count: true,
      _max: { position: true },
    })
    const known = await tx.cardListItem.findUnique({ where: { listId_cardId: { listId: list.id, cardId } } })
    if (known) return { cardId, serial, position: known.position, count: items._count }
    if (items._count >= mostCardsOnList) throw new CardNotForList('FULL')
    await demandListable(tx, list, cardId)
    const position = (items._max.position ?? 0) + 1
    await tx.cardListItem.create({ data: { listId: list.id, cardId, position } })
    return { cardId, serial, position, count: items._count + 1 }
  })
}

async function demandListable(tx: Transaction, list: LockedList, cardId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM "Card" WHERE "id" = ${cardId}::uuid FOR UPDATE`
  const { status, centreCode, application, listed } = await tx.card.findUniqueOrThrow({
    where: { id: cardId },
    include: {
      application: { select: { status: true, flags: true, biometricsFromId: true } },
      listed: { where: { outcome: null } },
    },
  })
  if (listed.length > 0) throw new CardNotForList('LISTED')
  if (status !== 'AT_UNIT' || centreCode !== list.fromCentre) throw new CardNotForList('NOT_HERE')
  if (application.status !== (list.kind === 'RETURN' ? 'UNCOLLECTED' : 'READY'))
    throw new CardNotForList('NOT_READY')
  if (list.kind === 'HOME' && reasonsToComeInPerson(application).length > 0)
    throw new CardNotForList('IN_PERSON')
}
