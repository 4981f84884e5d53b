/**
 * countersignature.jws in the packet: the station supervisor agrees to this manifest (core/cms/certified-jws.ts). The payload is
 * the SHA-256 of the bytes of manifest.json, 64 hexadecimal digits.
 */
import { certificateFingerprint, readCertificate } from './certificate.ts'
import { openJws, signJws } from './certified-jws.ts'
import { asciiBytes, asciiText } from '../der.ts'
import type { PacketSigner } from './open-packet.ts'
import { CountersignatureInvalid } from './refusals.ts'
import type { SigningIdentity } from './signed-data.ts'
import { verifyTrust } from './trust.ts'

/** `manifestHash`: SHA-256 of manifest.json in hexadecimal. */
export function signCountersignature(manifestHash: string, supervisor: SigningIdentity): Promise<string> {
  return signJws(asciiBytes(manifestHash), supervisor)
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
  const { payload, certificate } = await openJws(jws, (fault) => new CountersignatureInvalid(fault))
  if (payload.length !== 64 || asciiText(payload) !== manifestHash) {
    throw new CountersignatureInvalid('ANOTHER_MANIFEST')
  }
  const question = { at, use: 'digitalSignature', roles: ['SUPERVISOR'] } as const
  const subject = await verifyTrust(certificate, { ...question, issuers: issuers.map(readCertificate) })
  const fingerprint = await certificateFingerprint(certificate.der)
  return { subject, certificate: certificate.der, serial: certificate.serial, fingerprint }
}
