/** Opens a sealed packet and proves who signed it: docs/sealed-packet.md. Every refusal is typed. */
import { type Certificate, certificateFingerprint, readCertificate } from './certificate.ts'
import { DerError } from '../der.ts'
import { sha256 } from './ecdsa.ts'
import {
  PacketAltered,
  PacketForAnotherCentre,
  PacketMalformed,
  PacketSignatureInvalid,
  PacketUnsigned,
  SigningTimeRefused,
} from './refusals.ts'
import { openSealed, type RecipientKeys, type SealFault } from './seal-content.ts'
import { signatureFits, type SignedData, type SignerInfo } from './signed-data.ts'
import type { CertificateSubject } from './subject.ts'
import { verifyTrust } from './trust.ts'

/** Larger than any packet that a desk makes: ten fingers twice, a portrait and scanned papers. */
export const mostPacketBytes = 24 * 1024 * 1024

/** Who must have signed, in the order in which `openPacket` answers. */
export const packetSignerRoles = ['OPERATOR', 'KIOSK'] as const

export type PacketTrust = {
  /**
   * The issuing authorities' certificates, DER: the present one and those whose certificates are still out.
   */
  readonly issuers: readonly Uint8Array[]
  /**
   * The times of signing accepted: from the longest offline time ago to now and a little for clocks that run
   * ahead.
   */
  readonly signedBetween: { readonly earliest: Date; readonly latest: Date }
}

export type PacketOpening = {
  /** The centre's. Keys that are out of use answer here for as long as a kiosk may be offline. */
  readonly recipientKeys: RecipientKeys
  readonly trust: PacketTrust
}

export type PacketSigner = {
  readonly subject: CertificateSubject
  /** X.509, DER, with its serial number and SHA-256 in hexadecimal: what revocation is looked up by. */
  readonly certificate: Uint8Array
  readonly serial: string
  readonly fingerprint: string
  readonly signingTime: Date
}

export type OpenedPacket = {
  readonly content: Uint8Array
  /** The operator, then the kiosk. */
  readonly signers: readonly [operator: PacketSigner, kiosk: PacketSigner]
  /** Identifier of the centre's key that opened it, hexadecimal. */
  readonly recipientKeyId: string
}

/**
 * Throws PacketMalformed, PacketForAnotherCentre, PacketAltered, PacketUnsigned, PacketSignatureInvalid,
 * SigningTimeRefused, SignerUntrusted or SignerExpired. Revocation is not asked here: look up the signers' serials.
 */
export async function openPacket(der: Uint8Array, opening: PacketOpening): Promise<OpenedPacket> {
  if (der.length > mostPacketBytes) throw new PacketMalformed('size')
  const issuers = opening.trust.issuers.map(readCertificate)
  const { recipientKeys } = opening
  const { signedData, recipientKeyId } = await openSealed(der, { recipientKeys, refuse: packetRefusal })
  const signers = await verifySigners(signedData, { issuers, signedBetween: opening.trust.signedBetween })
  return { content: signedData.content, signers, recipientKeyId }
}

function packetRefusal(seal: SealFault): Error {
  if (seal.fault === 'FORM') return new PacketMalformed(seal.part)
  return seal.fault === 'RECIPIENT' ? new PacketForAnotherCentre(seal.keyId) : new PacketAltered()
}

async function asPacket<Value>(read: () => Promise<Value>): Promise<Value> {
  try {
    return await read()
  } catch (fault) {
    throw fault instanceof DerError ? new PacketMalformed(fault.part) : fault
  }
}

type Judgement = {
  readonly issuers: readonly Certificate[]
  readonly signedBetween: PacketTrust['signedBetween']
}

async function verifySigners(signedData: SignedData, judgement: Judgement): Promise<OpenedPacket['signers']> {
  const digest = await sha256(signedData.content)
  const verified: PacketSigner[] = []
  for (const signerInfo of signedData.signerInfos) {
    const certificate = signedData.certificates.find(({ keyId }) => keyId === signerInfo.keyId)
    const fits =
      certificate !== undefined && (await asPacket(() => signatureFits(signerInfo, certificate, digest)))
    if (!fits) throw new PacketSignatureInvalid(signerInfo.keyId)
    verified.push(await verifySigner(signerInfo, certificate, judgement))
  }
  const [operator, kiosk] = packetSignerRoles.map((role) =>
    verified.find(({ subject }) => subject.role === role),
  )
  if (operator === undefined) throw new PacketUnsigned('OPERATOR')
  if (kiosk === undefined) throw new PacketUnsigned('KIOSK')
  if (verified.length !== packetSignerRoles.length) throw new PacketMalformed('signerInfos')
  return [operator, kiosk]
}

async function verifySigner(
  { signingTime }: SignerInfo,
  certificate: Certificate,
  { issuers, signedBetween }: Judgement,
): Promise<PacketSigner> {
  const roles = packetSignerRoles
  const subject = await verifyTrust(certificate, { issuers, at: signingTime, use: 'digitalSignature', roles })
  if (signingTime < signedBetween.earliest || signingTime > signedBetween.latest) {
    throw new SigningTimeRefused(signingTime)
  }
  const fingerprint = await certificateFingerprint(certificate.der)
  return { subject, certificate: certificate.der, serial: certificate.serial, fingerprint, signingTime }
}
