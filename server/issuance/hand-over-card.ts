import { isDeepStrictEqual } from 'node:util'
import { cardFaceSchema } from '../../core/contracts/print-job.ts'
import { cardLifecycle } from '../../core/lifecycle/card.ts'
import { DomainError } from '../../core/errors.ts'
import { parseCardQr } from '../../core/qr/card-qr.ts'
import { movableApplication, moveApplication } from '../enrollment/move-application.ts'
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

export interface HandOver {
  /** What the scanner read: the QR of the card. */
  readonly scan: string
  readonly collector: 'HOLDER' | 'REPRESENTATIVE'
}

const replaceable = ['ACTIVE', 'LOCKED', 'HELD', 'EXPIRED']

/**
 * Trả thẻ: the scanned card becomes ACTIVE, the holder's previous card REPLACED and the file ISSUED, in one transaction.
 */
export async function handOverCard(app: App, actor: Actor, input: HandOver) {
  const scanned = parseCardQr(input.scan)
  return app.db.$transaction(async (tx) => {
    const card = await tx.card.findFirst({
      where: { number: scanned.number, status: 'AT_UNIT' },
      include: { application: { select: movableApplication }, printJob: { select: { face: true } } },
    })
    // The holder's previous card bears the same number.
    if (!card || !isDeepStrictEqual(scanned, parseCardQr(cardFaceSchema.parse(card.printJob.face).qr)))
      throw new CardNotHere()
    await authorise(app, actor, 'card.hand-over', card.unitCode)
    const replacesId = await replacePrevious(tx, app, { actor, residentId: card.residentId })
    const at = app.clock()
    const active = await move(
      tx,
      cardLifecycle,
      { ...card, key: card.id },
      { event: 'activate', actor, at, data: { replacesId } },
    )
    await moveApplication(tx, app, card.application, { event: 'handOver', actor })
    await tx.handOver.create({
      data: { cardId: card.id, officerId: actor.id ?? '', at: instantAt(at), collector: input.collector },
    })
    return { ...active, replacesId }
  })
}

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
  await move(
    tx,
    cardLifecycle,
    { ...previous, key: previous.id },
    { event: 'replace', actor, at: app.clock() },
  )
  return previous.id
}
