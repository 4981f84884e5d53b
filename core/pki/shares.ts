/**
 * A secret in shares, of which any `threshold` bring it back and fewer say nothing of it (A. Shamir, How to share a secret,
 * CACM 22, 1979). Each byte is the value at 0 of a polynomial of degree threshold - 1 over GF(256), reduced by x^8 + x^4 + x^3 + x + 1
 * (FIPS 197, 4.2); a share is the polynomials' values at its index.
 */
export interface Share {
  /** 1 to 255. */
  readonly index: number
  readonly value: Uint8Array
}

export interface ShareCounts {
  readonly threshold: number
  readonly custodians: number
}

/** `random` gives bytes that nobody can guess. Throws RangeError unless 1 ≤ threshold ≤ custodians ≤ 255. */
export function splitSecret(
  secret: Uint8Array,
  { threshold, custodians }: ShareCounts,
  random: (length: number) => Uint8Array,
): readonly Share[] {
  const isPossible = threshold >= 1 && threshold <= custodians && custodians <= 255
  if (!isPossible || !Number.isInteger(threshold) || !Number.isInteger(custodians))
    throw new RangeError('shares cannot be counted so')
  const coefficients = [secret, ...Array.from({ length: threshold - 1 }, () => random(secret.length))]
  return Array.from({ length: custodians }, (_, i) => {
    const index = i + 1
    // Horner's rule, from the highest coefficient down.
    const value = coefficients.reduceRight(
      (sum, coefficient) => sum.map((byte, at) => multiply(byte, index) ^ (coefficient[at] ?? 0)),
      new Uint8Array(secret.length),
    )
    return { index, value }
  })
}

/** What the shares were split from, if there are enough of them; something else if not. Throws RangeError for shares that do not fit together. */
export function combineShares(shares: readonly Share[]): Uint8Array<ArrayBuffer> {
  const [first] = shares
  const isOne = new Set(shares.map(({ index }) => index)).size === shares.length
  if (
    !first ||
    !isOne ||
    shares.some(({ value, index }) => value.length !== first.value.length || index === 0)
  )
    throw new RangeError('these shares do not fit together')
  const secret = new Uint8Array(first.value.length)
  for (const { index, value } of shares) {
    // Lagrange at 0; minus is plus, and both are exclusive or.
    const weight = shares
      .filter((other) => other.index !== index)
      .reduce((product, other) => multiply(product, multiply(other.index, invert(other.index ^ index))), 1)
    for (const [at, byte] of value.entries()) secret[at] = (secret[at] ?? 0) ^ multiply(byte, weight)
  }
  return secret
}

/** Without tables and branches: how long it takes says nothing of the bytes. */
function multiply(a: number, b: number): number {
  let product = 0
  let shifted = a
  for (let bit = 0; bit < 8; bit++) {
    product ^= shifted & -((b >> bit) & 1)
    shifted = (shifted << 1) ^ (0x11b & -(shifted >> 7))
  }
  return product
}

/** a^254; every element but 0 has order 255 or a divisor of it. */
function invert(a: number): number {
  let power = a
  let inverse = 1
  for (let i = 0; i < 7; i++) {
    power = multiply(power, power)
    inverse = multiply(inverse, power)
  }
  return inverse
}
