import { DerError } from '../der.ts'
import { type PublicKeyInfo, readPublicKey } from '../pki/public-key.ts'

/** Null for what is no SubjectPublicKeyInfo. */
export function readKey(spki: Uint8Array): PublicKeyInfo | null {
  try {
    return readPublicKey(spki)
  } catch (error) {
    if (error instanceof DerError) return null
    throw error
  }
}
