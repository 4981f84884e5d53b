import { blankCardLifecycle } from '../../core/lifecycle/blank-card.ts'
import { cardLifecycle } from '../../core/lifecycle/card.ts'
import type { SpoilClass } from '../../core/production/spoil-classes.ts'
import type { BlankCard, Card } from '../../prisma/client/client.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import type { Transaction } from '../kernel/db.ts'
import { move } from '../kernel/transition.ts'
import { recordSpoilage } from '../production/stock/record-spoilage.ts'
import { freeSlot } from './shelves/assign-slots.ts'

export interface Wasted {
  readonly card: Pick<Card, 'id' | 'status' | 'version' | 'printJobId'> & { readonly blank: BlankCard }
  readonly actor: Actor
  /** A code. */
  readonly reason: string
  readonly spoilClass?: SpoilClass
}

/** A finished card is waste: REVOKED, its chip hot-listed, its blank SPOILED, where it waits for its witness and its destruction by two officers. */
export async function wasteCard(tx: Transaction, app: App, wasted: Wasted): Promise<void> {
  const { card, actor, reason } = wasted
  const at = app.clock()
  await move(tx, cardLifecycle, { ...card, key: card.id }, { event: 'revoke', actor, at, reason })
  await spoilBlankOf(tx, app, wasted)
  await freeSlot(tx, card.id)
}

/** The same of a card that was revoked before. */
export async function spoilBlankOf(
  tx: Transaction,
  app: App,
  { card: { blank, printJobId: jobId }, actor, reason, spoilClass }: Wasted,
): Promise<void> {
  if (blank.status !== 'BOUND') return
  const at = app.clock()
  await move(tx, blankCardLifecycle, { ...blank, key: blank.serial }, { event: 'spoil', actor, at, reason })
  await recordSpoilage(tx, { blank, jobId, reason, actor, at, ...(spoilClass && { spoilClass }) })
}
