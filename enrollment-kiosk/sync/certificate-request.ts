import { webcrypto } from 'node:crypto'
import { curves } from '../../core/cms/algorithms.ts'
import { bitString, context, sequence, tlv, unsignedInteger } from '../../core/cms/der.ts'
import { signEcdsa } from '../../core/cms/ecdsa.ts'
import type { SigningKey } from './machine-identity.ts'

/**
 * A request for a certificate of a P-256 key, DER in base64 (RFC 2986, 4). The subject is left empty: whom the
 * certificate names is the issuing authority's decision.
 *   CertificationRequest ::= SEQUENCE { info, signatureAlgorithm, signature BIT STRING }
 *   info                 ::= SEQUENCE { version 0, subject Name, subjectPKInfo, [0] attributes }
 */
export async function certificateRequest(key: SigningKey): Promise<string> {
  const spki = new Uint8Array(await webcrypto.subtle.exportKey('spki', key.publicKey))
  const info = sequence(unsignedInteger(Uint8Array.of(0)), sequence(), spki, tlv(context(0)))
  const signature = bitString(await signEcdsa(key.privateKey, info))
  return Buffer.from(sequence(info, curves['P-256'].signatureAlgorithm, signature)).toString('base64')
}
