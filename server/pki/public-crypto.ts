/** What needs no secret, by node:crypto: it knows the brainpool curves too, and answers at once. */
import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto'
import { owned } from '../../core/cms/ecdsa.ts'
import { bitString, objectIdentifier, sequence } from '../../core/der.ts'
import { curves } from '../../core/pki/curves.ts'
import type { PublicCrypto, PublicPoint, SignatureAlgorithm } from '../../core/pki/signing-key.ts'

const digestOf = {
  ECDSA_SHA256: 'sha256',
  ECDSA_SHA384: 'sha384',
  ECDSA_SHA512: 'sha512',
} as const satisfies Record<SignatureAlgorithm, string>

const digests = { 'SHA-1': 'sha1', 'SHA-256': 'sha256', 'SHA-384': 'sha384', 'SHA-512': 'sha512' } as const

/** Signers are few and certify many: their opened keys are kept, the keys of single chips push one another out. */
const keptKeys = 256

export function publicCrypto(): PublicCrypto {
  const opened = new Map<string, KeyObject | null>()
  const keyOf = (key: PublicPoint): KeyObject | null => {
    const name = `${key.curve} ${Buffer.from(key.point).toString('base64')}`
    const known = opened.get(name)
    if (known !== undefined) return known
    const [oldest] = opened.keys()
    if (opened.size >= keptKeys && oldest !== undefined) opened.delete(oldest)
    const found = openKey(key)
    opened.set(name, found)
    return found
  }
  return {
    hash: (name, data) => owned(createHash(digests[name]).update(data).digest()),
    verify: (key, algorithm, data, signature) => {
      const publicKey = keyOf(key)
      // OpenSSL encodes what it read again and compares, so only DER passes.
      return publicKey !== null && verify(digestOf[algorithm], data, publicKey, signature)
    },
  }
}

// RFC 5480, 2.1.1
const ecPublicKey = objectIdentifier('1.2.840.10045.2.1')

/** Null for bytes that are not an uncompressed point of the curve. */
function openKey({ curve, point }: PublicPoint): KeyObject | null {
  const { oid, size } = curves[curve]
  if (point.length !== 1 + 2 * size || point[0] !== 4) return null
  const spki = sequence(sequence(ecPublicKey, objectIdentifier(oid)), bitString(point))
  try {
    return createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
  } catch {
    return null
  }
}
