import { cardLifecycle } from '../../core/lifecycle/card.ts'
import { movableApplication, moveApplication } from '../enrollment/move-application.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { instantAt } from '../kernel/clock.ts'
import type { Transaction } from '../kernel/db.ts'
import { NotFound } from '../kernel/errors.ts'
import { type Movable, move } from '../kernel/transition.ts'
import { shelve } from './shelve.ts'

export interface Arrival {
  readonly cardId: string
  readonly actor: Actor
  /** The place where it arrives: that of its file unless told. */
  readonly centreCode?: string | null
}

/**
 * A card lies where it is to be collected, on a shelf, and its file is READY. It is received in its parcel, which finds what it missed; where
 * it lay in another one besides, that is settled too. One that came back to the factory leaves its file as it is.
 */
export async function arrive(
  tx: Transaction,
  app: App,
  { cardId, actor, centreCode }: Arrival,
): Promise<Movable> {
  const at = app.clock()
  // The card before its file: whoever moves both takes them in this order.
  const card = await tx.card.findUnique({
    where: { id: cardId },
    include: { application: { select: { ...movableApplication, centreCode: true } } },
  })
  if (!card) throw new NotFound('card')
  const arrived = await move(tx, cardLifecycle, { ...card, key: cardId }, { event: 'arrive', actor, at })
  if (card.application.status !== 'UNCOLLECTED')
    await moveApplication(tx, app, card.application, { event: 'arrive', actor })
  await markReceived(tx, app, cardId)
  await shelve(tx, app, { centreCode: centreCode ?? card.application.centreCode, cardIds: [cardId] })
  return arrived
}

/** In the parcel that it was packed into, and where it was found as a stranger. */
export async function markReceived(tx: Transaction, app: App, cardId: string): Promise<void> {
  const receivedAt = instantAt(app.clock())
  const packed = { cardId, receivedAt: null, settled: null } as const
  await tx.parcelItem.updateMany({
    where: { ...packed, finding: 'MISSING' },
    data: { receivedAt, settled: 'FOUND' },
  })
  await tx.parcelItem.updateMany({ where: { ...packed, finding: null }, data: { receivedAt } })
  await tx.parcelItem.updateMany({
    where: { cardId, finding: 'EXTRA', settled: null },
    data: { settled: 'FOUND' },
  })
}
