import { constants, createCipheriv, publicEncrypt, randomBytes, type X509Certificate } from 'node:crypto'

export interface Sealed {
  /** Ciphertext and tag, base64url. */
  readonly bioValue: string
  /** The AES key for the party, RSA-OAEP with SHA-256, base64url. */
  readonly sessionKey: string
  /** SHA-256 of the party's certificate, hexadecimal, upper case. */
  readonly thumbprint: string
}

/**
 * A record that only the authenticating party can read: AES-256-GCM under a fresh key. Nonce and additional data are the last
 * 12 and 16 bytes of the time stamp xor the transaction id, the shorter with zeros before it.
 */
export function sealForParty(
  record: Uint8Array,
  party: X509Certificate,
  { timestamp, transactionId }: { readonly timestamp: string; readonly transactionId: string },
): Sealed {
  const key = randomBytes(32)
  const mixed = xor(Buffer.from(timestamp), Buffer.from(transactionId))
  const cipher = createCipheriv('aes-256-gcm', key, mixed.subarray(-12))
  cipher.setAAD(mixed.subarray(-16))
  const sealed = Buffer.concat([cipher.update(record), cipher.final(), cipher.getAuthTag()])
  const padding = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }
  return {
    bioValue: sealed.toString('base64url'),
    sessionKey: publicEncrypt({ key: party.publicKey, ...padding }, key).toString('base64url'),
    thumbprint: party.fingerprint256.replaceAll(':', ''),
  }
}

function xor(one: Buffer, other: Buffer): Buffer {
  const length = Math.max(one.length, other.length)
  const byteOf = (bytes: Buffer, at: number) => bytes[at - (length - bytes.length)] ?? 0
  return Buffer.from(Array.from({ length }, (_, at) => byteOf(one, at) ^ byteOf(other, at)))
}
