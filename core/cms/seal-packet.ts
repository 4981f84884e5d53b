/** Signs a packet's content and seals it for the centre: docs/sealed-packet.md. */
import { keyUses, readCertificate } from './certificate.ts'
import { sealContent, type SealingMaterials } from './seal-content.ts'
import type { SigningIdentity } from './signed-data.ts'

export type PacketToSeal = {
  readonly content: Uint8Array
  /** The operator and the kiosk. */
  readonly signers: readonly [SigningIdentity, SigningIdentity]
  /** The centre's certificate for key agreement, DER; the caller has checked that it is trusted. */
  readonly recipientCertificate: Uint8Array
  readonly signingTime: Date
  readonly materials: SealingMaterials
}

/**
 * The sealed packet: CMS AuthEnvelopedData round SignedData, DER. Throws RangeError when a key, certificate or material
 * cannot be used, DerError when a certificate cannot be read: faults of the program, not of the citizen's data.
 */
export async function sealPacket(packet: PacketToSeal): Promise<Uint8Array<ArrayBuffer>> {
  const { content, signers, signingTime, materials } = packet
  const centre = readCertificate(packet.recipientCertificate)
  if (centre.publicKey.curve !== 'P-256' || (centre.keyUsage & keyUses.keyAgreement) === 0) {
    throw new RangeError('the centre’s certificate is not for P-256 key agreement')
  }
  const recipient = { keyId: centre.keyId, spki: centre.publicKey.spki }
  return sealContent({ content, signers, recipient, signingTime, materials })
}
