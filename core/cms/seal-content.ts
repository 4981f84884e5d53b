/** Content under signatures, sealed for one key: AuthEnvelopedData round SignedData (envelope.ts, signed-data.ts). */
import type { webcrypto } from 'node:crypto'
import { DerError } from '../der.ts'
import { gcmNonceBytes } from './algorithms.ts'
import { owned } from './ecdsa.ts'
import { additionalData, encodeEnvelope, readEnvelope } from './envelope.ts'
import { unwrapContentKey, wrapContentKey } from './recipient.ts'
import { readSignedData, signContent, type SignedData, type SigningIdentity } from './signed-data.ts'

/** Fresh for every file and never used twice: the caller draws them from a random source. */
export type SealingMaterials = {
  /** ECDH P-256. */
  readonly ephemeral: webcrypto.CryptoKeyPair
  /** 32 bytes. */
  readonly contentKey: Uint8Array
  /** 12 bytes. */
  readonly iv: Uint8Array
}

export type ContentToSeal = {
  readonly content: Uint8Array
  readonly signers: readonly SigningIdentity[]
  /** A P-256 key for key agreement, SubjectPublicKeyInfo, and its identifier in hexadecimal. */
  readonly recipient: { readonly keyId: string; readonly spki: Uint8Array }
  readonly signingTime: Date
  readonly materials: SealingMaterials
}

/** DER. Throws RangeError when a key, certificate or material cannot be used, DerError when a certificate cannot be read. */
export async function sealContent(sealing: ContentToSeal): Promise<Uint8Array<ArrayBuffer>> {
  const { content, signers, recipient, signingTime, materials } = sealing
  return sealSigned(await signContent({ content, signers, signingTime }), { recipient, materials })
}

/** The same round SignedData that is there already. */
export async function sealSigned(
  signed: Uint8Array,
  { recipient, materials }: Pick<ContentToSeal, 'recipient' | 'materials'>,
): Promise<Uint8Array<ArrayBuffer>> {
  if (materials.contentKey.length !== 32 || materials.iv.length !== gcmNonceBytes) {
    throw new RangeError('a content key of 32 bytes and a nonce of 12 are needed')
  }
  const ephemeralKey = new Uint8Array(await crypto.subtle.exportKey('spki', materials.ephemeral.publicKey))
  const agreement = { privateKey: materials.ephemeral.privateKey, peer: recipient.spki }
  const wrappedKey = await wrapContentKey(materials.contentKey, agreement)
  const key = await crypto.subtle.importKey('raw', owned(materials.contentKey), 'AES-GCM', false, ['encrypt'])
  const algorithm = { name: 'AES-GCM', iv: owned(materials.iv), additionalData }
  const sealed = new Uint8Array(await crypto.subtle.encrypt(algorithm, key, owned(signed)))
  return encodeEnvelope({
    recipient: { keyId: recipient.keyId, ephemeralKey, wrappedKey },
    nonce: materials.iv,
    sealed,
  })
}

/** The private key (ECDH P-256, usage deriveBits) for a key identifier in hexadecimal; null when there is none. */
export type RecipientKeys = (
  keyId: string,
) => Promise<webcrypto.CryptoKey | null> | webcrypto.CryptoKey | null

/** FORM: not of this shape. RECIPIENT: sealed to another's key. ALTERED: the seal does not hold. */
export type SealFault =
  | { readonly fault: 'FORM'; readonly part: string }
  | { readonly fault: 'RECIPIENT'; readonly keyId: string }
  | { readonly fault: 'ALTERED' }

export type ContentOpening = {
  readonly recipientKeys: RecipientKeys
  readonly refuse: (fault: SealFault) => Error
}

/** What lies under the seal; its signatures are still to be judged. Throws what `refuse` makes of the fault. */
export async function openSealed(
  der: Uint8Array,
  opening: ContentOpening,
): Promise<{ readonly signedData: SignedData; readonly recipientKeyId: string }> {
  const { recipientKeys, refuse } = opening
  const { recipient, nonce, sealed } = readOrRefuse(refuse, () => readEnvelope(der))
  const privateKey = await recipientKeys(recipient.keyId)
  if (privateKey === null) throw refuse({ fault: 'RECIPIENT', keyId: recipient.keyId })
  const key = await unwrapContentKey(recipient.wrappedKey, { privateKey, peer: recipient.ephemeralKey })
  if (key === null) throw refuse({ fault: 'ALTERED' })
  const algorithm = { name: 'AES-GCM', iv: owned(nonce), additionalData }
  const signed = await crypto.subtle.decrypt(algorithm, key, owned(sealed)).catch(() => null)
  if (signed === null) throw refuse({ fault: 'ALTERED' })
  const signedData = readOrRefuse(refuse, () => readSignedData(new Uint8Array(signed)))
  return { signedData, recipientKeyId: recipient.keyId }
}

function readOrRefuse<Value>(refuse: ContentOpening['refuse'], read: () => Value): Value {
  try {
    return read()
  } catch (error) {
    throw error instanceof DerError ? refuse({ fault: 'FORM', part: error.part }) : error
  }
}
