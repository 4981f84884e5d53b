import { brainpoolP256r1, brainpoolP384r1, brainpoolP512r1 } from '@noble/curves/misc.js'
import { p256, p384 } from '@noble/curves/nist.js'
import { sha1 } from '@noble/hashes/legacy.js'
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js'
import type { CurveName } from '../../../core/pki/curves.ts'
import type { PublicCrypto, SignatureAlgorithm } from '../../../core/pki/signing-key.ts'

const curves = {
  'P-256': p256,
  'P-384': p384,
  brainpoolP256r1,
  brainpoolP384r1,
  brainpoolP512r1,
} as const satisfies Readonly<Record<CurveName, unknown>>

const hashes = { 'SHA-1': sha1, 'SHA-256': sha256, 'SHA-384': sha384, 'SHA-512': sha512 } as const

const hashOf = {
  ECDSA_SHA256: sha256,
  ECDSA_SHA384: sha384,
  ECDSA_SHA512: sha512,
} as const satisfies Readonly<Record<SignatureAlgorithm, unknown>>

/** In the browser: its own cryptography does not know the brainpool curves. */
export const browserCrypto: PublicCrypto = {
  hash: (name, data) => Uint8Array.from(hashes[name](data)),
  verify: ({ curve, point }, algorithm, data, signature) => {
    const options = { prehash: false, lowS: false, format: 'der' } as const
    try {
      return curves[curve].verify(signature, hashOf[algorithm](data), point, options)
    } catch {
      // A point or a signature that is none.
      return false
    }
  },
}
