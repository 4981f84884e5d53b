import { DomainError } from '../errors.ts'
import { normaliseText } from '../text/vietnamese.ts'

/*
 * The QR of a receipt: BIENLAI|<unit>|<year>|<number>|<đồng>. It names a record and holds nothing of a person; whoever reads it looks
 * the receipt up and compares the amount, so nothing in it needs a signature.
 */

export class IllegalReceiptQr extends DomainError<'ILLEGAL_RECEIPT_QR'> {
  constructor() {
    super('ILLEGAL_RECEIPT_QR', {
      vi: 'Mã QR này không phải mã của biên lai.',
      en: 'This is not the QR code of a receipt.',
    })
  }
}

export interface ReceiptQr {
  readonly unitCode: string
  readonly year: number
  readonly number: number
  readonly amount: number
}

const form = /^BIENLAI\|([0-9A-Za-z]{1,10})\|(\d{4})\|(\d{1,9})\|(\d{1,9})$/

export const formatReceiptQr = ({ unitCode, year, number, amount }: ReceiptQr): string =>
  `BIENLAI|${unitCode}|${year}|${number}|${amount}`

/** Throws {@link IllegalReceiptQr}. */
export function parseReceiptQr(text: string): ReceiptQr {
  const match = form.exec(normaliseText(text))
  if (!match) throw new IllegalReceiptQr()
  const [, unitCode = '', ...numbers] = match
  const [year = 0, number = 0, amount = 0] = numbers.map(Number)
  return { unitCode, year, number, amount }
}

/** 0000012/2026 */
export const formatReceiptNumber = ({ year, number }: Pick<ReceiptQr, 'year' | 'number'>): string =>
  `${String(number).padStart(7, '0')}/${year}`
