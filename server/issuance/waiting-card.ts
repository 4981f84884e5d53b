import { isDeepStrictEqual } from 'node:util'
import type { Action } from '../../core/access/actions.ts'
import { cardFaceSchema } from '../../core/contracts/print-job.ts'
import { DomainError } from '../../core/errors.ts'
import { cardLifecycle } from '../../core/lifecycle/card.ts'
import { parseCardQr } from '../../core/qr/card-qr.ts'
import {
  movableApplication,
  type MovableApplication,
  moveApplication,
} from '../enrollment/move-application.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { authorise } from '../kernel/authorise.ts'
import { instantAt } from '../kernel/clock.ts'
import type { Transaction } from '../kernel/db.ts'
import { move } from '../kernel/transition.ts'

/** The scanned card is not one that waits here to be handed over. */
export class CardNotHere extends DomainError<'CARD_NOT_HERE'> {
  constructor() {
    super('CARD_NOT_HERE', {
      vi: 'Thẻ vừa quét không có trong danh sách chờ trả tại đây.',
      en: 'The scanned card does not wait here to be handed over.',
    })
  }
}

/** The card's chip was signed by a document signer that was revoked since: inspection systems refuse it. */
export class CardRecalled extends DomainError<'CARD_RECALLED'> {
  constructor() {
    super('CARD_RECALLED', {
      vi: 'Thẻ này đang được thu hồi để làm lại do chứng thư ký trên chip đã bị thu hồi. Không trả thẻ; thẻ mới được làm miễn phí.',
      en: 'This card is recalled, for the certificate that signed its chip was revoked. Keep it; a new one is made free of charge.',
    })
  }
}

/** A card AT_UNIT, as it was when its QR was scanned. */
export interface WaitingCard {
  readonly id: string
  readonly status: string
  readonly version: number
  readonly residentId: string
  readonly unitCode: string
  readonly printJobId: string
  readonly application: MovableApplication & { readonly portraitSha256: string | null }
}

/** Finds the card by what stands in its QR, for an officer of its unit. Throws CardNotHere, IllegalCardQr. */
export async function waitingCard(
  app: App,
  actor: Actor,
  { scan, action }: { readonly scan: string; readonly action: Action },
): Promise<WaitingCard> {
  const scanned = parseCardQr(scan)
  const card = await app.db.card.findFirst({
    where: { number: scanned.number, status: 'AT_UNIT' },
    include: {
      application: { select: { ...movableApplication, portraitSha256: true } },
      printJob: { select: { face: true } },
    },
  })
  // The holder's previous card bears the same number.
  if (!card || !isDeepStrictEqual(scanned, parseCardQr(cardFaceSchema.parse(card.printJob.face).qr)))
    throw new CardNotHere()
  await authorise(app, actor, action, card.unitCode)
  return card
}

/** How the holder was recognised; all empty for a representative. */
export interface Recognition {
  readonly verifiedBy: 'TWO_FINGERS' | 'THREE_FINGERS' | 'FOUR_FINGERS' | 'FACE' | 'SUPERVISOR' | null
  readonly score: number | null
  readonly threshold: number | null
}

export interface Giving extends Recognition {
  readonly card: WaitingCard
  /** Who acts now, and who stood at the counter. */
  readonly actor: Actor
  readonly officerId: string
  readonly collector: 'HOLDER' | 'REPRESENTATIVE'
  readonly supervisorId?: string | null
  readonly reason?: string | null
}

/**
 * The card becomes ACTIVE, the holder's previous card REPLACED and the file ISSUED. Throws StaleVersion where the card was
 * handed over, or moved otherwise, since it was scanned; CardRecalled.
 */
export async function giveCard(tx: Transaction, app: App, giving: Giving) {
  const { card, actor, officerId, collector, verifiedBy, score, threshold } = giving
  const { supervisorId = null, reason = null } = giving
  const signedByRevoked = { printJobId: card.printJobId, signer: { revokedAt: { not: null } } }
  if ((await tx.chipRecord.count({ where: signedByRevoked })) > 0) throw new CardRecalled()
  const at = app.clock()
  const replacesId = await replacePrevious(tx, app, { actor, residentId: card.residentId })
  const active = await move(
    tx,
    cardLifecycle,
    { ...card, key: card.id },
    { event: 'activate', actor, at, data: { replacesId } },
  )
  await moveApplication(tx, app, card.application, { event: 'handOver', actor })
  const how = { collector, verifiedBy, score, threshold, supervisorId, reason }
  await tx.handOver.create({ data: { cardId: card.id, officerId, at: instantAt(at), ...how } })
  return { ...active, replacesId }
}

const replaceable = ['ACTIVE', 'LOCKED', 'HELD', 'EXPIRED']

async function replacePrevious(
  tx: Transaction,
  app: App,
  { actor, residentId }: { readonly actor: Actor; readonly residentId: string },
): Promise<string | null> {
  const previous = await tx.card.findFirst({
    where: { residentId, status: { in: replaceable } },
    orderBy: { issuedOn: 'desc' },
  })
  if (!previous) return null
  const at = app.clock()
  await move(tx, cardLifecycle, { ...previous, key: previous.id }, { event: 'replace', actor, at })
  return previous.id
}
