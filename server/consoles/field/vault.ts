import { z } from 'zod'
import {
  afterWrongPin,
  openLock,
  pinLockSchema,
  triesLeft,
  waitBeforePin,
} from '../../../core/field/pin-lock.ts'
import { change, read } from './database.ts'

/** OWASP's figure for PBKDF2 with SHA-256; kept beside the salt, so that it may grow. */
const iterations = 600_000

type Bytes = Uint8Array<ArrayBuffer>
const bytesSchema = z.custom<Bytes>((value) => value instanceof Uint8Array)

/** A random key, wrapped by the one that the PIN gives. The PIN itself is kept nowhere. */
const vaultSchema = z.strictObject({
  salt: bytesSchema,
  iterations: z.int().positive(),
  iv: bytesSchema,
  wrappedKey: bytesSchema,
  lock: pinLockSchema,
})
type StoredVault = z.infer<typeof vaultSchema>

const sealedSchema = z.strictObject({ iv: bytesSchema, bytes: bytesSchema })

/** What is written in one step: all of it, or nothing. */
export interface VaultChanges {
  readonly put?: readonly (readonly [id: string, value: unknown])[]
  readonly remove?: readonly string[]
}

/** An open vault: texts go in and out in the clear and lie on the device sealed (AES-256-GCM, the id as associated data). */
export interface Vault {
  /** By id; undefined for what does not open. */
  readAll(): Promise<ReadonlyMap<string, unknown>>
  write(changes: VaultChanges): Promise<void>
}

export type Opening =
  | { readonly kind: 'open'; readonly vault: Vault }
  | { readonly kind: 'wrong'; readonly triesLeft: number }
  | { readonly kind: 'wait'; readonly milliseconds: number }

const utf8 = new TextEncoder()
const drawn = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length))

async function keyOf(pin: string, vault: Pick<StoredVault, 'salt' | 'iterations'>): Promise<CryptoKey> {
  const secret = utf8.encode(pin.normalize('NFC'))
  const base = await crypto.subtle.importKey('raw', secret, 'PBKDF2', false, ['deriveKey'])
  const derivation = { name: 'PBKDF2', hash: 'SHA-256', salt: vault.salt, iterations: vault.iterations }
  return crypto.subtle.deriveKey(derivation, base, { name: 'AES-GCM', length: 256 }, false, [
    'wrapKey',
    'unwrapKey',
  ])
}

async function storedVault(database: IDBDatabase): Promise<StoredVault | null> {
  const row = await read<unknown>(database, 'vault', (store) => store.get('vault'))
  return row === undefined ? null : vaultSchema.parse(row)
}

const store = (database: IDBDatabase, vault: StoredVault) =>
  change(database, 'vault', (shelf) => void shelf.put(vault, 'vault'))

export const hasVault = async (database: IDBDatabase): Promise<boolean> =>
  (await storedVault(database)) !== null

/** Makes the vault with its PIN. Throws where there is one: nothing is ever overwritten. */
export async function createVault(database: IDBDatabase, pin: string): Promise<Vault> {
  const [salt, iv] = [drawn(16), drawn(12)]
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, ['encrypt', 'decrypt'])
  const wrapping = await keyOf(pin, { salt, iterations })
  const wrapped = await crypto.subtle.wrapKey('raw', key, wrapping, { name: 'AES-GCM', iv })
  const row = { salt, iterations, iv, wrappedKey: new Uint8Array(wrapped), lock: openLock }
  await change(database, 'vault', (shelf) => void shelf.add(row, 'vault'))
  const opened = await openVault(database, pin, 0)
  if (opened.kind !== 'open') throw new Error('a new vault opens')
  return opened.vault
}

/** Tries a PIN. A failure is counted before the try, so that closing the page in between gains nothing. */
export async function openVault(database: IDBDatabase, pin: string, now: number): Promise<Opening> {
  const vault = await storedVault(database)
  if (!vault) throw new Error('there is no vault')
  const milliseconds = waitBeforePin(vault.lock, now)
  if (milliseconds > 0) return { kind: 'wait', milliseconds }
  const failed = afterWrongPin(vault.lock, now)
  await store(database, { ...vault, lock: failed })
  const key = await unwrap(vault, await keyOf(pin, vault))
  if (key) {
    await store(database, { ...vault, lock: openLock })
    return { kind: 'open', vault: vaultWith(database, key) }
  }
  const wait = waitBeforePin(failed, now)
  return wait > 0 ? { kind: 'wait', milliseconds: wait } : { kind: 'wrong', triesLeft: triesLeft(failed) }
}

/** Null where the key of another PIN was tried: the tag does not fit. */
async function unwrap({ iv, wrappedKey }: StoredVault, wrapping: CryptoKey): Promise<CryptoKey | null> {
  const algorithm = { name: 'AES-GCM', iv }
  const usages: KeyUsage[] = ['encrypt', 'decrypt']
  return crypto.subtle
    .unwrapKey('raw', wrappedKey, wrapping, algorithm, 'AES-GCM', false, usages)
    .catch(() => null)
}

function vaultWith(database: IDBDatabase, key: CryptoKey): Vault {
  const parameters = (id: string, iv: Bytes) => ({ name: 'AES-GCM', iv, additionalData: utf8.encode(id) })
  const seal = async (id: string, value: unknown) => {
    const iv = drawn(12)
    const text = utf8.encode(JSON.stringify(value))
    return { iv, bytes: new Uint8Array(await crypto.subtle.encrypt(parameters(id, iv), key, text)) }
  }
  const unseal = async (id: string, row: unknown): Promise<unknown> => {
    const { iv, bytes } = sealedSchema.parse(row)
    const text = await crypto.subtle.decrypt(parameters(id, iv), key, bytes)
    return JSON.parse(new TextDecoder().decode(text))
  }
  return {
    async readAll() {
      const [ids, rows] = await Promise.all([
        read(database, 'sealed', (shelf) => shelf.getAllKeys()),
        read<unknown[]>(database, 'sealed', (shelf) => shelf.getAll()),
      ])
      const pairs = ids.map(async (key, i) => {
        const id = z.string().parse(key)
        return [id, await unseal(id, rows[i]).catch(() => undefined)] as const
      })
      return new Map(await Promise.all(pairs))
    },
    async write({ put = [], remove = [] }) {
      const sealed = await Promise.all(put.map(async ([id, value]) => [id, await seal(id, value)] as const))
      await change(database, 'sealed', (shelf) => {
        for (const id of remove) shelf.delete(id)
        for (const [id, row] of sealed) shelf.put(row, id)
      })
    },
  }
}
