/** Signs a packet's content and seals it for the centre: docs/sealed-packet.md. */
import type { webcrypto } from 'node:crypto'
import { gcmNonceBytes } from './algorithms.ts'
import { keyUses, readCertificate } from './certificate.ts'
import { owned } from './ecdsa.ts'
import { additionalData, encodeEnvelope } from './envelope.ts'
import { wrapContentKey } from './recipient.ts'
import { signContent, type SigningIdentity } from './signed-data.ts'

/** Fresh for every packet and never used twice: the caller draws them from a random source. */
export type SealingMaterials = {
  /** ECDH P-256. */
  readonly ephemeral: webcrypto.CryptoKeyPair
  /** 32 bytes. */
  readonly contentKey: Uint8Array
  /** 12 bytes. */
  readonly iv: Uint8Array
}

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
  if (materials.contentKey.length !== 32 || materials.iv.length !== gcmNonceBytes) {
    throw new RangeError('a content key of 32 bytes and a nonce of 12 are needed')
  }
  const centre = readCertificate(packet.recipientCertificate)
  if (centre.publicKey.curve !== 'P-256' || (centre.keyUsage & keyUses.keyAgreement) === 0) {
    throw new RangeError('the centre’s certificate is not for P-256 key agreement')
  }
  const signed = await signContent({ content, signers, signingTime })
  const ephemeralKey = new Uint8Array(await crypto.subtle.exportKey('spki', materials.ephemeral.publicKey))
  const agreement = { privateKey: materials.ephemeral.privateKey, peer: centre.publicKey.spki }
  const wrappedKey = await wrapContentKey(materials.contentKey, agreement)
  const key = await crypto.subtle.importKey('raw', owned(materials.contentKey), 'AES-GCM', false, ['encrypt'])
  const algorithm = { name: 'AES-GCM', iv: owned(materials.iv), additionalData }
  const sealed = new Uint8Array(await crypto.subtle.encrypt(algorithm, key, signed))
  return encodeEnvelope({
    recipient: { keyId: centre.keyId, ephemeralKey, wrappedKey },
    nonce: materials.iv,
    sealed,
  })
}
