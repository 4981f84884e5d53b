/**
 * A short text under one signature that carries its certificate: JWS Compact Serialization (RFC 7515 3.1), ES256 (RFC 7518
 * 3.4), header { alg: "ES256", x5c: [ the signer's certificate ] } (RFC 7515 4.1.6).
 */
import { CompactSign, compactVerify, decodeProtectedHeader } from 'jose'
import { type Certificate, readCertificate } from './certificate.ts'
import { DerError } from '../der.ts'
import { importPublicKey, owned } from './ecdsa.ts'
import type { SigningIdentity } from './signed-data.ts'

/** One certificate and a short text; more is none of ours. */
const mostLength = 4096

export async function signJws(
  payload: Uint8Array,
  { certificate, privateKey }: SigningIdentity,
): Promise<string> {
  const x5c = [Buffer.from(certificate).toString('base64')]
  return new CompactSign(payload).setProtectedHeader({ alg: 'ES256', x5c }).sign(privateKey)
}

export type JwsFault = 'FORM' | 'CERTIFICATE' | 'SIGNATURE'

/** What was signed, and the certificate of the key that did. Nothing is said yet of whether that one is trusted. */
export type OpenedJws = { readonly payload: Uint8Array; readonly certificate: Certificate }

/** Throws what `refuse` makes of the fault. */
export async function openJws(jws: string, refuse: (fault: JwsFault) => Error): Promise<OpenedJws> {
  const certificate = statedCertificate(jws, refuse)
  const namedCurve = certificate.publicKey.curve
  const key = await importPublicKey(certificate.publicKey.spki, { name: 'ECDSA', namedCurve }, ['verify'])
  if (key === null) throw refuse('CERTIFICATE')
  const verified = await compactVerify(jws, key, { algorithms: ['ES256'] }).catch(() => null)
  if (verified === null) throw refuse('SIGNATURE')
  return { payload: owned(verified.payload), certificate }
}

function statedCertificate(jws: string, refuse: (fault: JwsFault) => Error): Certificate {
  if (jws.length > mostLength) throw refuse('FORM')
  const [certificate, ...others] = statedChain(jws, refuse)
  if (typeof certificate !== 'string' || others.length > 0) throw refuse('FORM')
  try {
    return readCertificate(Uint8Array.from(Buffer.from(certificate, 'base64')))
  } catch (fault) {
    throw fault instanceof DerError ? refuse('CERTIFICATE') : fault
  }
}

function statedChain(jws: string, refuse: (fault: JwsFault) => Error): unknown[] {
  try {
    const { x5c } = decodeProtectedHeader(jws)
    return Array.isArray(x5c) ? x5c : []
  } catch {
    throw refuse('FORM')
  }
}
