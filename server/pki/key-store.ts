/**
 * Where the system's private keys live. Callers name a key and get its work done, or a handle that cannot be exported;
 * a hardware module takes the place of the file store by the same port.
 */
import type { webcrypto } from 'node:crypto'
import { type Bilingual, DomainError } from '../../core/errors.ts'
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

/** Keys that do their work inside the store: what a hardware module can do too. */
export type SealedKeyStore = {
  /** Makes a key that never leaves the store; P-256 unless another curve is named. Throws KeyExists. */
  generate(id: KeyId, use: KeyUse, curve?: CurveName): Promise<void>
  has(id: KeyId): Promise<boolean>
  /** SubjectPublicKeyInfo, DER, its curve named. Throws KeyMissing. */
  publicKey(id: KeyId): Promise<Uint8Array<ArrayBuffer>>
  /** ECDSA-Sig-Value, DER; the curve is the key's. Throws KeyMissing. */
  sign(id: KeyId, algorithm: SignatureAlgorithm, data: Uint8Array): Promise<Uint8Array<ArrayBuffer>>
  /** ECDH with a peer's SubjectPublicKeyInfo: the shared x-coordinate, as long as the field. Throws KeyMissing. */
  derive(id: KeyId, peer: Uint8Array): Promise<Uint8Array<ArrayBuffer>>
}

/** The store of the card PKI: its connection to a hardware module ends with it. */
export type CardKeyStore = SealedKeyStore & { close(): Promise<void> }

/** A store that also gives handles, as the machine PKI and its tokens use them; every store throws KeyStoreUnavailable too. */
export type KeyStore = SealedKeyStore & {
  /** Takes in a P-256 key from PKCS#8, DER, for a key made elsewhere. Throws KeyExists. */
  importKey(id: KeyId, use: KeyUse, pkcs8: Uint8Array<ArrayBuffer>): Promise<void>
  /** A P-256 or P-384 handle that signs or derives and cannot be exported, beside its public key. Throws KeyMissing. */
  keyPair(id: KeyId): Promise<webcrypto.CryptoKeyPair>
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

const unusable = {
  WRAPPING_KEY_LOST: {
    vi: 'Kho khóa có khóa nhưng không có khóa bọc: người giữ khóa cần kích hoạt kho (pki activate).',
    en: 'The key store holds keys but its wrapping key is not there: the custodians have to activate it (pki activate).',
  },
  WRAPPING_KEY_READABLE_BY_OTHERS: {
    vi: 'Người khác đọc được khóa bọc của kho khóa: đặt lại quyền tệp là 600 và coi khóa bọc là đã lộ.',
    en: 'Others can read the wrapping key: set the file’s mode to 600 and treat the key as disclosed.',
  },
  DAMAGED: {
    vi: 'Một tệp khóa bị hỏng hoặc không phải của khóa này: cần khôi phục từ bản sao lưu.',
    en: 'A key file is damaged or is another key’s: it has to be restored from a backup.',
  },
  EXTRACTABLE: {
    vi: 'Khóa trên thiết bị HSM có thể bị sao chép ra ngoài nên không được dùng: cần tạo khóa mới.',
    en: 'The key on the module could be copied out of it and is not used: a new one has to be made.',
  },
  NOT_SUPPORTED: {
    vi: 'Thiết bị HSM không hỗ trợ đường cong hoặc phép tính này: chọn đường cong khác hoặc thiết bị khác.',
    en: 'The module does not support this curve or operation: choose another curve or another module.',
  },
} as const satisfies Record<string, Bilingual>

export type KeyStoreProblem = keyof typeof unusable

/** The store, or a key in it, cannot be trusted or used as it stands; somebody has to act. */
export class KeyStoreUnusable extends DomainError<'KEY_STORE_UNUSABLE'> {
  readonly reason: KeyStoreProblem

  constructor(reason: KeyStoreProblem) {
    super('KEY_STORE_UNUSABLE', unusable[reason], { reason })
    this.reason = reason
  }
}

const unavailable = {
  DRIVER_MISSING: {
    vi: 'Máy chủ chưa cài thành phần kết nối HSM (pkcs11js): cài lại gói phụ thuộc.',
    en: 'The server lacks the PKCS#11 binding (pkcs11js): install the optional dependencies.',
  },
  MODULE_MISSING: {
    vi: 'Không nạp được thư viện HSM: kiểm tra PKCS11_MODULE.',
    en: 'The module’s library cannot be loaded: check PKCS11_MODULE.',
  },
  TOKEN_MISSING: {
    vi: 'Không thấy đúng một thiết bị HSM đã khởi tạo có nhãn đã khai: kiểm tra thiết bị và PKCS11_TOKEN_LABEL.',
    en: 'There is not exactly one initialised token of that label: check the module and PKCS11_TOKEN_LABEL.',
  },
  NOT_ACTIVATED: {
    vi: 'Kho khóa chưa được kích hoạt: người giữ khóa cần chạy lệnh pki activate.',
    en: 'The key store is not activated: the custodians have to run pki activate.',
  },
  PIN_READABLE_BY_OTHERS: {
    vi: 'Người khác đọc được tệp PIN: đặt lại quyền tệp là 600 và đổi PIN.',
    en: 'Others can read the PIN’s file: set its mode to 600 and change the PIN.',
  },
  PIN_WRONG: {
    vi: 'HSM không nhận PIN; máy chủ không thử lại cho đến khi tệp PIN thay đổi, để HSM không bị khóa.',
    en: 'The token refuses the PIN; it is not tried again until the PIN’s file changes, lest the token locks.',
  },
  PIN_LOCKED: {
    vi: 'PIN của HSM đã bị khóa: người quản trị HSM cần mở khóa.',
    en: 'The token’s PIN is locked: its security officer has to unlock it.',
  },
  TOKEN_FULL: {
    vi: 'HSM không còn chỗ cho khóa mới: xóa khóa đã hết hạn hoặc thêm thiết bị.',
    en: 'The token has no room for another key: remove expired keys or add a module.',
  },
  GONE: {
    vi: 'HSM không trả lời; việc ký sẽ tự tiếp tục khi thiết bị hoạt động trở lại.',
    en: 'The module does not answer; signing goes on by itself as soon as it is back.',
  },
} as const satisfies Record<string, Bilingual>

export type KeyStoreFault = keyof typeof unavailable

/** Nothing was signed or made; the store opens again by itself once the cause is gone. */
export class KeyStoreUnavailable extends DomainError<'KEY_STORE_UNAVAILABLE'> {
  readonly reason: KeyStoreFault

  constructor(reason: KeyStoreFault) {
    super('KEY_STORE_UNAVAILABLE', unavailable[reason], { reason })
    this.reason = reason
  }
}
