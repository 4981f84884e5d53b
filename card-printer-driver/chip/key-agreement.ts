/**
 * Elliptic curve Diffie-Hellman of the access protocols (Doc 9303-11, 9.6; TR-03111, 4.3.1), for keys that live as long as one
 * session. Points are 04 ‖ X ‖ Y. A point that is not on the curve, or is at infinity, is answered with null: everything here is
 * of prime order, so no other check is needed.
 */
import { createECDH } from 'node:crypto'
import { weierstrass, type WeierstrassPoint } from '@noble/curves/abstract/weierstrass.js'
import { concatBytes, equalBytes, toHex } from '../../core/bytes.ts'
import { curves, type CurveName } from '../../core/pki/curves.ts'

/** So many unforeseeable bytes. Passed in, so that published examples can be replayed. */
export type RandomSource = (length: number) => Uint8Array

export interface KeyPair {
  readonly secret: bigint
  readonly point: Uint8Array
}

type Point = WeierstrassPoint<bigint>

const number = (hex: string) => BigInt(`0x${hex}`)

const arithmetic = Object.fromEntries(
  Object.entries(curves).map(([name, { p, a, b, x, y, n }]) => [
    name,
    weierstrass({
      p: number(p),
      a: number(a),
      b: number(b),
      n: number(n),
      h: 1n,
      Gx: number(x),
      Gy: number(y),
    }),
  ]),
) as Readonly<Record<CurveName, ReturnType<typeof weierstrass<bigint>>>>

/** Uncompressed: the protocols know no other form (TR-03110-3, D.3.3.2). */
const hasForm = (curve: CurveName, bytes: Uint8Array) =>
  bytes[0] === 4 && bytes.length === 1 + 2 * curves[curve].size

function readPoint(curve: CurveName, bytes: Uint8Array): Point | null {
  const { size } = curves[curve]
  if (!hasForm(curve, bytes)) return null
  const x = number(toHex(bytes.subarray(1, 1 + size)))
  const y = number(toHex(bytes.subarray(1 + size)))
  if (x >= number(curves[curve].p) || y >= number(curves[curve].p)) return null
  const point = arithmetic[curve].fromAffine({ x, y })
  return isValid(point) ? point : null
}

function isValid(point: Point): boolean {
  try {
    point.assertValidity()
    return true
  } catch {
    return false
  }
}

const coordinate = (value: bigint, size: number) =>
  Uint8Array.from(Buffer.from(value.toString(16).padStart(2 * size, '0'), 'hex'))

function writePoint(curve: CurveName, point: Point): Uint8Array {
  const { size } = curves[curve]
  return concatBytes(Uint8Array.of(4), coordinate(point.x, size), coordinate(point.y, size))
}

/** A point's X alone: what the key derivation takes, and how Terminal Authentication names an ephemeral key (Doc 9303-11, 9.6). */
export const xOf = (curve: CurveName, point: Uint8Array) => point.subarray(1, 1 + curves[curve].size)

/** A new key pair over the curve's generator, or over the one that PACE mapped. */
export function makeKeyPair(curve: CurveName, random: RandomSource, generator?: Uint8Array): KeyPair {
  const { size, n } = curves[curve]
  // Eight bytes more than the order has: the remainder is as good as uniform (FIPS 186-5, A.2.1).
  const secret = (number(toHex(random(size + 8))) % (number(n) - 1n)) + 1n
  const base = generator ? readPoint(curve, generator) : arithmetic[curve].BASE
  if (!base) throw new RangeError('generator is not on the curve')
  return { secret, point: writePoint(curve, base.multiply(secret)) }
}

/** The key pair of a private key that is at hand. */
export function keyPairOf(curve: CurveName, privateKey: Uint8Array): KeyPair {
  const secret = number(toHex(privateKey))
  return { secret, point: writePoint(curve, arithmetic[curve].BASE.multiply(secret)) }
}

/** secret · peer, the whole point; null for a peer that is none. */
export function agreedPoint(curve: CurveName, secret: bigint, peer: Uint8Array): Uint8Array | null {
  const point = readPoint(curve, peer)
  return point && writePoint(curve, point.multiply(secret))
}

/** The shared secret K: the X of the agreed point, by OpenSSL, which takes a fifth of the time and gives no more than X. */
export function agree(curve: CurveName, secret: bigint, peer: Uint8Array): Uint8Array | null {
  if (!hasForm(curve, peer)) return null
  const own = createECDH(curves[curve].opensslName)
  try {
    own.setPrivateKey(coordinate(secret, curves[curve].size))
    return Uint8Array.from(own.computeSecret(peer))
  } catch {
    return null
  }
}

/**
 * PACE's generic mapping (Doc 9303-11, 4.4.3.3.1): G' = s·G + H, H being the point agreed on. Null where H is none or G' is at
 * infinity.
 */
export function mapGenerator(
  curve: CurveName,
  nonce: Uint8Array,
  agreed: Uint8Array | null,
): Uint8Array | null {
  const shared = agreed && readPoint(curve, agreed)
  if (!shared) return null
  const s = number(toHex(nonce)) % number(curves[curve].n)
  const mapped = s === 0n ? shared : arithmetic[curve].BASE.multiply(s).add(shared)
  return mapped.is0() ? null : writePoint(curve, mapped)
}

/** What a chip proves itself with in PACE's Chip Authentication Mapping: CA = SK_Map / SK (Doc 9303-11, 4.4.3.3.3). */
export function mappingProof(curve: CurveName, mapping: bigint, chipKey: bigint): Uint8Array {
  const field = arithmetic[curve].Fn
  return coordinate(field.mul(mapping, field.inv(chipKey)), curves[curve].size)
}

/** Whether CA · PK is the key that the chip used while mapping (Doc 9303-11, 4.4.3.5). */
export function provesMapping(
  curve: CurveName,
  proof: Uint8Array,
  chipKey: Uint8Array,
  mappingKey: Uint8Array,
): boolean {
  const scalar = proof.length === curves[curve].size ? number(toHex(proof)) : 0n
  if (scalar === 0n || scalar >= number(curves[curve].n)) return false
  const expected = agreedPoint(curve, scalar, chipKey)
  return expected !== null && equalBytes(expected, mappingKey)
}
