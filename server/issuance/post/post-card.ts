import { packetManifestSchema } from '../../../core/enrollment/packet.ts'
import { type Bilingual, DomainError } from '../../../core/errors.ts'
import { postObstacle } from '../../../core/issuance/post.ts'
import { cardLifecycle } from '../../../core/lifecycle/card.ts'
import { demandFee } from '../../enrollment/fees/fee-outstanding.ts'
import { moveApplication } from '../../enrollment/move-application.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { NotFound } from '../../kernel/errors.ts'
import { move } from '../../kernel/transition.ts'
import { officerIdOf } from '../../production/stock/write-minutes.ts'
import { CardRecalled } from '../give-card.ts'
import { recentChecks } from '../holder-checks.ts'
import { freeSlot } from '../shelves/assign-slots.ts'
import { type WaitingCard, waitingCard } from '../waiting-card.ts'
import { deliveryOf } from './delivery.ts'

/** This card is not sent by post. */
export class NotByPost extends DomainError<'NOT_BY_POST'> {
  constructor({ code, text }: { readonly code: string; readonly text: Bilingual }) {
    super('NOT_BY_POST', text, { reason: code })
  }
}

/** The number was used for another letter, or is none. */
export class TrackingNumberTaken extends DomainError<'TRACKING_NUMBER_TAKEN'> {
  constructor() {
    super('TRACKING_NUMBER_TAKEN', {
      vi: 'Mã vận đơn phải có 4 đến 40 ký tự và chưa dùng cho bưu gửi khác. Hãy quét lại mã trên phong bì.',
      en: 'A tracking number has 4 to 40 characters and serves one letter. Scan the one on the envelope again.',
    })
  }
}

const comparedOtherwise = {
  code: 'COMPARED_OTHERWISE',
  text: {
    vi: 'Trong 24 giờ qua có người không phải chủ thẻ đến nhận thẻ này. Giữ thẻ lại và báo trưởng điểm.',
    en: 'Somebody who is not the holder came for this card in the last 24 hours. Keep it and tell the supervisor.',
  },
}

export interface Posting {
  readonly scan: string
  /** Code of a registered carrier. */
  readonly carrier: string
  readonly trackingNumber: string
}

/**
 * A card leaves by post, to the address of its file and nowhere else: the letter keeps that address, sealed. Throws what waitingCard throws,
 * {@link NotByPost}, {@link TrackingNumberTaken}, FeeUnpaid, NotFound for a carrier that nobody registered.
 */
export async function postCard(
  app: App,
  actor: Actor,
  input: Posting,
): Promise<{ readonly mailingId: string; readonly cardId: string }> {
  const card = await waitingCard(app, actor, { scan: input.scan, action: 'card.post' })
  const carrier = await app.db.postalCarrier.findUnique({
    where: { code: input.carrier.trim().toUpperCase() },
  })
  if (!carrier) throw new NotFound('carrier')
  const trackingNumber = input.trackingNumber.trim().toUpperCase()
  if (!/^[A-Z0-9-]{4,40}$/.test(trackingNumber)) throw new TrackingNumberTaken()
  const address = await addressOf(app, card)
  const addressSha256 = await app.blobs.put(new TextEncoder().encode(JSON.stringify(address)))
  const at = app.clock()
  return app.db.$transaction(async (tx) => {
    await demandGoodChip(tx, card.printJobId)
    await demandFee(tx, card.application.id)
    const where = { carrier_trackingNumber: { carrier: carrier.code, trackingNumber } }
    if (await tx.mailing.findUnique({ where })) throw new TrackingNumberTaken()
    await move(tx, cardLifecycle, { ...card, key: card.id }, { event: 'post', actor, at })
    await moveApplication(tx, app, card.application, { event: 'post', actor, data: { readyOn: null } })
    await freeSlot(tx, card.id)
    const { id: mailingId } = await tx.mailing.create({
      data: {
        cardId: card.id,
        carrier: carrier.code,
        trackingNumber,
        addressSha256,
        unitCode: card.unitCode,
        postedBy: officerIdOf(actor),
        postedAt: instantAt(at),
      },
    })
    return { mailingId, cardId: card.id }
  })
}

async function addressOf(app: App, card: WaitingCard) {
  const { application: file } = card
  const delivery = deliveryOf(file.delivery)
  const surrendered = packetManifestSchema.shape.surrendered.parse(file.surrendered ?? [])
  const obstacle = postObstacle({ ...file, delivery: delivery?.kind ?? null, surrendered })
  if (obstacle) throw new NotByPost(obstacle)
  const checks = await recentChecks(app, card.id)
  if (checks.some(({ verdict }) => verdict === 'DIFFERENT')) throw new NotByPost(comparedOtherwise)
  return delivery
}

async function demandGoodChip(tx: Transaction, printJobId: string): Promise<void> {
  const signedByRevoked = { printJobId, signer: { revokedAt: { not: null } } }
  if ((await tx.chipRecord.count({ where: signedByRevoked })) > 0) throw new CardRecalled()
}
