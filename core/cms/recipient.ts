/**
 * To whom a packet is sealed: one KeyAgreeRecipientInfo (RFC 5652 6.2.2, RFC 5753 3.1.1).
 *   [1] SEQUENCE {
 *     version 3,
 *     originator [0] { [1] originatorKey { id-ecPublicKey P-256, BIT STRING ephemeral point } },
 *     keyEncryptionAlgorithm { dhSinglePass-stdDH-sha256kdf-scheme { aes256-wrap } },
 *     recipientEncryptedKeys SEQUENCE { SEQUENCE {
 *       rid [0] { subjectKeyIdentifier OCTET STRING },       the centre's key, whatever certificate it stands in
 *       encryptedKey OCTET STRING (40)                       content key, AES key wrap (RFC 3394)
 *     } } }
 */
import type { webcrypto } from 'node:crypto'
import { concatBytes, fromHex, toHex } from '../bytes.ts'
import { curves, keyAgreementAlgorithm, keyWrapAlgorithm } from './algorithms.ts'
import {
  bitString,
  context,
  type Cursor,
  DerError,
  element,
  enter,
  expectBytes,
  expectEnd,
  octetString,
  readBitString,
  sequence,
  tags,
  tlv,
  unsignedInteger,
} from '../der.ts'
import { importPublicKey, owned, sha256 } from './ecdsa.ts'

export type Recipient = {
  /** Subject key identifier of the centre's key, hexadecimal. */
  readonly keyId: string
  /** SubjectPublicKeyInfo of the ephemeral key, DER. */
  readonly ephemeralKey: Uint8Array
  readonly wrappedKey: Uint8Array
}

const { keyAlgorithm } = curves['P-256']
const version = unsignedInteger(Uint8Array.of(3))
const pointBytes = 65
const wrappedKeyBytes = 40

export function encodeRecipient({ keyId, ephemeralKey, wrappedKey }: Recipient): Uint8Array<ArrayBuffer> {
  const point = ephemeralKey.subarray(-pointBytes)
  return tlv(
    context(1),
    version,
    tlv(context(0), tlv(context(1), keyAlgorithm, bitString(point))),
    keyAgreementAlgorithm,
    sequence(sequence(tlv(context(0), octetString(fromHex(keyId))), octetString(wrappedKey))),
  )
}

/** Throws DerError. */
export function readRecipient(recipients: Cursor): Recipient {
  const info = enter(recipients, context(1), 'recipientInfo')
  expectBytes(info, version)
  const originator = enter(info, context(0))
  const originatorKey = enter(originator, context(1))
  expectEnd(originator)
  expectBytes(originatorKey, keyAlgorithm)
  const point = readBitString(originatorKey)
  expectEnd(originatorKey)
  expectBytes(info, keyAgreementAlgorithm)
  const encryptedKeys = enter(info, tags.sequence)
  expectEnd(info)
  const encryptedKey = enter(encryptedKeys, tags.sequence)
  expectEnd(encryptedKeys)
  const identifier = enter(encryptedKey, context(0))
  const keyId = toHex(element(identifier, tags.octetString).content)
  expectEnd(identifier)
  const wrappedKey = element(encryptedKey, tags.octetString).content
  expectEnd(encryptedKey)
  if (point.length !== pointBytes || wrappedKey.length !== wrappedKeyBytes || keyId.length > 64) {
    throw new DerError(info.part, 'length')
  }
  return { keyId, ephemeralKey: sequence(keyAlgorithm, bitString(point)), wrappedKey }
}

export type AgreementKeys = {
  /** ECDH, usage deriveBits; may live in a key store that never shows it. */
  readonly privateKey: webcrypto.CryptoKey
  /** SubjectPublicKeyInfo of the other side, DER. */
  readonly peer: Uint8Array
}

/**
 * Wraps the 32-byte content key for the peer. Throws RangeError when the peer's point is not on the curve.
 */
export async function wrapContentKey(
  contentKey: Uint8Array,
  keys: AgreementKeys,
): Promise<Uint8Array<ArrayBuffer>> {
  const wrapping = await keyEncryptionKey(keys, 'wrapKey')
  if (wrapping === null) throw new RangeError('the centre’s public key is not a P-256 point')
  const key = await crypto.subtle.importKey('raw', owned(contentKey), 'AES-GCM', true, ['encrypt'])
  return new Uint8Array(await crypto.subtle.wrapKey('raw', key, wrapping, 'AES-KW'))
}

/** The content key, or null when the wrapped bytes are not for this key or were altered. */
export async function unwrapContentKey(
  wrappedKey: Uint8Array,
  keys: AgreementKeys,
): Promise<webcrypto.CryptoKey | null> {
  const wrapping = await keyEncryptionKey(keys, 'unwrapKey')
  if (wrapping === null) return null
  return crypto.subtle
    .unwrapKey('raw', owned(wrappedKey), wrapping, 'AES-KW', 'AES-GCM', false, ['decrypt'])
    .catch(() => null)
}

/**
 * ANSI X9.63 key derivation over one block of SHA-256 (RFC 5753 7.1.4, SEC 1 3.6.1):
 *   KEK = SHA-256( Z ‖ 00000001 ‖ ECC-CMS-SharedInfo { aes256-wrap, [2] OCTET STRING 256 as four bytes } )
 */
async function keyEncryptionKey(
  { privateKey, peer }: AgreementKeys,
  usage: 'wrapKey' | 'unwrapKey',
): Promise<webcrypto.CryptoKey | null> {
  const peerKey = await importPublicKey(peer, { name: 'ECDH', namedCurve: 'P-256' }, [])
  if (peerKey === null) return null
  const shared = new Uint8Array(
    await crypto.subtle.deriveBits({ name: 'ECDH', public: peerKey }, privateKey, 256),
  )
  const sharedInfo = sequence(keyWrapAlgorithm, tlv(context(2), octetString(Uint8Array.of(0, 0, 1, 0))))
  const derived = await sha256(concatBytes(shared, Uint8Array.of(0, 0, 0, 1), sharedInfo))
  return crypto.subtle.importKey('raw', derived, 'AES-KW', false, [usage])
}
