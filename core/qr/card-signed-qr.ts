import { addDays, type CalendarDate } from '../dates/calendar-date.ts'
import type { SignedQr, SignedQrPerson } from './signed-qr.ts'

/** What a card says of its holder, as far as a signed QR tells it, and how long the card is valid. */
export interface SignedQrCard extends Omit<SignedQrPerson, 'address'> {
  /** null: the code stands beside the address, on the card. */
  readonly residence: string | null
  /** null: không thời hạn. */
  readonly expiresOn: CalendarDate | null
}

interface SignedQrIssue {
  /** Origin of the installation that signs. */
  readonly issuer: string
  /** Milliseconds since 1970. */
  readonly at: number
  /** The end of the signer's certificate: nobody can verify the signature after it. */
  readonly signerUntil: number
}

const seconds = (milliseconds: number) => Math.floor(milliseconds / 1000)

/** What a signed QR says of a card. It ends with the card's last day in Viet Nam, or with the signer's certificate before that. */
export function cardSignedQr(
  { number, name, birthDate, sex, residence, expiresOn }: SignedQrCard,
  { issuer, at, signerUntil }: SignedQrIssue,
): SignedQr {
  const issuedAt = seconds(at)
  const cardUntil = expiresOn === null ? Infinity : Date.parse(`${addDays(expiresOn, 1)}T00:00:00+07:00`)
  return {
    person: {
      number,
      name: name.normalize('NFC'),
      birthDate,
      sex,
      address: residence?.normalize('NFC') ?? null,
    },
    issuer,
    issuedAt,
    notBefore: issuedAt,
    expiresAt: seconds(Math.min(cardUntil, signerUntil)),
  }
}
