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
import { curves } from '../../../core/pki/curves.ts'
import { signatureHash } from '../../chip/card-crypto.ts'
import { curveOfParameters } from '../../chip/pace-algorithms.ts'
import type { ChipKeyUse, ChipPrivateKey } from '../../chip/personalisation-profile.ts'
import type { ChipMemory } from './memory.ts'

const ellipticKey = 1
const area = (use: ChipKeyUse) => `key:${use}`

export function keepKey(memory: ChipMemory, use: ChipKeyUse, { curve, secret }: ChipPrivateKey): void {
  memory.put(area(use), concatBytes(Uint8Array.of(ellipticKey, curves[curve].parameterId), secret))
}

/** Null where there is none, or one that a cut left half written. */
export function keyFor(memory: ChipMemory, use: ChipKeyUse): ChipPrivateKey | null {
  const [kind, parameters = 0] = memory.read(area(use))
  const curve = curveOfParameters(parameters)
  const secret = memory.read(area(use)).slice(2)
  if (kind !== ellipticKey || !curve) return null
  return secret.length === curves[curve].size && secret.some((byte) => byte !== 0) ? { curve, secret } : null
}

/** ECDSA in the plain form r ‖ s, with the hash as strong as the curve (Doc 9303-11, 6.1.2.3; TR-03111, 5.2.1.1). */
export function signPlain({ curve, secret }: ChipPrivateKey, message: Uint8Array): Uint8Array {
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
  return Uint8Array.from(sign(signatureHash[algorithmOf[curve]], message, { key, dsaEncoding: 'ieee-p1363' }))
}
