import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { type FileHandle, mkdir, open, readFile, rename, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Bytes by their SHA-256. What `put` has answered for survives a power cut. */
export interface Blobs {
  /** Stores bytes and answers their SHA-256 in hexadecimal; the same bytes again change nothing. */
  put(bytes: Uint8Array): Promise<string>
  /** The bytes, or null where there are none. Throws where the stored form was altered. */
  get(sha256: string): Promise<Uint8Array | null>
}

/*
 * Sealed form: 'CIB1' | 12 wrap IV | 48 wrapped data key (32 + 16 tag) | 12 IV | ciphertext | 16 tag, AES-256-GCM throughout.
 * The hash of the content is the associated data, so that one blob cannot be passed off as another.
 */
const magic = Buffer.from('CIB1')
const headLength = 4 + 12 + 48 + 12

function seal(bytes: Uint8Array, sha256: string, keyEncryptionKey: Uint8Array): Buffer[] {
  const dataKey = randomBytes(32)
  const wrapIv = randomBytes(12)
  const wrap = createCipheriv('aes-256-gcm', keyEncryptionKey, wrapIv)
  const wrapped = Buffer.concat([wrap.update(dataKey), wrap.final(), wrap.getAuthTag()])
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', dataKey, iv).setAAD(Buffer.from(sha256))
  const sealed = [cipher.update(bytes), cipher.final()]
  return [magic, wrapIv, wrapped, iv, ...sealed, cipher.getAuthTag()]
}

function unseal(stored: Buffer, sha256: string, keyEncryptionKey: Uint8Array): Buffer {
  const wrapped = stored.subarray(16, 64)
  const unwrap = createDecipheriv('aes-256-gcm', keyEncryptionKey, stored.subarray(4, 16))
  unwrap.setAuthTag(wrapped.subarray(32))
  const dataKey = Buffer.concat([unwrap.update(wrapped.subarray(0, 32)), unwrap.final()])
  const decipher = createDecipheriv('aes-256-gcm', dataKey, stored.subarray(64, headLength)).setAAD(
    Buffer.from(sha256),
  )
  decipher.setAuthTag(stored.subarray(-16))
  return Buffer.concat([decipher.update(stored.subarray(headLength, -16)), decipher.final()])
}

function unaltered(stored: Buffer, sha256: string): Buffer {
  if (createHash('sha256').update(stored).digest('hex') !== sha256)
    throw new Error('a stored blob was altered')
  return stored
}

/** No such file is an answer; a disk that cannot be read is a fault. */
function nullIfMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** One of 256 folders, made with its first blob. */
async function openNew(path: string): Promise<FileHandle> {
  const write = () => open(path, 'w', 0o600)
  return write().catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    await mkdir(dirname(path), { recursive: true })
    return write()
  })
}

/** A store in a folder; without a key the bytes are kept as they come (for what arrives sealed). */
export function fileBlobs(folder: string, keyEncryptionKey: Uint8Array | null): Blobs {
  const pathOf = (sha256: string) => join(folder, sha256.slice(0, 2), sha256)
  return {
    async put(bytes) {
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      const path = pathOf(sha256)
      if (await stat(path).catch(nullIfMissing)) return sha256
      const temporary = `${path}.${randomBytes(6).toString('hex')}`
      const handle = await openNew(temporary)
      try {
        await handle.writev(keyEncryptionKey ? seal(bytes, sha256, keyEncryptionKey) : [bytes])
        await handle.sync()
      } finally {
        await handle.close()
      }
      await rename(temporary, path)
      await syncFolder(dirname(path))
      return sha256
    },
    async get(sha256) {
      if (!/^[0-9a-f]{64}$/.test(sha256)) return null
      const stored = await readFile(pathOf(sha256)).catch(nullIfMissing)
      if (stored === null) return null
      return keyEncryptionKey ? unseal(stored, sha256, keyEncryptionKey) : unaltered(stored, sha256)
    },
  }
}
