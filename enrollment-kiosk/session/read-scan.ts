import { type CitizenNumber, parseCitizenNumber } from '../../core/citizen/citizen-number.ts'
import type { PartialDate } from '../../core/dates/calendar-date.ts'
import { DomainError } from '../../core/errors.ts'
import { parseBookingQr } from '../../core/qr/booking-qr.ts'
import { parseCardQr } from '../../core/qr/card-qr.ts'
import { normaliseText } from '../../core/text/vietnamese.ts'
import { CardQrUnreadable } from './details-refusals.ts'

/** What the reader at the desk may have before it. */
export type Scan =
  | {
      readonly kind: 'CARD'
      readonly number: CitizenNumber
      readonly birthDate: PartialDate
      readonly text: string
    }
  | { readonly kind: 'BOOKING'; readonly appointment: string }
  /** The barcode of a card of 2016 to 2020: its number and no more. */
  | { readonly kind: 'NUMBER'; readonly number: CitizenNumber }

const readers: readonly ((text: string) => Scan)[] = [
  (text) => ({ kind: 'BOOKING', appointment: parseBookingQr(text) }),
  (text) => ({ kind: 'NUMBER', number: parseCitizenNumber(text) }),
  (text) => {
    const { number, birthDate } = parseCardQr(text)
    return { kind: 'CARD', number, birthDate, text }
  },
]

/** Tells the codes apart that a desk meets. Throws CardQrUnreadable. */
export function readScan(scanned: string): Scan {
  const text = normaliseText(scanned)
  for (const read of readers) {
    try {
      return read(text)
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
    }
  }
  throw new CardQrUnreadable()
}
