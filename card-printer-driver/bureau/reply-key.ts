import { webcrypto } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { keyIdentifier } from '../../core/cms/certificate.ts'
import { writeDurably } from '../durable-file.ts'

const p256 = { name: 'ECDH', namedCurve: 'P-256' } as const
const { subtle } = webcrypto

/** Results are sealed to this key: what a scanner read from a card names its holder. */
export interface ReplyKey {
  readonly privateKey: webcrypto.CryptoKey
  /** SubjectPublicKeyInfo. */
  readonly spki: Uint8Array
  /** Hexadecimal. */
  readonly keyId: string
}

/** The key from its file (PKCS#8, mode 600), or a new one that is written there. */
export async function openReplyKey(file: string): Promise<ReplyKey> {
  const stored = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  const pkcs8 = new Uint8Array(stored ?? (await createKeyFile(file)))
  const readable = await subtle.importKey('pkcs8', pkcs8, p256, true, ['deriveBits'])
  const { kty, crv, x, y } = await subtle.exportKey('jwk', readable)
  const parts = { kty: kty ?? '', crv: crv ?? '', x: x ?? '', y: y ?? '' }
  const spki = new Uint8Array(
    await subtle.exportKey('spki', await subtle.importKey('jwk', parts, p256, true, [])),
  )
  const privateKey = await subtle.importKey('pkcs8', pkcs8, p256, false, ['deriveBits'])
  return { privateKey, spki, keyId: await keyIdentifier(spki) }
}

async function createKeyFile(file: string): Promise<Uint8Array> {
  const pair = await subtle.generateKey(p256, true, ['deriveBits'])
  const bytes = new Uint8Array(await subtle.exportKey('pkcs8', pair.privateKey))
  await writeDurably(file, bytes)
  return bytes
}
