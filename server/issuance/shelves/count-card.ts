import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { instantAt } from '../../kernel/clock.ts'
import { NotFound } from '../../kernel/errors.ts'
import { cardByScan } from '../../production/card-by-scan.ts'
import { placeOfCard } from '../waiting-card.ts'
import { freeSlot, slotLabel } from './assign-slots.ts'
import { openCount } from './open-count.ts'

export interface CountedCard {
  readonly serial: string
  readonly finding: 'FOUND' | 'FOREIGN'
  /** The slot that it belongs into; of a foreign card the place that it belongs to. */
  readonly place: string | null
  /** Of the card: a foreign one may be revoked or long in its holder's hands. */
  readonly state: string
  readonly again: boolean
  readonly scanned: number
}

/** A card on the shelf, under the scanner. What does not wait here is foreign, and is told where it belongs. */
export async function countCard(
  app: App,
  actor: Actor,
  input: { readonly countId: string; readonly scan: string },
): Promise<CountedCard> {
  return app.db.$transaction(async (tx) => {
    const { id: countId, centreCode } = await openCount(tx, app, { actor, id: input.countId })
    const { id: cardId, serial } = await cardByScan(tx, input.scan)
    const card = await tx.card.findUnique({
      where: { id: cardId },
      include: { slot: true, application: { select: { centreCode: true } } },
    })
    if (!card) throw new NotFound('card')
    const isHere = card.status === 'AT_UNIT' && card.centreCode === centreCode
    const finding = isHere ? 'FOUND' : 'FOREIGN'
    const place = isHere ? card.slot && slotLabel(card.slot) : await placeOfCard(app, card)
    // Its slot is another card's to have: this one is put aside.
    if (!isHere && card.status !== 'AT_UNIT') await freeSlot(tx, cardId)
    const key = { countId_serial: { countId, serial } }
    const again = (await tx.shelfScan.findUnique({ where: key })) !== null
    const row = { finding, place, at: instantAt(app.clock()) }
    await tx.shelfScan.upsert({ where: key, create: { countId, serial, ...row }, update: row })
    const scanned = await tx.shelfScan.count({ where: { countId } })
    return { serial, finding, place, state: card.status, again, scanned }
  })
}
