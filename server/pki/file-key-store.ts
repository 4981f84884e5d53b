/**
 * The key store of an installation without a hardware module. One JSON file per key: the PKCS#8 bytes under AES-256-GCM,
 * with the key's id and use as additional data, so that a file renamed to another key's name does not open.
 */
import { randomBytes, webcrypto } from 'node:crypto'
import { link, mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { importPublicKey, owned, signEcdsa } from '../../core/cms/ecdsa.ts'
import { asciiBytes } from '../../core/der.ts'
import {
  KeyExists,
  type KeyId,
  KeyMissing,
  type KeyStore,
  KeyStoreUnusable,
  type KeyUse,
} from './key-store.ts'

export type FileKeyStorePlaces = {
  /** Folder of the wrapped keys. */
  readonly directory: string
  /** The key-encryption key, 32 bytes, mode 600; made on the first start. Best kept on another volume. */
  readonly wrappingKeyFile: string
}

const storedKeySchema = z.strictObject({
  use: z.enum(['SIGN', 'AGREE']),
  publicKey: z.base64(),
  nonce: z.base64(),
  wrappedKey: z.base64(),
})
type StoredKey = z.infer<typeof storedKeySchema>

const algorithms = {
  SIGN: { algorithm: { name: 'ECDSA', namedCurve: 'P-256' }, usage: 'sign', publicUsages: ['verify'] },
  AGREE: { algorithm: { name: 'ECDH', namedCurve: 'P-256' }, usage: 'deriveBits', publicUsages: [] },
} as const satisfies Record<KeyUse, unknown>

const fromBase64 = (text: string) => owned(Buffer.from(text, 'base64'))
const toBase64 = (bytes: ArrayBuffer | Uint8Array) => Buffer.from(new Uint8Array(bytes)).toString('base64')

/** Opens the store, making it where there is none. Throws KeyStoreUnusable. */
export async function openFileKeyStore({
  directory,
  wrappingKeyFile,
}: FileKeyStorePlaces): Promise<KeyStore> {
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const wrappingKey = await readWrappingKey(directory, wrappingKeyFile)
  const store: Store = { directory, wrappingKey, handles: new Map() }
  return {
    generate: (id, use) => generate(store, id, use),
    importKey: async (id, use, pkcs8) => {
      const { algorithm, usage } = algorithms[use]
      await save(store, id, {
        use,
        privateKey: await webcrypto.subtle.importKey('pkcs8', pkcs8, algorithm, true, [usage]),
      })
    },
    has: async (id) => (await readStored(store, id)) !== null,
    keyPair: (id) => keyPair(store, id),
    publicKey: async (id) => {
      const { publicKey } = await keyPair(store, id)
      return new Uint8Array(await webcrypto.subtle.exportKey('spki', publicKey))
    },
    sign: async (id, _algorithm, data) => signEcdsa((await keyPair(store, id)).privateKey, data),
    derive: (id, peer) => derive(store, id, peer),
  }
}

type Store = {
  readonly directory: string
  readonly wrappingKey: webcrypto.CryptoKey
  /** Opened keys, kept so that each file is unwrapped once. */
  readonly handles: Map<KeyId, webcrypto.CryptoKeyPair>
}

async function generate(store: Store, id: KeyId, use: KeyUse): Promise<void> {
  const { algorithm, usage } = algorithms[use]
  const { privateKey } = await webcrypto.subtle.generateKey(algorithm, true, [usage])
  await save(store, id, { use, privateKey })
}

async function derive(store: Store, id: KeyId, peer: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const { privateKey } = await keyPair(store, id)
  const peerKey = await importPublicKey(peer, algorithms.AGREE.algorithm, [])
  if (peerKey === null) throw new RangeError('the peer’s key is not a P-256 point')
  return new Uint8Array(await webcrypto.subtle.deriveBits({ name: 'ECDH', public: peerKey }, privateKey, 256))
}

async function keyPair(store: Store, id: KeyId): Promise<webcrypto.CryptoKeyPair> {
  const known = store.handles.get(id)
  if (known !== undefined) return known
  const stored = await readStored(store, id)
  if (stored === null) throw new KeyMissing(id)
  const { algorithm, usage, publicUsages } = algorithms[stored.use]
  const wrapping = wrapAlgorithm(id, stored.use, fromBase64(stored.nonce))
  const privateKey = await webcrypto.subtle
    .unwrapKey('pkcs8', fromBase64(stored.wrappedKey), store.wrappingKey, wrapping, algorithm, false, [usage])
    .catch(() => null)
  const publicKey = await importPublicKey(fromBase64(stored.publicKey), algorithm, [...publicUsages])
  if (privateKey === null || publicKey === null) throw new KeyStoreUnusable('DAMAGED')
  const pair = { privateKey, publicKey }
  store.handles.set(id, pair)
  return pair
}

const wrapAlgorithm = (id: KeyId, use: KeyUse, nonce: Uint8Array<ArrayBuffer>) => ({
  name: 'AES-GCM',
  iv: nonce,
  additionalData: asciiBytes(`${use}:${id}`),
})

async function save(
  store: Store,
  id: KeyId,
  { use, privateKey }: { use: KeyUse; privateKey: webcrypto.CryptoKey },
): Promise<void> {
  const nonce = owned(randomBytes(12))
  const wrapped = await webcrypto.subtle.wrapKey(
    'pkcs8',
    privateKey,
    store.wrappingKey,
    wrapAlgorithm(id, use, nonce),
  )
  const stored: StoredKey = {
    use,
    publicKey: toBase64(await publicPart(privateKey)),
    nonce: toBase64(nonce),
    wrappedKey: toBase64(wrapped),
  }
  const bytes = Buffer.from(`${JSON.stringify(stored)}\n`)
  if (!(await writeOnce(keyFile(store, id), bytes))) throw new KeyExists(id)
}

async function publicPart(privateKey: webcrypto.CryptoKey): Promise<ArrayBuffer> {
  const { kty, crv, x, y } = await webcrypto.subtle.exportKey('jwk', privateKey)
  const jwk = Object.fromEntries(
    Object.entries({ kty, crv, x, y }).filter(([, value]) => value !== undefined),
  )
  const key = await webcrypto.subtle.importKey('jwk', jwk, { name: 'ECDH', namedCurve: 'P-256' }, true, [])
  return webcrypto.subtle.exportKey('spki', key)
}

const keyFile = ({ directory }: Store, id: KeyId) => join(directory, `${id}.key.json`)

async function readStored(store: Store, id: KeyId): Promise<StoredKey | null> {
  const text = await readIfThere(keyFile(store, id))
  if (text === null) return null
  try {
    return storedKeySchema.parse(JSON.parse(text.toString('utf8')))
  } catch {
    throw new KeyStoreUnusable('DAMAGED')
  }
}

async function readWrappingKey(directory: string, file: string): Promise<webcrypto.CryptoKey> {
  if ((await readIfThere(file)) === null) {
    // A new wrapping key beside existing keys would hide that the old one is gone.
    const isInUse = (await readdir(directory)).some((name) => name.endsWith('.key.json'))
    if (isInUse) throw new KeyStoreUnusable('WRAPPING_KEY_LOST')
    await mkdir(dirname(file), { recursive: true, mode: 0o700 })
    await writeOnce(file, randomBytes(32))
  }
  const isPrivate = process.platform === 'win32' || ((await stat(file)).mode & 0o077) === 0
  if (!isPrivate) throw new KeyStoreUnusable('WRAPPING_KEY_READABLE_BY_OTHERS')
  const bytes = await readFile(file)
  if (bytes.length !== 32) throw new KeyStoreUnusable('DAMAGED')
  return webcrypto.subtle.importKey('raw', owned(bytes), 'AES-GCM', false, ['wrapKey', 'unwrapKey'])
}

async function readIfThere(file: string): Promise<Buffer | null> {
  return readFile(file).catch((fault: NodeJS.ErrnoException) => {
    if (fault.code === 'ENOENT') return null
    throw fault
  })
}

/**
 * Writes a file whole or not at all and never over another; false when one is there, as when two processes
 * start at once.
 */
async function writeOnce(file: string, bytes: Uint8Array): Promise<boolean> {
  const draft = `${file}.${randomBytes(6).toString('hex')}.draft`
  const handle = await open(draft, 'wx', 0o600)
  try {
    await handle.writeFile(bytes)
    await handle.sync()
    await link(draft, file)
    return true
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && fault.code === 'EEXIST') return false
    throw fault
  } finally {
    await handle.close()
    await rm(draft)
  }
}
