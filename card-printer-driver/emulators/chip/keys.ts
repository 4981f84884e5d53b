/**
 * The chip's private keys for Active and Chip Authentication, as they lie in its memory:
 *
 *     elliptic curve   01 | standardised domain parameters (Doc 9303-11, table 6) 1 | private key
 *     RSA              modulus and private exponent, an area each
 */
import { createPrivateKey, sign } from 'node:crypto'
import { concatBytes } from '../../../core/bytes.ts'
import { context, objectIdentifier, octetString, sequence, tlv, unsignedInteger } from '../../../core/der.ts'
import { algorithmOf } from '../../../core/pki/signing-key.ts'
import { type CurveName, curves } from '../../../core/pki/curves.ts'
import type { ChipMemory } from './memory.ts'

export type KeyUse = 'ACTIVE_AUTHENTICATION' | 'CHIP_AUTHENTICATION'

export interface ChipKey {
  readonly curve: CurveName
  readonly secret: Uint8Array
}

const ellipticKey = 1
const area = (use: KeyUse) => `key:${use}`
const names = Object.keys(curves) as CurveName[]

export const curveOfParameters = (id: number) => names.find((name) => curves[name].parameterId === id) ?? null

export function keepKey(memory: ChipMemory, use: KeyUse, { curve, secret }: ChipKey): void {
  memory.put(area(use), concatBytes(Uint8Array.of(ellipticKey, curves[curve].parameterId), secret))
}

/** Null where there is none, or one that a cut left half written. */
export function keyFor(memory: ChipMemory, use: KeyUse): ChipKey | null {
  const [kind, parameters = 0] = memory.read(area(use))
  const curve = curveOfParameters(parameters)
  const secret = memory.read(area(use)).slice(2)
  if (kind !== ellipticKey || !curve) return null
  return secret.length === curves[curve].size && secret.some((byte) => byte !== 0) ? { curve, secret } : null
}

/** ECDSA in the plain form r ‖ s, with the hash as strong as the curve (Doc 9303-11, 6.1.2.3; TR-03111, 5.2.1.1). */
export function signPlain({ curve, secret }: ChipKey, message: Uint8Array): Uint8Array {
  // ECPrivateKey of RFC 5915, 3, with the curve by name.
  const key = createPrivateKey({
    key: Buffer.from(
      sequence(
        unsignedInteger(Uint8Array.of(1)),
        octetString(secret),
        tlv(context(0), objectIdentifier(curves[curve].oid)),
      ),
    ),
    format: 'der',
    type: 'sec1',
  })
  const hash = algorithmOf[curve].replace('ECDSA_', '')
  return Uint8Array.from(sign(hash, message, { key, dsaEncoding: 'ieee-p1363' }))
}
