import type { SigningKey } from '../../core/pki/signing-key.ts'
import type { KeyId, SealedKeyStore } from './key-store.ts'
import { publicPoint } from './public-point.ts'

/** A key of the store, to be handed to whoever may have things signed by it. Throws KeyMissing, KeyStoreUnavailable. */
export async function signingKey(store: SealedKeyStore, id: KeyId): Promise<SigningKey> {
  const { curve, point } = publicPoint(await store.publicKey(id))
  return { curve, point, sign: (algorithm, data) => store.sign(id, algorithm, data) }
}
