/**
 * Ciphers, message authentication codes and keys that chip and reader share: Doc 9303-11, 9.7 and 9.8. Nothing here knows which side
 * it stands on. OpenSSL 3 keeps single DES out of its default provider, so DES is triple DES with equal keys.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createSecretKey,
  type KeyObject,
  timingSafeEqual,
} from 'node:crypto'
import { concatBytes } from '../../core/bytes.ts'
import type { SignatureAlgorithm } from '../../core/pki/signing-key.ts'

export type CipherName = '3DES' | 'AES-128' | 'AES-192' | 'AES-256'

interface Cipher {
  readonly block: 8 | 16
  readonly keyLength: 16 | 24 | 32
  /** Of the key derivation (Doc 9303-11, 9.7.1.1 and 9.7.1.2). */
  readonly hash: 'sha1' | 'sha256'
  readonly cbc: string
}

const ciphers: Readonly<Record<CipherName, Cipher>> = {
  '3DES': { block: 8, keyLength: 16, hash: 'sha1', cbc: 'des-ede-cbc' },
  'AES-128': { block: 16, keyLength: 16, hash: 'sha1', cbc: 'aes-128-cbc' },
  'AES-192': { block: 16, keyLength: 24, hash: 'sha256', cbc: 'aes-192-cbc' },
  'AES-256': { block: 16, keyLength: 32, hash: 'sha256', cbc: 'aes-256-cbc' },
}

export const blockLength = (cipher: CipherName) => ciphers[cipher].block

/** The counter that makes one seed into keys of several uses (Doc 9303-11, 9.7.1). */
const keyUses = { encryption: 1, mac: 2, password: 3 } as const

/** KDF(K, c). Triple DES keys have odd parity, as the examples of appendix D print them. */
export function deriveKey(
  cipher: CipherName,
  seed: Uint8Array,
  use: keyof typeof keyUses,
): Uint8Array<ArrayBuffer> {
  const { hash, keyLength } = ciphers[cipher]
  const digest = createHash(hash)
    .update(seed)
    .update(Uint8Array.of(0, 0, 0, keyUses[use]))
    .digest()
  const key = Uint8Array.from(digest.subarray(0, keyLength))
  return cipher === '3DES' ? key.map(withOddParity) : key
}

function withOddParity(byte: number): number {
  let ones = 0
  for (let rest = byte >> 1; rest > 0; rest >>= 1) ones += rest & 1
  return (byte & 0xfe) | (ones % 2 === 0 ? 1 : 0)
}

/** ISO/IEC 9797-1 method 2: 80, then zeros to the end of the block. */
export function pad(data: Uint8Array, block: number): Uint8Array<ArrayBuffer> {
  const padded = new Uint8Array(data.length + block - (data.length % block))
  padded.set(data)
  padded[data.length] = 0x80
  return padded
}

/** Undoes `pad`; null where there is no such padding in the last block. */
export function unpad(data: Uint8Array, block: number): Uint8Array | null {
  let end = data.length - 1
  while (end >= 0 && data[end] === 0) end -= 1
  return data[end] === 0x80 && data.length - end <= block ? data.subarray(0, end) : null
}

const openedKeys = new WeakMap<Uint8Array, KeyObject>()

/** Node takes a key that it has opened six times faster than its bytes, and a session uses its keys hundreds of times. */
function openedKey(key: Uint8Array): KeyObject {
  const known = openedKeys.get(key)
  if (known) return known
  const opened = createSecretKey(key)
  openedKeys.set(key, opened)
  return opened
}

/** CBC over whole blocks, without padding. A start value left out is zero. */
export function encryptCbc(
  cipher: CipherName,
  key: Uint8Array,
  data: Uint8Array,
  iv: Uint8Array = new Uint8Array(ciphers[cipher].block),
): Uint8Array<ArrayBuffer> {
  const run = createCipheriv(ciphers[cipher].cbc, openedKey(key), iv).setAutoPadding(false)
  return concatBytes(run.update(data), run.final())
}

/** The reverse of `encryptCbc`; `data` is whole blocks. */
export function decryptCbc(
  cipher: CipherName,
  key: Uint8Array,
  data: Uint8Array,
  iv: Uint8Array = new Uint8Array(ciphers[cipher].block),
): Uint8Array<ArrayBuffer> {
  const run = createDecipheriv(ciphers[cipher].cbc, openedKey(key), iv).setAutoPadding(false)
  return concatBytes(run.update(data), run.final())
}

/**
 * The authentication code of 8 bytes over a message that has its padding already (Doc 9303-11, 9.8.6): with triple DES the retail
 * MAC, with AES the first half of CMAC.
 */
export const codeOfBlocks = (cipher: CipherName, key: Uint8Array, blocks: Uint8Array): Uint8Array =>
  cipher === '3DES' ? retailMac(key, blocks) : cmac(cipher, key, blocks).subarray(0, 8)

/** The code over a message of any length: CMAC needs no padding of its own (Doc 9303-11, 4.4.3.4). */
export const codeOf = (cipher: CipherName, key: Uint8Array, message: Uint8Array): Uint8Array =>
  codeOfBlocks(cipher, key, cipher === '3DES' ? pad(message, 8) : message)

/** ISO/IEC 9797-1 algorithm 3 with DES, over whole blocks: CBC under the first key, the last block under both. */
function retailMac(key: Uint8Array, blocks: Uint8Array): Uint8Array {
  const last = blocks.length - 8
  const first = key.subarray(0, 8)
  const des = createCipheriv('des-ede-cbc', concatBytes(first, first), new Uint8Array(8))
  const chained = des.setAutoPadding(false).update(blocks.subarray(0, last))
  const iv = last === 0 ? new Uint8Array(8) : chained.subarray(last - 8)
  return encryptCbc('3DES', key, blocks.subarray(last), iv)
}

/** CMAC of 16 bytes (RFC 4493, 2.4; SP 800-38B, 6.2). */
export function cmac(
  cipher: Exclude<CipherName, '3DES'>,
  key: Uint8Array,
  message: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const k1 = doubled(encryptCbc(cipher, key, new Uint8Array(16)))
  const whole = message.length > 0 && message.length % 16 === 0
  const blocks = whole ? Uint8Array.from(message) : pad(message, 16)
  const subkey = whole ? k1 : doubled(k1)
  const last = blocks.length - 16
  for (let i = 0; i < 16; i++) blocks[last + i] = (blocks[last + i] ?? 0) ^ (subkey[i] ?? 0)
  return encryptCbc(cipher, key, blocks).slice(-16)
}

/** Times x in GF(2^128) (RFC 4493, 2.3). */
function doubled(block: Uint8Array): Uint8Array {
  const carry = (block[0] ?? 0) >> 7
  return block.map((byte, i) => {
    const next = i === 15 ? carry * 0x87 : (block[i + 1] ?? 0) >> 7
    return ((byte << 1) & 0xff) ^ next
  })
}

/** Hashes of signatures, as node:crypto names them. */
export const signatureHash = {
  ECDSA_SHA256: 'sha256',
  ECDSA_SHA384: 'sha384',
  ECDSA_SHA512: 'sha512',
} as const satisfies Record<SignatureAlgorithm, string>

/** Compares secrets in the same time wherever they differ. */
export const sameSecret = (a: Uint8Array, b: Uint8Array) => a.length === b.length && timingSafeEqual(a, b)
