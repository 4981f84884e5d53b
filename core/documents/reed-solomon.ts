/** Reed–Solomon over GF(256) with the polynomial x⁸+x⁴+x³+x²+1 and generator 2 (ISO/IEC 18004, 7.5.2). */
const exponents = new Uint8Array(512)
const logarithms = new Uint8Array(256)
for (let power = 0, value = 1; power < 255; power++) {
  exponents[power] = value
  exponents[power + 255] = value
  logarithms[value] = power
  value = (value << 1) ^ (value & 0x80 ? 0x11d : 0)
}

const exponent = (power: number) => exponents[power] ?? 0
const logarithm = (value: number) => logarithms[value] ?? 0
const multiply = (a: number, b: number) => (a === 0 || b === 0 ? 0 : exponent(logarithm(a) + logarithm(b)))

const generators = new Map<number, Uint8Array>()

/** Coefficients of (x−1)(x−2)(x−4)…, highest power first, without the leading 1. */
function generator(degree: number): Uint8Array {
  const known = generators.get(degree)
  if (known) return known
  const result = new Uint8Array(degree)
  result[degree - 1] = 1
  for (let i = 0, root = 1; i < degree; i++, root = multiply(root, 2)) {
    for (let j = 0; j < degree; j++) result[j] = multiply(result[j] ?? 0, root) ^ (result[j + 1] ?? 0)
  }
  generators.set(degree, result)
  return result
}

/** The check codewords of one block. */
export function checkCodewords(data: Uint8Array, count: number): Uint8Array {
  const divisor = generator(count)
  const rest = new Uint8Array(count)
  for (const byte of data) {
    const factor = byte ^ (rest[0] ?? 0)
    rest.copyWithin(0, 1)
    rest[count - 1] = 0
    for (let i = 0; i < count; i++) rest[i] = (rest[i] ?? 0) ^ multiply(divisor[i] ?? 0, factor)
  }
  return rest
}
