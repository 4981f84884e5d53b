/**
 * The issuing authority of machines, officers and centres: what each kind of certificate holds is a row of a
 * table.
 */
import { webcrypto } from 'node:crypto'
import { toHex } from '../../core/bytes.ts'
import {
  type Certificate,
  certificateFingerprint,
  encodeCertificate,
  keyIdentifier,
  keyUses,
  readCertificate,
  readPublicKeyInfo,
  toPem,
} from '../../core/cms/certificate.ts'
import {
  authorityName,
  type CertificateRole,
  type CertificateSubject,
  subjectName,
} from '../../core/cms/subject.ts'
import { DomainError } from '../../core/errors.ts'
import { readCertificateRequest } from './certificate-request.ts'

/**
 * Keys sign, or open packets; no certificate allows both. `longestDays` bounds what an operation may ask
 * for.
 */
export const certificateProfiles = {
  KIOSK: { keyUsage: keyUses.digitalSignature, longestDays: 3 * 366 },
  STATION: { keyUsage: keyUses.digitalSignature, longestDays: 3 * 366 },
  OPERATOR: { keyUsage: keyUses.digitalSignature, longestDays: 366 },
  SUPERVISOR: { keyUsage: keyUses.digitalSignature, longestDays: 366 },
  ISSUING: { keyUsage: keyUses.digitalSignature, longestDays: 366 },
  CENTRE: { keyUsage: keyUses.keyAgreement, longestDays: 2 * 366 },
  SERVER: { keyUsage: keyUses.digitalSignature, longestDays: 2 * 366 },
} as const satisfies Record<CertificateRole, { keyUsage: number; longestDays: number }>

const dayMilliseconds = 24 * 60 * 60 * 1000

export class CertificateTermRefused extends DomainError<'CERTIFICATE_TERM_REFUSED'> {
  constructor(longestDays: number) {
    super(
      'CERTIFICATE_TERM_REFUSED',
      {
        vi: `Thời hạn chứng thư không hợp lệ; tối đa ${longestDays} ngày và nằm trong thời hạn của cơ quan cấp.`,
        en: `The term is not allowed: at most ${longestDays} days, and within the term of the issuing authority.`,
      },
      { longestDays },
    )
  }
}

/** An issuing authority at work: its certificate and the handle of its key. */
export type IssuingAuthority = {
  readonly certificate: Certificate
  readonly privateKey: webcrypto.CryptoKey
}

/** A certificate as it is stored and shown. */
export type IssuedCertificate = {
  readonly der: Uint8Array
  readonly pem: string
  /** Hexadecimal, 40 digits. */
  readonly serial: string
  /** SHA-256 of the DER, hexadecimal. */
  readonly fingerprint: string
  /** Subject key identifier, hexadecimal. */
  readonly keyId: string
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array
  readonly notBefore: Date
  readonly notAfter: Date
}

type Term = {
  /** From `certificateSerial`. */
  readonly serial: Uint8Array
  readonly notBefore: Date
  readonly notAfter: Date
}

/** A positive serial number of 20 octets from 20 random bytes (RFC 5280 4.1.2.2; 158 bits of chance). */
export function certificateSerial(random: Uint8Array): Uint8Array {
  if (random.length !== 20) throw new RangeError('20 random bytes are needed')
  const serial = Uint8Array.from(random)
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40
  return serial
}

/** A self-signed authority; its key is P-256 or P-384. */
export async function createIssuingAuthority(
  keys: webcrypto.CryptoKeyPair,
  { name, ...term }: Term & { name: string },
): Promise<IssuedCertificate> {
  const publicKey = new Uint8Array(await webcrypto.subtle.exportKey('spki', keys.publicKey))
  const nameDer = authorityName(name)
  const content = {
    ...term,
    issuer: nameDer,
    subject: nameDer,
    publicKey,
    issuerKeyId: await keyIdentifier(publicKey),
    isAuthority: true,
    keyUsage: keyUses.keyCertSign | keyUses.cRLSign,
  }
  return describeCertificate(await encodeCertificate(content, keys.privateKey))
}

/**
 * Certifies a public key of the system's own, such as a centre's. Throws CertificateTermRefused, DerError.
 */
export async function certifyKey(
  authority: IssuingAuthority,
  { subject, publicKey, ...term }: Term & { subject: CertificateSubject; publicKey: Uint8Array },
): Promise<IssuedCertificate> {
  const { keyUsage, longestDays } = certificateProfiles[subject.role]
  if (!isTermAllowed(authority.certificate, term, longestDays)) throw new CertificateTermRefused(longestDays)
  const content = {
    ...term,
    issuer: authority.certificate.subjectName,
    subject: subjectName(subject),
    publicKey,
    issuerKeyId: authority.certificate.keyId,
    isAuthority: false,
    keyUsage,
  }
  return describeCertificate(await encodeCertificate(content, authority.privateKey))
}

/**
 * Certifies the key of a PKCS#10 request. Only the key is taken from it: whom the certificate names is the caller's
 * decision. Throws CertificateRequestInvalid, CertificateTermRefused.
 */
export async function certifyRequest(
  authority: IssuingAuthority,
  { requestDer, ...certificate }: Term & { subject: CertificateSubject; requestDer: Uint8Array },
): Promise<IssuedCertificate> {
  const { publicKey } = await readCertificateRequest(requestDer)
  return certifyKey(authority, { ...certificate, publicKey })
}

function isTermAllowed(
  issuer: Certificate,
  { notBefore, notAfter }: Omit<Term, 'serial'>,
  longestDays: number,
): boolean {
  const length = notAfter.getTime() - notBefore.getTime()
  const isWithinIssuer = notBefore >= issuer.notBefore && notAfter <= issuer.notAfter
  return length > 0 && length <= longestDays * dayMilliseconds && isWithinIssuer
}

/** What is stored beside a certificate. Throws DerError. */
export async function describeCertificate(der: Uint8Array): Promise<IssuedCertificate> {
  const { serial, keyId, publicKey, notBefore, notAfter } = readCertificate(der)
  const fingerprint = await certificateFingerprint(der)
  return {
    der,
    pem: toPem('CERTIFICATE', der),
    serial,
    fingerprint,
    keyId,
    publicKey: publicKey.spki,
    notBefore,
    notAfter,
  }
}

/**
 * The authority as it issues, from its stored certificate and the key store's handle. Throws DerError,
 * RangeError.
 */
export async function issuingAuthority(
  der: Uint8Array,
  keys: webcrypto.CryptoKeyPair,
): Promise<IssuingAuthority> {
  const certificate = readCertificate(der)
  const held = new Uint8Array(await webcrypto.subtle.exportKey('spki', keys.publicKey))
  const certified = readPublicKeyInfo(certificate.publicKey.spki).point
  if (!certificate.isAuthority || toHex(readPublicKeyInfo(held).point) !== toHex(certified)) {
    throw new RangeError('the key is not that of the authority’s certificate')
  }
  return { certificate, privateKey: keys.privateKey }
}
