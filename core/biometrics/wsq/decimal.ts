/** A positive number as WSQ segments carry it: `digits` / 10^`exponent`. */
export interface Decimal {
  readonly digits: number
  readonly exponent: number
}

const mostPlaces = 20

/** As many decimal places as the digits hold (`most`: 65535 or 4294967295). */
export function toDecimal(value: number, most: number): Decimal {
  let exponent = 0
  while (exponent < mostPlaces && value > 0 && Math.round(value * 10 ** (exponent + 1)) <= most) exponent++
  return { digits: Math.round(value * 10 ** exponent), exponent }
}

export const decimalValue = ({ digits, exponent }: Decimal) => digits / 10 ** exponent
