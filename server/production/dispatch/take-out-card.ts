import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import { NotFound } from '../../kernel/errors.ts'
import { cardByScan } from '../card-by-scan.ts'
import { ParcelNotOpen } from './pack-card.ts'
import { lockedParcel } from './parcel-row.ts'

/** A card is taken out of an open parcel again: scanned, or one that was revoked since and is not at hand, by its number. */
export async function takeOutCard(
  app: App,
  actor: Actor,
  input: { readonly parcelId: string; readonly scan: string },
): Promise<{ readonly count: number }> {
  demand(actor, 'card.dispatch')
  return app.db.$transaction(async (tx) => {
    const parcel = await lockedParcel(tx, input.parcelId)
    if (parcel.status !== 'OPEN') throw new ParcelNotOpen(parcel.status)
    const card = await cardByScan(tx, input.scan)
    const taken = await tx.parcelItem.deleteMany({ where: { parcelId: parcel.id, cardId: card.id } })
    if (taken.count === 0) throw new NotFound('card')
    const count = parcel.count - 1
    await tx.parcel.update({ where: { id: parcel.id }, data: { count } })
    await audit(tx, {
      actor,
      at: app.clock(),
      action: 'parcel.take-out',
      subjectKind: 'parcel',
      subjectId: parcel.id,
      details: { card: card.id },
    })
    return { count }
  })
}
