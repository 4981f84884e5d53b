import { readPublicKey } from '../../core/pki/public-key.ts'
import type { PublicPoint } from '../../core/pki/signing-key.ts'

/** The point of a SubjectPublicKeyInfo on one of the five curves. Throws RangeError for any other key, DerError for other bytes. */
export function publicPoint(spki: Uint8Array): PublicPoint {
  const { key } = readPublicKey(spki)
  if (key === null) throw new RangeError('not a public key of a known curve')
  return key
}
