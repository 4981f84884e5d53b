/*
 * What a payer writes so that money finds its file: LP, nine digits of the payment's ordinal, two of ISO 7064 MOD 97-10. Letters and
 * digits only, 13 characters: it passes every bank's field for the content of a transfer, and says nothing of a person or a file.
 */

declare const brand: unique symbol
export type PaymentReference = string & { readonly [brand]: 'PaymentReference' }

const ordinalDigits = 9

const checkOf = (digits: string) => 98 - Number((BigInt(digits) * 100n) % 97n)

/** Throws RangeError for what cannot be an ordinal. */
export function formatPaymentReference(ordinal: number): PaymentReference {
  const digits = String(ordinal).padStart(ordinalDigits, '0')
  if (!/^\d{9}$/.test(digits)) throw new RangeError('no ordinal of a payment')
  return `LP${digits}${String(checkOf(digits)).padStart(2, '0')}` as PaymentReference
}

/** Banks write their own words and separators around and between; no digit stands right before or behind. */
const written = /LP((?:[ .-]?\d){11})(?!\d)/g

/** The ordinal of the payment that a text names; null where it names none, or more than one. */
export function findPaymentReference(text: string): number | null {
  const found = new Set<number>()
  for (const [, spread = ''] of text.toUpperCase().matchAll(written)) {
    const digits = spread.replaceAll(/\D/g, '')
    const body = digits.slice(0, ordinalDigits)
    if (checkOf(body) === Number(digits.slice(ordinalDigits))) found.add(Number(body))
  }
  const [only] = found
  return found.size === 1 && only !== undefined ? only : null
}
