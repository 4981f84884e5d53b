import { webcrypto } from 'node:crypto'
import { readCertificate } from '../../../core/cms/certificate.ts'
import type { SigningIdentity } from '../../../core/cms/signed-data.ts'
import { type CertificateSubject, serverUnit } from '../../../core/cms/subject.ts'
import {
  certificateSerial,
  certifyKey,
  certifyRequest,
  createIssuingAuthority,
  type IssuingAuthority,
} from '../../../server/pki/certificates.ts'

const hour = 3_600_000
const day = 24 * hour

/** An issuing authority and a centre that were certified yesterday. */
export interface TestAuthority {
  readonly authority: IssuingAuthority
  readonly issuerPem: string
  readonly centrePem: string
  readonly centreKey: webcrypto.CryptoKey
  /** Signs receipts. */
  readonly server: SigningIdentity
  /** Certifies the key of a PKCS#10 request (base64 DER) and answers PEM. */
  certify(requestBase64: string, subject: CertificateSubject): Promise<string>
}

const term = () => ({
  serial: certificateSerial(webcrypto.getRandomValues(new Uint8Array(20))),
  notBefore: new Date(Date.now() - hour),
  notAfter: new Date(Date.now() + 7 * day),
})

export async function openTestAuthority(centre: string): Promise<TestAuthority> {
  const keys = await webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, [
    'sign',
    'verify',
  ])
  const validity = { notBefore: new Date(Date.now() - day), notAfter: new Date(Date.now() + 8 * day) }
  const issuer = await createIssuingAuthority(keys, { ...term(), ...validity, name: 'Test Issuing CA' })
  const authority = { certificate: readCertificate(issuer.der), privateKey: keys.privateKey }
  const agreement = await webcrypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, false, [
    'deriveBits',
  ])
  const issued = await certifyKey(authority, {
    ...term(),
    subject: { id: webcrypto.randomUUID(), role: 'CENTRE', centre },
    publicKey: new Uint8Array(await webcrypto.subtle.exportKey('spki', agreement.publicKey)),
  })
  const serverKeys = await webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, [
    'sign',
  ])
  const server = await certifyKey(authority, {
    ...term(),
    subject: { id: webcrypto.randomUUID(), role: 'SERVER', centre: serverUnit },
    publicKey: new Uint8Array(await webcrypto.subtle.exportKey('spki', serverKeys.publicKey)),
  })
  return {
    authority,
    server: { certificate: server.der, privateKey: serverKeys.privateKey },
    issuerPem: issuer.pem,
    centrePem: issued.pem,
    centreKey: agreement.privateKey,
    async certify(requestBase64, subject) {
      const requestDer = new Uint8Array(Buffer.from(requestBase64, 'base64'))
      return (await certifyRequest(authority, { ...term(), subject, requestDer })).pem
    },
  }
}
