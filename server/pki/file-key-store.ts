/**
 * The key store of an installation without a hardware module. One JSON file per key: the PKCS#8 bytes under AES-256-GCM,
 * with the key's id and use as additional data, so that a file renamed to another key's name does not open. The curve is
 * the one that the key itself names.
 */
import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes, webcrypto } from 'node:crypto'
import { mkdir, readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { equalBytes } from '../../core/bytes.ts'
import { owned } from '../../core/cms/ecdsa.ts'
import { asciiBytes } from '../../core/der.ts'
import { curves } from '../../core/pki/curves.ts'
import { isPrivateFile, readIfThere, writeOnce } from './key-files.ts'
import {
  KeyExists,
  type KeyId,
  KeyMissing,
  type KeyStore,
  KeyStoreUnusable,
  type KeyUse,
} from './key-store.ts'
import { type OpenedKey, openKey } from './opened-key.ts'

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

export const wrappingKeyBytes = 32

const fromBase64 = (text: string) => owned(Buffer.from(text, 'base64'))
const toBase64 = (bytes: ArrayBuffer | Uint8Array) => Buffer.from(new Uint8Array(bytes)).toString('base64')

/** Opens the store, making it where there is none. Throws KeyStoreUnusable. */
export async function openFileKeyStore({
  directory,
  wrappingKeyFile,
}: FileKeyStorePlaces): Promise<KeyStore> {
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const wrappingKey = await readWrappingKey(directory, wrappingKeyFile)
  const store: Store = { directory, wrappingKey, opened: new Map() }
  return {
    generate: async (id, use, curve = 'P-256') => {
      const { privateKey } = generateKeyPairSync('ec', { namedCurve: curves[curve].opensslName })
      await save(store, id, { use, privateKey })
    },
    importKey: async (id, use, pkcs8) => {
      const key = Buffer.from(pkcs8)
      const privateKey = createPrivateKey({ key, format: 'der', type: 'pkcs8' })
      key.fill(0)
      if (privateKey.asymmetricKeyDetails?.namedCurve !== curves['P-256'].opensslName)
        throw new RangeError('not a P-256 key')
      await save(store, id, { use, privateKey })
    },
    has: async (id) => (await readStored(store, id)) !== null,
    keyPair: async (id) => {
      const { pair } = await open(store, id)
      if (pair === null) throw new RangeError(`${id} has no handle: its curve is Brainpool’s`)
      return pair
    },
    publicKey: async (id) => Uint8Array.from((await open(store, id)).spki),
    sign: async (id, algorithm, data) => (await open(store, id)).sign(algorithm, data),
    derive: async (id, peer) => (await open(store, id)).derive(peer),
  }
}

type Store = {
  readonly directory: string
  readonly wrappingKey: webcrypto.CryptoKey
  /** Kept so that each file is unwrapped once. */
  readonly opened: Map<KeyId, OpenedKey>
}

async function open(store: Store, id: KeyId): Promise<OpenedKey> {
  const known = store.opened.get(id)
  if (known !== undefined) return known
  const stored = await readStored(store, id)
  if (stored === null) throw new KeyMissing(id)
  const opened = await openKey(stored.use, await unwrap(store, id, stored))
  // The public half stands in the file unprotected.
  if (!equalBytes(opened.spki, fromBase64(stored.publicKey))) throw new KeyStoreUnusable('DAMAGED')
  store.opened.set(id, opened)
  return opened
}

async function unwrap(store: Store, id: KeyId, { use, nonce, wrappedKey }: StoredKey): Promise<KeyObject> {
  const wrapping = wrapAlgorithm(id, use, fromBase64(nonce))
  const pkcs8 = await webcrypto.subtle
    .decrypt(wrapping, store.wrappingKey, fromBase64(wrappedKey))
    .catch(() => null)
  if (pkcs8 === null) throw new KeyStoreUnusable('DAMAGED')
  const key = Buffer.from(pkcs8)
  try {
    return createPrivateKey({ key, format: 'der', type: 'pkcs8' })
  } finally {
    key.fill(0)
  }
}

const wrapAlgorithm = (id: KeyId, use: KeyUse, nonce: Uint8Array<ArrayBuffer>) => ({
  name: 'AES-GCM',
  iv: nonce,
  additionalData: asciiBytes(`${use}:${id}`),
})

async function save(
  store: Store,
  id: KeyId,
  { use, privateKey }: { readonly use: KeyUse; readonly privateKey: KeyObject },
): Promise<void> {
  const nonce = owned(randomBytes(12))
  const pkcs8 = owned(privateKey.export({ type: 'pkcs8', format: 'der' }))
  const wrapped = await webcrypto.subtle.encrypt(wrapAlgorithm(id, use, nonce), store.wrappingKey, pkcs8)
  pkcs8.fill(0)
  const { spki } = await openKey(use, privateKey)
  const stored: StoredKey = {
    use,
    publicKey: toBase64(spki),
    nonce: toBase64(nonce),
    wrappedKey: toBase64(wrapped),
  }
  const bytes = Buffer.from(`${JSON.stringify(stored)}\n`)
  if (!(await writeOnce(keyFile(store, id), bytes))) throw new KeyExists(id)
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
    await writeOnce(file, randomBytes(wrappingKeyBytes))
  }
  if (!(await isPrivateFile(file))) throw new KeyStoreUnusable('WRAPPING_KEY_READABLE_BY_OTHERS')
  const bytes = await readFile(file)
  if (bytes.length !== wrappingKeyBytes) throw new KeyStoreUnusable('DAMAGED')
  return webcrypto.subtle.importKey('raw', owned(bytes), 'AES-GCM', false, ['encrypt', 'decrypt'])
}
