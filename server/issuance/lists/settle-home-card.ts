import type { HomeHandOver, HomeResult } from '../../../core/contracts/home-hand-over.ts'
import { calendarDateAt } from '../../../core/dates/calendar-date.ts'
import { DomainError } from '../../../core/errors.ts'
import type { CardList } from '../../../prisma/client/client.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { demandCollector } from '../demand-collector.ts'
import { giveCard, notRecognised } from '../give-card.ts'
import { assignSlots } from '../shelves/assign-slots.ts'
import { keepSignature } from '../signature.ts'
import { type WaitingCard, waitingCardParts } from '../waiting-card.ts'

type HomeCard = HomeResult['cards'][number]

export interface HomeCardOf {
  readonly list: CardList
  readonly card: HomeCard
}

/** One card of a home visit. Answers the code of a conflict, null where there is none; one that is settled already stays as it is. */
export async function settleHomeCard(
  app: App,
  actor: Actor,
  { list, card }: HomeCardOf,
): Promise<string | null> {
  const item = await app.db.cardListItem.findFirst({
    where: { listId: list.id, card: { serial: card.serial } },
    include: { card: { include: waitingCardParts } },
  })
  if (!item) return 'CARD_NOT_ON_LIST'
  if (item.outcome === 'CONFLICT') return item.reason
  if (item.outcome !== null && item.outcome !== 'MISSING') return null
  const settled = { app, actor, list, waiting: item.card }
  if (card.outcome === 'BROUGHT_BACK') return bringBack({ ...settled, reason: card.reason })
  if (item.card.status !== 'AT_UNIT') return conflict(settled, `CARD_${item.card.status}`)
  try {
    return await handOverAtHome(settled, card)
  } catch (refusal) {
    if (!(refusal instanceof DomainError)) throw refusal
    return conflict(settled, refusal.code)
  }
}

interface Settling {
  readonly app: App
  readonly actor: Actor
  readonly list: CardList
  readonly waiting: WaitingCard
}

async function handOverAtHome(settling: Settling, given: HomeHandOver): Promise<null> {
  const { app, actor, list, waiting: card } = settling
  const { collector, person, authorisation } = given
  const handedAt = Date.parse(given.at)
  if (collector !== 'HOLDER')
    await demandCollector(app, { card, collector, person, authorisation, on: calendarDateAt(handedAt) })
  const signature = await keepSignature(
    app,
    given.signature ? { strokes: given.signature } : { unsigned: given.unsignedReason ?? '' },
  )
  const giving = {
    ...notRecognised,
    ...signature,
    // At the door by papers and face: the list says who went.
    verifiedBy: collector === 'HOLDER' ? 'OFFICER' : null,
    officerId: list.carrierId ?? '',
    collector,
    way: 'HOME',
    handedAt,
    person: collector === 'HOLDER' ? null : person,
    authorisation: collector === 'PROXY' ? authorisation : null,
    surrendered: given.surrendered,
  } as const
  await app.db.$transaction(async (tx) => {
    await giveCard(tx, app, { card, actor, giving })
    await note(tx, settling, { outcome: 'HANDED_OVER', reason: null, at: handedAt })
  })
  return null
}

/** It lies on its shelf again. */
async function bringBack({ reason, ...settling }: Settling & { readonly reason: string }): Promise<null> {
  const { app, list, waiting } = settling
  await app.db.$transaction(async (tx) => {
    if (waiting.status === 'AT_UNIT')
      await assignSlots(tx, { centreCode: list.fromCentre, cardIds: [waiting.id] })
    await note(tx, settling, { outcome: 'BROUGHT_BACK', reason, at: app.clock() })
  })
  return null
}

/** The card is with somebody and is not in force: an officer sees to it. */
async function conflict(settling: Settling, reason: string): Promise<string> {
  const { app } = settling
  await app.db.$transaction((tx) => note(tx, settling, { outcome: 'CONFLICT', reason, at: app.clock() }))
  return reason
}

async function note(
  tx: Transaction,
  { list, waiting }: Settling,
  { at, ...told }: { readonly outcome: string; readonly reason: string | null; readonly at: number },
): Promise<void> {
  await tx.cardListItem.updateMany({
    where: { listId: list.id, cardId: waiting.id },
    data: { ...told, at: instantAt(at) },
  })
}
