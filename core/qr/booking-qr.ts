import { DomainError } from '../errors.ts'
import { normaliseText } from '../text/vietnamese.ts'

/*
 * The QR of a booking, on paper or a telephone: LICHHEN|<id of the appointment>. It names a record and holds nothing of a person.
 */

const head = 'LICHHEN|'
const form = /^LICHHEN\|([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

export class IllegalBookingQr extends DomainError<'ILLEGAL_BOOKING_QR'> {
  constructor() {
    super('ILLEGAL_BOOKING_QR', {
      vi: 'Mã QR này không phải mã lịch hẹn.',
      en: 'This is not the QR code of a booking.',
    })
  }
}

export const formatBookingQr = (appointment: string): string => `${head}${appointment}`

/** Id of the appointment. Throws {@link IllegalBookingQr}. */
export function parseBookingQr(text: string): string {
  const id = form.exec(normaliseText(text))?.[1]
  if (id === undefined) throw new IllegalBookingQr()
  return id
}
