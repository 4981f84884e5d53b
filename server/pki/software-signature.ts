import { type KeyObject, sign, webcrypto } from 'node:crypto'
import { promisify } from 'node:util'
import { owned } from '../../core/cms/ecdsa.ts'
import { sequence, unsignedInteger } from '../../core/der.ts'
import type { CurveName } from '../../core/pki/curves.ts'
import type { SignatureAlgorithm, SigningKey } from '../../core/pki/signing-key.ts'

const hashes = {
  ECDSA_SHA256: 'SHA-256',
  ECDSA_SHA384: 'SHA-384',
  ECDSA_SHA512: 'SHA-512',
} as const satisfies Record<SignatureAlgorithm, string>

const signAside = promisify(sign)

/** ECDSA-Sig-Value from the raw r ‖ s of WebCrypto and PKCS#11 (RFC 3279, 2.2.3). */
export function signatureValue(raw: Uint8Array): Uint8Array<ArrayBuffer> {
  const half = raw.length / 2
  return sequence(unsignedInteger(raw.subarray(0, half)), unsignedInteger(raw.subarray(half)))
}

/** The curves that WebCrypto has; it has none of Brainpool's. */
export function isWebCurve(curve: CurveName): curve is 'P-256' | 'P-384' {
  return curve === 'P-256' || curve === 'P-384'
}

/**
 * Signing with an opened private key, beside the main thread: by a WebCrypto handle that nothing can export, or for
 * Brainpool by OpenSSL, where the key object is kept out of everybody's reach in this function.
 */
export function softwareSignature(curve: CurveName, privateKey: KeyObject): SigningKey['sign'] {
  if (isWebCurve(curve))
    return webSignature(privateKey.toCryptoKey({ name: 'ECDSA', namedCurve: curve }, false, ['sign']))
  return async (algorithm, data) => owned(await signAside(hashes[algorithm], data, privateKey))
}

/** The same with a WebCrypto handle. */
export function webSignature(handle: webcrypto.CryptoKey): SigningKey['sign'] {
  return async (algorithm, data) => {
    const hash = hashes[algorithm]
    const raw = await webcrypto.subtle.sign({ name: 'ECDSA', hash }, handle, owned(data))
    return signatureValue(new Uint8Array(raw))
  }
}
