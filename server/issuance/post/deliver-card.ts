import { DomainError } from '../../../core/errors.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { instantAt } from '../../kernel/clock.ts'
import { officerIdOf } from '../../production/stock/write-minutes.ts'
import { giveCard } from '../give-card.ts'
import { openMailing } from './open-mailing.ts'

/** A delivery stands on the carrier's paper or its signed file. */
export class ProofNeeded extends DomainError<'PROOF_NEEDED'> {
  constructor() {
    super('PROOF_NEEDED', {
      vi: 'Phải có số biên nhận phát của hãng vận chuyển và thời điểm phát, sau khi gửi và trước lúc này.',
      en: 'The number of the carrier’s receipt and the moment of delivery are needed, after posting and before now.',
    })
  }
}

export interface Delivered {
  readonly mailingId: string
  /** Number of the carrier's receipt. */
  readonly receipt: string
  /** Milliseconds: when the addressee took it. */
  readonly deliveredAt: number
  /** Blob of the carrier's signed file. */
  readonly proofSha256?: string
}

/** Clocks of carriers. */
const skewMs = 10 * 60_000

/** The addressee has the card: it comes into force, the previous one is REPLACED and the file ISSUED. */
export async function deliverCard(
  app: App,
  actor: Actor,
  input: Delivered,
): Promise<{ readonly cardId: string }> {
  const proof = input.receipt.trim()
  if (proof === '' || proof.length > 60) throw new ProofNeeded()
  return app.db.$transaction(async (tx) => {
    const { id, card, postedAt, postedBy } = await openMailing(tx, app, { actor, id: input.mailingId })
    const { deliveredAt, proofSha256 = null } = input
    if (deliveredAt < postedAt.getTime() - skewMs || deliveredAt > app.clock() + skewMs)
      throw new ProofNeeded()
    const giving = {
      verifiedBy: 'CARRIER',
      score: null,
      threshold: null,
      officerId: postedBy,
      collector: 'HOLDER',
      way: 'POST',
      handedAt: deliveredAt,
      unsignedReason: 'Phát qua bưu điện',
      surrendered: [],
    } as const
    await giveCard(tx, app, { card, actor, giving })
    const outcomeAt = instantAt(deliveredAt)
    await tx.mailing.update({
      where: { id },
      data: { outcome: 'DELIVERED', outcomeAt, proof, proofSha256, recordedBy: officerIdOf(actor) },
    })
    return { cardId: card.id }
  })
}
