import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { concatBytes } from '../../core/bytes.ts'
import { BoxDamaged } from './refusals.ts'

/** NIST SP 800-38D: 96-bit nonce, 128-bit tag. */
const nonceBytes = 12
const tagBytes = 16
const algorithm = 'aes-256-gcm'
export const keyBytes = 32

/** Encrypts under one key. */
export interface Box {
  /** `place` binds the content to where it lies, so that files cannot be swapped: 12-byte nonce, ciphertext, 16-byte tag. */
  close(content: Uint8Array, place: string): Uint8Array<ArrayBuffer>
  /** Throws {@link BoxDamaged}. */
  open(box: Uint8Array, place: string): Uint8Array<ArrayBuffer>
}

export const freshKey = (): Uint8Array<ArrayBuffer> => new Uint8Array(randomBytes(keyBytes))

export function boxOf(key: Uint8Array): Box {
  return {
    close(content, place) {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv(algorithm, key, nonce).setAAD(Buffer.from(place))
      return concatBytes(nonce, cipher.update(content), cipher.final(), cipher.getAuthTag())
    },
    open(box, place) {
      if (box.length < nonceBytes + tagBytes) throw new BoxDamaged()
      const decipher = createDecipheriv(algorithm, key, box.subarray(0, nonceBytes), {
        authTagLength: tagBytes,
      })
      decipher.setAAD(Buffer.from(place)).setAuthTag(box.subarray(-tagBytes))
      try {
        return concatBytes(decipher.update(box.subarray(nonceBytes, -tagBytes)), decipher.final())
      } catch {
        throw new BoxDamaged()
      }
    },
  }
}
