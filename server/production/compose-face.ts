import type { CardFace, CardTemplate } from '../../core/card/card-face.ts'
import { cardTemplateFor, withSignedQr } from '../../core/card/templates.ts'
import type { CitizenNumber } from '../../core/citizen/citizen-number.ts'
import { ageOn, type CalendarDate } from '../../core/dates/calendar-date.ts'
import { cardExpiry, certificateExpiry } from '../../core/dates/card-expiry.ts'
import type { DeclaredPerson } from '../../core/enrollment/packet.ts'
import { DomainError } from '../../core/errors.ts'
import { formatTd1 } from '../../core/mrz/td1.ts'
import { cardSignedQr } from '../../core/qr/card-signed-qr.ts'
import { formatCardQr } from '../../core/qr/card-qr.ts'
import { writeSignedQr } from '../../core/qr/signed-qr.ts'
import { NotYet } from '../kernel/stages.ts'
import { qrSigner } from '../pki/qr-signer.ts'
import { signerAt, type SigningApp } from '../pki/signer-at.ts'

/** What will be printed, and by which template. */
export interface ComposedFace {
  readonly template: CardTemplate
  readonly face: CardFace
}

export interface FaceToCompose {
  readonly document: 'CARD' | 'CERTIFICATE'
  readonly person: DeclaredPerson
  readonly number: CitizenNumber
  readonly issuedOn: CalendarDate
}

/** A refusal of core (a name that no MRZ can hold, a bar in an address) instead of the face where it cannot be printed. */
export function composeFace(order: FaceToCompose): ComposedFace | DomainError {
  try {
    const { document, person, issuedOn: on } = order
    const template = cardTemplateFor(document, { birthDate: person.birthDate, on })
    return { template, face: faceOf(order) }
  } catch (error) {
    if (error instanceof DomainError) return error
    throw error
  }
}

function faceOf({ document, person, ...card }: FaceToCompose): CardFace {
  const { name, birthDate, sex, nationality, residence, birthRegistrationPlace } = person
  const { legacyNumber, fatherName, motherName, placeOfOrigin } = person
  const isCertificate = document === 'CERTIFICATE'
  const expiresOn = isCertificate
    ? certificateExpiry(card.issuedOn)
    : cardExpiry({ birthDate, issuedOn: card.issuedOn })
  return {
    ...card,
    name,
    birthDate,
    sex,
    nationality,
    residence,
    birthRegistrationPlace,
    ...(isCertificate && { placeOfOrigin }),
    expiresOn,
    mrz: formatTd1({ ...card, name, birthDate, sex, expiresOn }),
    qr: formatCardQr({
      era: 2024,
      ...card,
      legacyNumber,
      name,
      birthDate,
      sex,
      residence,
      cancelledNumber: null,
      // NĐ 70/2024, article 12: parents' names stand in the QR of children's cards.
      fatherName: ageOn(birthDate, card.issuedOn) < 14 ? fatherName : null,
      motherName: ageOn(birthDate, card.issuedOn) < 14 ? motherName : null,
    }),
  }
}

/**
 * The same with a signed QR beside the other where the installation puts one on cards (SIGNED_QR_ON_CARD) and the template has a place
 * for it. Without a signer in use the card waits.
 */
export async function withCardSignature(app: SigningApp, composed: ComposedFace): Promise<ComposedFace> {
  const template = app.env.signedQrOnCard ? withSignedQr(composed.template) : null
  if (template === null) return composed
  try {
    const signer = qrSigner(await signerAt(app, 'QR_SIGNER', 'QR'))
    const issue = { issuer: app.publicUrl, at: app.clock(), signerUntil: signer.until }
    const content = cardSignedQr({ ...composed.face, residence: null }, issue)
    return { template, face: { ...composed.face, signedQr: await writeSignedQr(content, signer) } }
  } catch (error) {
    throw error instanceof DomainError ? new NotYet(error.code) : error
  }
}
