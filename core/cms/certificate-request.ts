/**
 * A request for a certificate, PKCS#10 (RFC 2986 4), as kiosks, stations and officers' sign-ins send it:
 *   CertificationRequest ::= SEQUENCE { certificationRequestInfo, signatureAlgorithm, signature BIT STRING }
 *   CertificationRequestInfo ::= SEQUENCE { version 0, subject Name (empty), subjectPKInfo, [0] attributes (none) }
 */
import type { webcrypto } from 'node:crypto'
import { curves } from './algorithms.ts'
import { bitString, context, sequence, tlv, unsignedInteger } from '../der.ts'
import { signEcdsa } from './ecdsa.ts'

/**
 * The request, DER. It names nobody: whom the certificate speaks for is decided by the administrator who grants it.
 * ECDSA P-256; the private key may be one that cannot be exported.
 */
export async function encodeCertificateRequest(
  keys: webcrypto.CryptoKeyPair,
): Promise<Uint8Array<ArrayBuffer>> {
  const publicKey = new Uint8Array(await crypto.subtle.exportKey('spki', keys.publicKey))
  const info = sequence(unsignedInteger(Uint8Array.of(0)), sequence(), publicKey, tlv(context(0)))
  return sequence(info, curves['P-256'].signatureAlgorithm, bitString(await signEcdsa(keys.privateKey, info)))
}
