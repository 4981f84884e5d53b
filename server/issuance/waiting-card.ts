import { isDeepStrictEqual } from 'node:util'
import type { Action } from '../../core/access/actions.ts'
import { cardFaceSchema } from '../../core/contracts/print-job.ts'
import { DomainError } from '../../core/errors.ts'
import { parseCardQr } from '../../core/qr/card-qr.ts'
import type { Prisma } from '../../prisma/client/client.ts'
import { movableApplication } from '../enrollment/move-application.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { demand, reachOf } from '../kernel/authorise.ts'

/** The scanned card is not one that waits here to be handed over. */
export class CardNotHere extends DomainError<'CARD_NOT_HERE'> {
  constructor() {
    super('CARD_NOT_HERE', {
      vi: 'Thẻ vừa quét không có trong danh sách chờ trả tại đây. Nếu thẻ vừa về, hãy nhận kiện trước; nếu là thẻ cũ của công dân, hãy quét thẻ mới.',
      en: 'The scanned card does not wait here to be handed over. If it has just come, receive its parcel first; if it is the holder’s old card, scan the new one.',
    })
  }
}

/** It waits at another unit: whoever holds it is told where it belongs. */
export class CardElsewhere extends DomainError<'CARD_ELSEWHERE'> {
  constructor(place: string) {
    super(
      'CARD_ELSEWHERE',
      {
        vi: `Thẻ này trả tại ${place}, không phải tại đơn vị của bạn. Không trả thẻ; để riêng và chuyển về đúng nơi.`,
        en: `This card is collected at ${place}, not at your unit. Do not hand it over; put it aside and send it there.`,
      },
      { place },
    )
  }
}

const ofFile = {
  ...movableApplication,
  code: true,
  kind: true,
  flags: true,
  priority: true,
  birthDate: true,
  channel: true,
  portraitSha256: true,
  representativeNumber: true,
  biometricsFromId: true,
  surrendered: true,
  delivery: true,
  centreCode: true,
  readyOn: true,
} as const satisfies Prisma.ApplicationSelect

/** What the counter needs of a card and its file. */
export const waitingCardParts = {
  application: { select: ofFile },
  printJob: { select: { face: true, portraitSha256: true } },
} as const satisfies Prisma.CardInclude

/** A card AT_UNIT, as it was when it was scanned. */
export type WaitingCard = Prisma.CardGetPayload<{ include: typeof waitingCardParts }>

/** Longer than any number of a blank, shorter than any QR. */
const longestSerial = 40

/** Finds the card by its QR or the number of its blank, for an officer of its unit. Throws CardNotHere, {@link CardElsewhere}, IllegalCardQr. */
export async function waitingCard(
  app: App,
  actor: Actor,
  { scan, action }: { readonly scan: string; readonly action: Action },
): Promise<WaitingCard> {
  demand(actor, action)
  const card = await scannedCard(app, scan)
  if (!card) throw new CardNotHere()
  const reach = await reachOf(app, actor, action)
  if (reach !== null && !reach.includes(card.unitCode)) throw new CardElsewhere(await placeOfCard(app, card))
  return card
}

async function scannedCard(app: App, scan: string): Promise<WaitingCard | null> {
  const text = scan.trim()
  const where = { status: 'AT_UNIT' }
  if (text !== '' && text.length <= longestSerial && !text.includes('|') && !text.includes('/'))
    return app.db.card.findFirst({
      where: { ...where, serial: text.toUpperCase() },
      include: waitingCardParts,
    })
  const scanned = parseCardQr(scan)
  const card = await app.db.card.findFirst({
    where: { ...where, number: scanned.number },
    include: waitingCardParts,
    orderBy: { id: 'desc' },
  })
  // The holder's previous card bears the same number.
  const isSame = card && isDeepStrictEqual(scanned, parseCardQr(cardFaceSchema.parse(card.printJob.face).qr))
  return isSame ? card : null
}

/** The name of the place that has a card: no secret to somebody who holds it. */
export async function placeOfCard(
  app: Pick<App, 'db'>,
  card: { readonly centreCode: string | null; readonly application: { readonly centreCode: string } },
): Promise<string> {
  const code = card.centreCode ?? card.application.centreCode
  const centre = await app.db.centre.findUnique({ where: { code }, select: { name: true } })
  return centre ? `${centre.name} (${code})` : code
}
