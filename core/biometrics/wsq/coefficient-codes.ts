/*
 * IAFIS-IC-0110, the symbols of quantised coefficients:
 *     1 … 100   so many zeros
 *   101, 102    a positive, negative coefficient; 8 bits of magnitude follow
 *   103, 104    the same with 16 bits
 *   105, 106    a run of zeros; its length follows in 8, 16 bits
 *   107 … 254   a coefficient of symbol − 180 (180 itself is not used)
 */
const positive8 = 101
const negative8 = 102
const positive16 = 103
const negative16 = 104
const zeros8 = 105
const zeros16 = 106
const middle = 180

/** The symbol, and the number that follows it in so many bits. */
export type VisitToken = (symbol: number, bits: number, number: number) => void

/** Tells the tokens of a block, in order. Coefficients are at most 65535 in magnitude. */
export function eachToken(coefficients: Int32Array, visit: VisitToken): void {
  let zeros = 0
  for (const coefficient of coefficients) {
    if (coefficient === 0) {
      zeros++
      continue
    }
    visitZeros(zeros, visit)
    zeros = 0
    visitCoefficient(coefficient, visit)
  }
  visitZeros(zeros, visit)
}

function visitZeros(zeros: number, visit: VisitToken): void {
  let left = zeros
  for (; left > 0xffff; left -= 0xffff) visit(zeros16, 16, 0xffff)
  if (left > 0xff) visit(zeros16, 16, left)
  else if (left > 100) visit(zeros8, 8, left)
  else if (left > 0) visit(left, 0, 0)
}

function visitCoefficient(value: number, visit: VisitToken): void {
  const size = Math.abs(value)
  if (value >= 107 - middle && value <= 254 - middle) visit(value + middle, 0, 0)
  else if (size <= 0xff) visit(value > 0 ? positive8 : negative8, 8, size)
  else visit(value > 0 ? positive16 : negative16, 16, size)
}

/** What a symbol means: zeros or one coefficient, `bits` of a number following. */
export interface SymbolMeaning {
  readonly bits: 0 | 8 | 16
  readonly isRun: boolean
  /** Run length or coefficient; where a number follows, its factor. */
  readonly value: number
}

const escapes: Readonly<Record<number, SymbolMeaning>> = {
  [positive8]: { bits: 8, isRun: false, value: 1 },
  [negative8]: { bits: 8, isRun: false, value: -1 },
  [positive16]: { bits: 16, isRun: false, value: 1 },
  [negative16]: { bits: 16, isRun: false, value: -1 },
  [zeros8]: { bits: 8, isRun: true, value: 1 },
  [zeros16]: { bits: 16, isRun: true, value: 1 },
}

/** By symbol; null for 0, 180 and 255, which mean nothing. */
export const symbolMeanings: readonly (SymbolMeaning | null)[] = Array.from({ length: 256 }, (_, symbol) => {
  if (symbol === 0 || symbol === middle || symbol === 255) return null
  if (symbol <= 100) return { bits: 0, isRun: true, value: symbol }
  return escapes[symbol] ?? { bits: 0, isRun: false, value: symbol - middle }
})
