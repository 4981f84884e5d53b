import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { authorise } from '../kernel/authorise.ts'
import { NotFound } from '../kernel/errors.ts'
import { recordId } from '../kernel/record-id.ts'
import { arrive } from './arrive.ts'

/** A card arrives where it is to be collected; its file becomes READY, and its parcel has it. */
export async function receiveCard(app: App, actor: Actor, input: { readonly id: string }) {
  const cardId = recordId(input.id, 'card')
  return app.db.$transaction(async (tx) => {
    const card = await tx.card.findUnique({ where: { id: cardId }, select: { unitCode: true } })
    if (!card) throw new NotFound('card')
    await authorise(app, actor, 'card.receive', card.unitCode)
    // The parcel before its cards, as everybody takes them.
    await tx.$queryRaw`
      SELECT 1 FROM "Parcel" p JOIN "ParcelItem" i ON i."parcelId" = p."id"
      WHERE i."cardId" = ${cardId}::uuid AND i."receivedAt" IS NULL AND i."settled" IS NULL FOR UPDATE OF p`
    return arrive(tx, app, { cardId, actor })
  })
}
