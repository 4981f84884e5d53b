/**
 * countersignature.jws in the packet: the station supervisor agrees to this manifest.
 *   JWS Compact Serialization (RFC 7515 3.1), ES256 (RFC 7518 3.4)
 *   header   { alg: "ES256", x5c: [ supervisor's certificate ] }      RFC 7515 4.1.6
 *   payload  SHA-256 of the bytes of manifest.json, 64 hexadecimal digits
 */
import { CompactSign, compactVerify, decodeProtectedHeader } from 'jose'
import { asciiBytes, asciiText, DerError } from './der.ts'
import { type Certificate, certificateFingerprint, readCertificate } from './certificate.ts'
import { importPublicKey } from './ecdsa.ts'
import type { PacketSigner } from './open-packet.ts'
import { CountersignatureInvalid } from './refusals.ts'
import type { SigningIdentity } from './signed-data.ts'
import { verifyTrust } from './trust.ts'

/** One certificate and two short strings; more is not a countersignature. */
const mostCountersignatureLength = 4096

/** `manifestHash`: SHA-256 of manifest.json in hexadecimal. */
export async function signCountersignature(
  manifestHash: string,
  supervisor: SigningIdentity,
): Promise<string> {
  const x5c = [Buffer.from(supervisor.certificate).toString('base64')]
  return new CompactSign(asciiBytes(manifestHash))
    .setProtectedHeader({ alg: 'ES256', x5c })
    .sign(supervisor.privateKey)
}

export type CountersignatureQuestion = {
  /** SHA-256 of manifest.json in hexadecimal. */
  readonly manifestHash: string
  /** Certificates of the issuing authorities, DER. */
  readonly issuers: readonly Uint8Array[]
  /** When the packet was signed. */
  readonly at: Date
}

export type Countersigner = Omit<PacketSigner, 'signingTime'>

/**
 * Throws CountersignatureInvalid, SignerUntrusted or SignerExpired; revocation is the caller's to look up.
 */
export async function verifyCountersignature(
  jws: string,
  { manifestHash, issuers, at }: CountersignatureQuestion,
): Promise<Countersigner> {
  const certificate = statedCertificate(jws)
  const namedCurve = certificate.publicKey.curve
  const key = await importPublicKey(certificate.publicKey.spki, { name: 'ECDSA', namedCurve }, ['verify'])
  if (key === null) throw new CountersignatureInvalid('CERTIFICATE')
  const verified = await compactVerify(jws, key, { algorithms: ['ES256'] }).catch(() => null)
  if (verified === null) throw new CountersignatureInvalid('SIGNATURE')
  if (verified.payload.length !== 64 || asciiText(verified.payload) !== manifestHash) {
    throw new CountersignatureInvalid('ANOTHER_MANIFEST')
  }
  const question = { at, use: 'digitalSignature', roles: ['SUPERVISOR'] } as const
  const subject = await verifyTrust(certificate, { ...question, issuers: issuers.map(readCertificate) })
  const fingerprint = await certificateFingerprint(certificate.der)
  return { subject, certificate: certificate.der, serial: certificate.serial, fingerprint }
}

function statedCertificate(jws: string): Certificate {
  if (jws.length > mostCountersignatureLength) throw new CountersignatureInvalid('FORM')
  const [certificate, ...others] = statedChain(jws)
  if (typeof certificate !== 'string' || others.length > 0) throw new CountersignatureInvalid('FORM')
  try {
    return readCertificate(Uint8Array.from(Buffer.from(certificate, 'base64')))
  } catch (fault) {
    throw fault instanceof DerError ? new CountersignatureInvalid('CERTIFICATE') : fault
  }
}

function statedChain(jws: string): unknown[] {
  try {
    const { x5c } = decodeProtectedHeader(jws)
    return Array.isArray(x5c) ? x5c : []
  } catch {
    throw new CountersignatureInvalid('FORM')
  }
}
