import type { z } from 'zod'
import type { cardQuestionSchema, qrQuestionSchema } from '../../../core/contracts/verification-api.ts'
import { parseCardQr } from '../../../core/qr/card-qr.ts'
import type { App } from '../../kernel/app.ts'
import { cardStatus, type CardStatusAnswer, CardUnknown } from '../../issuance/card-status/card-status.ts'
import type { Agency } from '../../registry/sharing/agency.ts'
import { askAsAgency, type Found } from './ask-as-agency.ts'

/** What a relying party learns of a card; nothing of its holder. */
export interface CardAnswer {
  /** False: no such card was handed over. */
  readonly known: boolean
  readonly status: CardStatusAnswer | null
}

const unknown: CardAnswer = { known: false, status: null }
const fields = ['number'] as const
const purpose = 'CARD_VERIFICATION'

/** The state of a card by what stands on it. Throws SharingRefused, QuotaUsed, BothDatesNeeded. */
export async function confirmCard(
  app: App,
  agency: Agency,
  { requestId, reference, card }: z.infer<typeof cardQuestionSchema>,
): Promise<CardAnswer> {
  const { number } = card
  return askAsAgency(app, { agency, requestId, reference, purpose, fields, number }, () => find(app, card))
}

/** Whether a printed QR is that of a card that was handed over, letter for letter, and the card's state. Throws IllegalCardQr besides. */
export async function confirmCardQr(
  app: App,
  agency: Agency,
  { requestId, reference, qr }: z.infer<typeof qrQuestionSchema>,
): Promise<CardAnswer> {
  const { number, issuedOn } = parseCardQr(qr)
  return askAsAgency(app, { agency, requestId, reference, purpose, fields, number }, async () => {
    const found = await find(app, { number, issuedOn: issuedOn ?? undefined })
    if (!found.known) return found
    const printed = await app.db.$queryRaw<unknown[]>`
      SELECT 1 FROM "Card" c JOIN "PrintJob" j ON j."id" = c."printJobId"
      WHERE c."number" = ${number} AND j."face"->>'qr' = ${qr} LIMIT 1`
    // Somebody changed what the QR says of a real card.
    return printed.length > 0 ? found : { ...found, answer: unknown, known: false }
  })
}

async function find(
  app: App,
  card: Pick<z.infer<typeof cardQuestionSchema>['card'], 'number' | 'issuedOn' | 'expiresOn'>,
): Promise<Found<CardAnswer>> {
  const holder = await app.db.card.findFirst({
    where: { number: card.number },
    select: { residentId: true },
    orderBy: { id: 'desc' },
  })
  const residentId = holder?.residentId ?? null
  try {
    return { answer: { known: true, status: await cardStatus(app, card) }, residentId, known: true }
  } catch (error) {
    if (error instanceof CardUnknown) return { answer: unknown, residentId, known: false }
    throw error
  }
}
