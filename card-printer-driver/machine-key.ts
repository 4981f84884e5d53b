import { createHash, webcrypto } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { encodeCertificateRequest } from '../core/cms/certificate-request.ts'

const p256 = { name: 'ECDSA', namedCurve: 'P-256' } as const
const { subtle } = webcrypto

/** The station's key pair; the private half cannot be taken out of memory again. */
export interface MachineKey {
  readonly privateKey: webcrypto.CryptoKey
  readonly publicKey: webcrypto.CryptoKey
  /** SHA-256 of the public key (SubjectPublicKeyInfo), hexadecimal: what an administrator compares. */
  readonly fingerprint: string
}

/** The key from its file (PKCS#8, mode 600), or a new one that is written there. */
export async function openMachineKey(directory: string): Promise<MachineKey> {
  const file = join(directory, 'station-key.pk8')
  const stored = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  return await importKey(stored ?? (await createKeyFile(file)))
}

async function createKeyFile(file: string): Promise<Uint8Array> {
  const pair = await subtle.generateKey(p256, true, ['sign', 'verify'])
  const bytes = new Uint8Array(await subtle.exportKey('pkcs8', pair.privateKey))
  // Whole or not at all: a half-written key would lock the station out.
  await writeFile(`${file}.new`, bytes, { mode: 0o600, flush: true })
  await rename(`${file}.new`, file)
  return bytes
}

async function importKey(pkcs8: Uint8Array): Promise<MachineKey> {
  const bytes = new Uint8Array(pkcs8)
  const readable = await subtle.importKey('pkcs8', bytes, p256, true, ['sign'])
  const { kty, crv, x, y } = await subtle.exportKey('jwk', readable)
  const parts = { kty: kty ?? '', crv: crv ?? '', x: x ?? '', y: y ?? '' }
  const publicKey = await subtle.importKey('jwk', parts, p256, true, ['verify'])
  const spki = new Uint8Array(await subtle.exportKey('spki', publicKey))
  return {
    privateKey: await subtle.importKey('pkcs8', bytes, p256, false, ['sign']),
    publicKey,
    fingerprint: createHash('sha256').update(spki).digest('hex'),
  }
}

/** PKCS#10 (RFC 2986), DER in base64. */
export async function certificateRequest(key: MachineKey): Promise<string> {
  return Buffer.from(await encodeCertificateRequest(key)).toString('base64')
}
