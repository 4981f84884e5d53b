/**
 * The key store in a hardware module by PKCS#11: keys are made there, sign there and never leave. Hashes are made here, because
 * modules differ in what they hash; the module signs the hash (CKM_ECDSA).
 */
import { createHash } from 'node:crypto'
import { owned } from '../../../core/cms/ecdsa.ts'
import { encodePublicKey } from '../../../core/pki/public-key.ts'
import type { PublicPoint, SignatureAlgorithm } from '../../../core/pki/signing-key.ts'
import { type CardKeyStore, type KeyId, KeyMissing } from '../key-store.ts'
import { publicPoint } from '../public-point.ts'
import { signatureValue } from '../software-signature.ts'
import type { TokenPlaces } from './messages.ts'
import { openTokenLine } from './token-line.ts'

const hashes = {
  ECDSA_SHA256: 'sha256',
  ECDSA_SHA384: 'sha384',
  ECDSA_SHA512: 'sha512',
} as const satisfies Record<SignatureAlgorithm, string>

/** Nothing is opened before it is needed: the module may be away, or not activated, while the server starts. */
export function openPkcs11KeyStore(places: TokenPlaces, waitMs?: number): CardKeyStore {
  const line = openTokenLine(places, waitMs)
  /** A key's public half never changes. */
  const known = new Map<KeyId, PublicPoint>()
  const find = async (key: KeyId): Promise<PublicPoint | null> => {
    const found = await line.ask({ kind: 'publicKey', key })
    if (found === null || found instanceof Uint8Array) return null
    known.set(key, found)
    return found
  }
  const demand = async (key: KeyId): Promise<PublicPoint> => {
    const found = known.get(key) ?? (await find(key))
    if (found === null) throw new KeyMissing(key)
    return found
  }
  return {
    generate: async (key, use, curve = 'P-256') => {
      await line.ask({ kind: 'generate', key, use, curve })
    },
    has: async (key) => (await find(key)) !== null,
    publicKey: async (key) => encodePublicKey(await demand(key), 'NAMED'),
    sign: async (key, algorithm, data) => {
      const hash = createHash(hashes[algorithm]).update(data).digest()
      return signatureValue(demandBytes(await line.ask({ kind: 'sign', key, hash })))
    },
    derive: async (key, peer) => {
      const { curve, point } = publicPoint(peer)
      const own = await demand(key)
      if (own.curve !== curve) throw new RangeError(`the peer’s key is not a point of ${own.curve}`)
      return owned(demandBytes(await line.ask({ kind: 'derive', key, curve, point })))
    },
    close: () => line.close(),
  }
}

function demandBytes(answer: unknown): Uint8Array {
  if (answer instanceof Uint8Array) return answer
  throw new Error('the token process answered something else')
}
