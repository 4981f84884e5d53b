/*
 * VietQR: the QR of a transfer to a bank account (NAPAS, Specification of the QR format for 24/7 fast transfer by QR code, version 1.0 of
 * 09/2021, after EMV QRCPS Merchant-Presented Mode 1.1). Objects of ID (two digits), length (two digits) and value, in this order:
 *
 *     00 "01"                          payload format
 *     01 "12"                          dynamic: for one payment
 *     38 00 "A000000727"               NAPAS
 *        01 00 BIN of the bank         six digits
 *           01 number of the account
 *        02 "QRIBFTTA"                 to an account
 *     53 "704"                         đồng (ISO 4217)
 *     54 amount
 *     58 "VN"
 *     62 08 purpose                    what the payer's bank writes into the transfer
 *     63 CRC-16                        over everything before it and "6304" (EMV QRCPS 4.7.3)
 */

export interface BankTransfer {
  readonly bin: string
  readonly account: string
  /** Whole đồng. */
  readonly amount: number
  /** At most 25 letters, digits and spaces (NAPAS, 62-08). */
  readonly purpose: string
}

function object(id: string, value: string): string {
  if (value.length === 0 || value.length > 99)
    throw new RangeError('a value of a VietQR has 1 to 99 characters')
  return `${id}${String(value.length).padStart(2, '0')}${value}`
}

/** CRC-16, polynomial 1021, begun with FFFF, not reflected (ISO/IEC 13239 as EMV QRCPS names it). */
export function crc16(text: string): string {
  let crc = 0xffff
  for (const byte of new TextEncoder().encode(text)) {
    crc ^= byte << 8
    for (let bit = 0; bit < 8; bit++) crc = ((crc << 1) ^ (crc & 0x8000 ? 0x1021 : 0)) & 0xffff
  }
  return crc.toString(16).toUpperCase().padStart(4, '0')
}

/** The text of the QR. Throws RangeError for what no VietQR can say. */
export function vietQr({ bin, account, amount, purpose }: BankTransfer): string {
  const sayable =
    /^\d{6}$/.test(bin) &&
    /^[0-9A-Za-z]{1,19}$/.test(account) &&
    /^[0-9A-Za-z ]{1,25}$/.test(purpose) &&
    Number.isInteger(amount) &&
    amount > 0 &&
    amount < 1e13
  if (!sayable) throw new RangeError('no VietQR can say this')
  const beneficiary = object('00', bin) + object('01', account)
  const body = [
    object('00', '01'),
    object('01', '12'),
    object('38', object('00', 'A000000727') + object('01', beneficiary) + object('02', 'QRIBFTTA')),
    object('53', '704'),
    object('54', String(amount)),
    object('58', 'VN'),
    object('62', object('08', purpose)),
    '6304',
  ].join('')
  return `${body}${crc16(body)}`
}
