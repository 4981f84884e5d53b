import { type Curve, type CurveName, curves } from '../pki/curves.ts'
import type { PublicPoint } from '../pki/signing-key.ts'

interface Equation {
  readonly p: bigint
  readonly a: bigint
  readonly b: bigint
}

const number = (hex: string) => BigInt(`0x${hex}`)
const equationOf = ({ p, a, b }: Curve): Equation => ({ p: number(p), a: number(a), b: number(b) })

const equations: Readonly<Record<CurveName, Equation>> = {
  'P-256': equationOf(curves['P-256']),
  'P-384': equationOf(curves['P-384']),
  brainpoolP256r1: equationOf(curves.brainpoolP256r1),
  brainpoolP384r1: equationOf(curves.brainpoolP384r1),
  brainpoolP512r1: equationOf(curves.brainpoolP512r1),
}

/** A coordinate; those of every curve here are whole words of eight bytes. */
function coordinate(point: Uint8Array, at: number, size: number): bigint {
  const view = new DataView(point.buffer, point.byteOffset + at, size)
  let value = 0n
  for (let word = 0; word < size; word += 8) value = (value << 64n) | view.getBigUint64(word)
  return value
}

/** y² = x³ + ax + b modulo p, of an uncompressed point (SEC 1, 3.2.2.1; every curve here has cofactor 1). */
export function isOnCurve({ curve, point }: PublicPoint): boolean {
  const { size } = curves[curve]
  if (point[0] !== 4 || point.length !== 1 + 2 * size) return false
  const { p, a, b } = equations[curve]
  const x = coordinate(point, 1, size)
  const y = coordinate(point, 1 + size, size)
  if (x >= p || y >= p) return false
  return (y * y - (x * x + a) * x - b) % p === 0n
}
