import { hkdfSync } from 'node:crypto'
import { KeyExists, keyId, type KeyStore } from './key-store.ts'

const deskKey = keyId('desk-store')

/**
 * What an officer's files at a kiosk are wrapped under: 32 bytes, the same at every sign-in of this officer, and nobody
 * else's. Drawn from a key of the key store (agreed with its own public half), so that nothing is kept for each officer and a
 * forgotten password loses nothing.
 */
export async function deskSecret(keys: KeyStore, officerId: string): Promise<Uint8Array> {
  if (!(await keys.has(deskKey))) await generateOnce(keys)
  const root = await keys.derive(deskKey, await keys.publicKey(deskKey))
  return new Uint8Array(hkdfSync('sha256', root, '', `desk store of officer ${officerId}`, 32))
}

async function generateOnce(keys: KeyStore): Promise<void> {
  try {
    await keys.generate(deskKey, 'AGREE')
  } catch (error) {
    // Another server's first sign-in at the same moment.
    if (!(error instanceof KeyExists)) throw error
  }
}
