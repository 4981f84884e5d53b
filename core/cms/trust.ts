/** Whether a certificate may speak: issued by a trusted authority, valid at the time, for this use. */
import { equalBytes } from '../bytes.ts'
import { type Certificate, keyUses } from './certificate.ts'
import { verifyEcdsa } from './ecdsa.ts'
import { SignerExpired, SignerUntrusted } from './refusals.ts'
import type { CertificateRole, CertificateSubject } from './subject.ts'

export type TrustQuestion = {
  /** Certificates of the issuing authorities, this one's and earlier ones still trusted. */
  readonly issuers: readonly Certificate[]
  /** When the certificate was used. */
  readonly at: Date
  readonly use: 'digitalSignature' | 'keyAgreement'
  readonly roles: readonly CertificateRole[]
}

/**
 * Checks a path of length one (RFC 5280 6.1): an issuing authority, then the certificate. Revocation is the caller's:
 * it knows the serial numbers. Throws SignerUntrusted and SignerExpired; answers whom the certificate names.
 */
export async function verifyTrust(
  certificate: Certificate,
  question: TrustQuestion,
): Promise<CertificateSubject> {
  const { keyId } = certificate
  const issuers = question.issuers.filter((authority) => isIssuer(authority, certificate))
  // An authority re-certified with the same key stands twice; the certificate valid at the time is the one meant.
  const issuer = issuers.find((authority) => isValidAt(authority, question.at)) ?? issuers[0]
  if (issuer === undefined) throw new SignerUntrusted(keyId, 'ISSUER')
  if (!(await verifyEcdsa(issuer.publicKey, certificate.tbs, certificate.signature).catch(() => false))) {
    throw new SignerUntrusted(keyId, 'SIGNATURE')
  }
  const fits = (certificate.keyUsage & keyUses[question.use]) !== 0 && certificate.publicKey.curve === 'P-256'
  if (certificate.isAuthority || !fits) throw new SignerUntrusted(keyId, 'PURPOSE')
  const { subject } = certificate
  if (subject === null || !question.roles.includes(subject.role)) throw new SignerUntrusted(keyId, 'SUBJECT')
  if (!isValidAt(certificate, question.at) || !isValidAt(issuer, question.at)) {
    throw new SignerExpired(keyId, question.at)
  }
  return subject
}

function isIssuer(authority: Certificate, certificate: Certificate): boolean {
  return (
    authority.isAuthority &&
    (authority.keyUsage & keyUses.keyCertSign) !== 0 &&
    authority.keyId === certificate.issuerKeyId &&
    authority.publicKey.curve === certificate.signatureCurve &&
    equalBytes(authority.subjectName, certificate.issuer)
  )
}

/** Both ends of the validity are part of it (RFC 5280 4.1.2.5). */
function isValidAt({ notBefore, notAfter }: Certificate, at: Date): boolean {
  return notBefore.getTime() <= at.getTime() && at.getTime() <= notAfter.getTime() + 999
}
