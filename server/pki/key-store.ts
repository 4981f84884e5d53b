/**
 * Where the system's private keys live. Callers name a key and get its work done, or a handle that cannot be exported;
 * a hardware module takes the place of the file store by the same port.
 */
import type { webcrypto } from 'node:crypto'
import { DomainError } from '../../core/errors.ts'
import type { CurveName } from '../../core/pki/curves.ts'
import type { SignatureAlgorithm } from '../../core/pki/signing-key.ts'

/** What a key is for; it is never used for both. */
export type KeyUse = 'SIGN' | 'AGREE'

/** Lower-case letters, digits and hyphens: also a safe file name. */
export type KeyId = string & { readonly __brand: 'KeyId' }

export function keyId(text: string): KeyId {
  if (!/^[a-z0-9][a-z0-9-]{0,63}$/.test(text)) throw new RangeError('not a key id')
  return text as KeyId
}

export type KeyStore = {
  /** Makes a key that never leaves the store; P-256 unless another curve is named. Throws KeyExists. */
  generate(id: KeyId, use: KeyUse, curve?: CurveName): Promise<void>
  /** Takes in a P-256 key from PKCS#8, DER, for a key made elsewhere. Throws KeyExists. */
  importKey(id: KeyId, use: KeyUse, pkcs8: Uint8Array<ArrayBuffer>): Promise<void>
  has(id: KeyId): Promise<boolean>
  /** A P-256 or P-384 handle that signs or derives and cannot be exported, beside its public key. Throws KeyMissing. */
  keyPair(id: KeyId): Promise<webcrypto.CryptoKeyPair>
  /** SubjectPublicKeyInfo, DER. Throws KeyMissing. */
  publicKey(id: KeyId): Promise<Uint8Array<ArrayBuffer>>
  /** ECDSA-Sig-Value, DER; the curve is the key's. Throws KeyMissing. */
  sign(id: KeyId, algorithm: SignatureAlgorithm, data: Uint8Array): Promise<Uint8Array<ArrayBuffer>>
  /** ECDH with a peer's SubjectPublicKeyInfo: the shared x-coordinate, 32 bytes. Throws KeyMissing. */
  derive(id: KeyId, peer: Uint8Array): Promise<Uint8Array<ArrayBuffer>>
}

export class KeyMissing extends DomainError<'KEY_MISSING'> {
  constructor(id: KeyId) {
    super(
      'KEY_MISSING',
      { vi: `Không có khóa ${id} trong kho khóa.`, en: `The key store has no key ${id}.` },
      { keyId: id },
    )
  }
}

export class KeyExists extends DomainError<'KEY_EXISTS'> {
  constructor(id: KeyId) {
    super(
      'KEY_EXISTS',
      {
        vi: `Khóa ${id} đã có trong kho khóa; không ghi đè.`,
        en: `The key store already holds the key ${id}.`,
      },
      { keyId: id },
    )
  }
}

/** The store cannot be trusted as it stands on disk. */
export class KeyStoreUnusable extends DomainError<'KEY_STORE_UNUSABLE'> {
  constructor(reason: 'WRAPPING_KEY_LOST' | 'WRAPPING_KEY_READABLE_BY_OTHERS' | 'DAMAGED') {
    super(
      'KEY_STORE_UNUSABLE',
      {
        vi: 'Kho khóa không dùng được: khóa bọc bị mất, bị lộ quyền đọc, hoặc tệp khóa hỏng.',
        en: 'The key store cannot be used: the wrapping key is lost or readable by others, or a key file is damaged.',
      },
      { reason },
    )
  }
}
