import { cardTemplates } from '../../core/card/card-face.ts'
import { cardFaceSchema } from '../../core/contracts/print-job.ts'
import { calendarDateAt } from '../../core/dates/calendar-date.ts'
import { renderCardConfirmation } from '../../core/documents/card-confirmation.ts'
import { DomainError } from '../../core/errors.ts'
import { cardSignedQr, type SignedQrCard } from '../../core/qr/card-signed-qr.ts'
import { writeSignedQr } from '../../core/qr/signed-qr.ts'
import type { Actor } from '../kernel/actor.ts'
import { audit } from '../kernel/audit.ts'
import { authorise } from '../kernel/authorise.ts'
import { NotFound } from '../kernel/errors.ts'
import { documentFonts } from '../kernel/fonts.ts'
import { recordId } from '../kernel/record-id.ts'
import { qrSigner } from '../pki/qr-signer.ts'
import { signDocument } from '../pki/sign-document.ts'
import { signerAt, type SigningApp } from '../pki/signer-at.ts'

/** Only a card in force is confirmed. */
export class CardNotInForce extends DomainError<'CARD_NOT_IN_FORCE'> {
  constructor(state: string) {
    super(
      'CARD_NOT_IN_FORCE',
      {
        vi: 'Thẻ này không còn hoặc chưa có hiệu lực nên không xác nhận được. Hãy xem tình trạng thẻ và chọn thẻ đang dùng.',
        en: 'This card is not in force and cannot be confirmed. Look at its state and choose the card in use.',
      },
      { state },
    )
  }
}

/**
 * A paper that confirms what stands on a card in force, signed by the installation's signer of papers; with a signed QR where the
 * installation makes them (SIGNED_QR). Throws NotFound, {@link CardNotInForce}, SignerUnusable and what the key store throws.
 */
export async function confirmCard(
  app: SigningApp,
  actor: Actor,
  input: { readonly cardId: string },
): Promise<Uint8Array> {
  const card = await app.db.card.findUnique({
    where: { id: recordId(input.cardId, 'card') },
    include: {
      printJob: { select: { face: true, template: true } },
      application: { select: { centre: { select: { name: true } } } },
    },
  })
  if (!card) throw new NotFound('card')
  await authorise(app, actor, 'card.confirm', card.unitCode)
  const confirmedOn = calendarDateAt(app.clock())
  const face = cardFaceSchema.parse(card.printJob.face)
  const isOver = face.expiresOn !== null && face.expiresOn < confirmedOn
  if (card.status !== 'ACTIVE' || isOver) throw new CardNotInForce(isOver ? 'EXPIRED' : card.status)
  const pdf = await renderCardConfirmation(
    {
      office: card.application.centre.name,
      template: cardTemplates.find((template) => template === card.printJob.template) ?? 'CC_2024',
      face,
      serial: card.serial,
      confirmedOn,
      signedQr: app.env.signedQr ? await signedQrOf(app, face) : null,
      checkedAt: `${app.publicUrl}/kiem-tra-qr`,
    },
    await documentFonts(),
  )
  const signed = await signDocument(app, pdf, { reason: 'Xác nhận thông tin thẻ căn cước' })
  await app.db.$transaction((tx) =>
    audit(tx, {
      actor,
      at: app.clock(),
      action: 'card.confirm',
      subjectKind: 'card',
      subjectId: card.id,
      details: { signedQr: app.env.signedQr },
    }),
  )
  return signed
}

async function signedQrOf(app: SigningApp, card: SignedQrCard): Promise<string> {
  const signer = qrSigner(await signerAt(app, 'QR_SIGNER', 'QR'))
  const issue = { issuer: app.publicUrl, at: app.clock(), signerUntil: signer.until }
  return writeSignedQr(cardSignedQr(card, issue), signer)
}
