/** ECDSA by WebCrypto, with signatures in the DER form that CMS and X.509 carry. */
import type { webcrypto } from 'node:crypto'
import { concatBytes } from '../bytes.ts'
import { type CurveName, curves } from './algorithms.ts'
import { enter, expectEnd, readDer, readUnsignedInteger, sequence, tags, unsignedInteger } from '../der.ts'

/** ECDSA-Sig-Value ::= SEQUENCE { r INTEGER, s INTEGER } (RFC 3279 2.2.3). The key names its curve. */
export async function signEcdsa(
  key: webcrypto.CryptoKey,
  data: Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> {
  const { hash, scalarBytes } = curves[curveOfKey(key)]
  const raw = new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash }, key, owned(data)))
  return sequence(unsignedInteger(raw.subarray(0, scalarBytes)), unsignedInteger(raw.subarray(scalarBytes)))
}

/** The curve of an ECDSA or ECDH key. Throws RangeError for keys that this PKI does not use. */
export function curveOfKey(key: webcrypto.CryptoKey): CurveName {
  const curve = 'namedCurve' in key.algorithm ? key.algorithm.namedCurve : null
  if (curve !== 'P-256' && curve !== 'P-384') throw new RangeError('only P-256 and P-384 keys are used')
  return curve
}

export type PublicKey = { readonly curve: CurveName; readonly spki: Uint8Array }

/**
 * True when `signature` (ECDSA-Sig-Value, DER) over `data` is by the public key. Throws DerError on a
 * misshapen one.
 */
export async function verifyEcdsa(
  { curve, spki }: PublicKey,
  data: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  const { hash, scalarBytes } = curves[curve]
  const outer = readDer(signature, 'signature')
  const pair = enter(outer, tags.sequence)
  expectEnd(outer)
  const raw = concatBytes(readUnsignedInteger(pair, scalarBytes), readUnsignedInteger(pair, scalarBytes))
  expectEnd(pair)
  const key = await importPublicKey(spki, { name: 'ECDSA', namedCurve: curve }, ['verify'])
  return key !== null && crypto.subtle.verify({ name: 'ECDSA', hash }, key, raw, owned(data))
}

/** A SubjectPublicKeyInfo as a key; null when its point is not on the curve. */
export async function importPublicKey(
  spki: Uint8Array,
  algorithm: { name: 'ECDSA' | 'ECDH'; namedCurve: CurveName },
  usages: webcrypto.KeyUsage[],
): Promise<webcrypto.CryptoKey | null> {
  return crypto.subtle.importKey('spki', owned(spki), algorithm, true, usages).catch(() => null)
}

/** The same view, typed as WebCrypto wants it: never over shared memory. */
export function owned(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer ? (bytes as Uint8Array<ArrayBuffer>) : Uint8Array.from(bytes)
}

export async function sha256(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', owned(bytes)))
}
