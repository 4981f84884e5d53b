import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { concatBytes } from '../../core/bytes.ts'
import { readIfPresent, writeDurably } from '../outbox/durable-file.ts'
import { DraftDamaged } from './refusals.ts'

/** NIST SP 800-38D: 96-bit nonce, 128-bit tag. */
const nonceBytes = 12
const tagBytes = 16
const algorithm = 'aes-256-gcm'

/** Encrypts what lies on the desk's disk: a stolen disk without the key file tells nothing of anyone. */
export interface DraftBox {
  /** `place` binds the content to where it lies, so that files cannot be swapped: 12-byte nonce, ciphertext, 16-byte tag. */
  close(content: Uint8Array, place: string): Uint8Array<ArrayBuffer>
  /** Throws {@link DraftDamaged}. */
  open(box: Uint8Array, place: string): Uint8Array<ArrayBuffer>
}

/** The key is made at the first start and kept in a file of mode 600. */
export async function openDraftBox(directory: string): Promise<DraftBox> {
  const path = join(directory, 'draft-key')
  const stored = await readIfPresent(path)
  const key = stored ?? randomBytes(32)
  if (!stored) await writeDurably(path, key)
  return {
    close(content, place) {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv(algorithm, key, nonce).setAAD(Buffer.from(place))
      return concatBytes(nonce, cipher.update(content), cipher.final(), cipher.getAuthTag())
    },
    open(box, place) {
      if (box.length < nonceBytes + tagBytes) throw new DraftDamaged()
      const decipher = createDecipheriv(algorithm, key, box.subarray(0, nonceBytes), {
        authTagLength: tagBytes,
      })
      decipher.setAAD(Buffer.from(place)).setAuthTag(box.subarray(-tagBytes))
      try {
        return concatBytes(decipher.update(box.subarray(nonceBytes, -tagBytes)), decipher.final())
      } catch {
        throw new DraftDamaged()
      }
    },
  }
}
