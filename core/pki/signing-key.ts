import type { CurveName } from './curves.ts'

/** ECDSA with the hash of that length (RFC 5754, 3.2). */
export type SignatureAlgorithm = 'ECDSA_SHA256' | 'ECDSA_SHA384' | 'ECDSA_SHA512'
export type HashName = 'SHA-256' | 'SHA-384' | 'SHA-512'

/** 04 ‖ X ‖ Y on a curve. */
export interface PublicPoint {
  readonly curve: CurveName
  readonly point: Uint8Array
}

/** A private key that somebody keeps, in software or in a hardware module, and its public half. */
export interface SigningKey extends PublicPoint {
  /** ECDSA-Sig-Value, DER. Of a key store it throws KeyMissing, KeyStoreUnusable, and KeyStoreUnavailable while a module is gone (server/pki/key-store.ts). */
  sign(algorithm: SignatureAlgorithm, data: Uint8Array): Promise<Uint8Array<ArrayBuffer>>
}

/** What needs no secret: passed into core, which has no cryptography of its own. server/pki/public-crypto.ts has it from node:crypto. */
export interface PublicCrypto {
  /** SHA-1 names a key in a certificate (RFC 5280, 4.2.1.2) and protects nothing. */
  hash(name: HashName | 'SHA-1', data: Uint8Array): Uint8Array<ArrayBuffer>
  /** False too for a point that is not on the curve and for a signature that is not DER. */
  verify(key: PublicPoint, algorithm: SignatureAlgorithm, data: Uint8Array, signature: Uint8Array): boolean
}

/** The hash as strong as the curve (TR-03116-2, 3.1.1). */
export const algorithmOf: Readonly<Record<CurveName, SignatureAlgorithm>> = {
  'P-256': 'ECDSA_SHA256',
  'P-384': 'ECDSA_SHA384',
  brainpoolP256r1: 'ECDSA_SHA256',
  brainpoolP384r1: 'ECDSA_SHA384',
  brainpoolP512r1: 'ECDSA_SHA512',
}
