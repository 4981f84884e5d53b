/** For computers without systemd-creds: a secret file outside the data folder, bound to the computer's own name. */
import { hkdfSync, randomBytes, randomUUID } from 'node:crypto'
import { link, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { concatBytes } from '../../core/bytes.ts'
import { makePrivateDirectory, readIfPresent, removeDurably, writeDurably } from '../outbox/durable-file.ts'
import { boxOf } from './box.ts'
import { BoxDamaged, SealedElsewhere } from './refusals.ts'
import type { Sealer } from './sealer.ts'

const secretBytes = 32

/** The secret is made where there is none: a folder that another secret sealed then says so when it is opened. */
export async function openHostSecretSealer(path: string): Promise<Sealer> {
  const secret = concatBytes(await hostSecret(path), await computerName())
  const box = boxOf(new Uint8Array(hkdfSync('sha256', secret, '', 'citizen-id kiosk host secret', 32)))
  return {
    by: 'HOST_SECRET',
    seal: async (bytes, place) => box.close(bytes, place),
    async open(sealed, place) {
      try {
        return box.open(sealed, place)
      } catch (error) {
        throw error instanceof BoxDamaged ? new SealedElsewhere('HOST_SECRET') : error
      }
    },
  }
}

async function hostSecret(path: string): Promise<Uint8Array> {
  const stored = await readIfPresent(path)
  if (stored && stored.length >= secretBytes) return stored
  if (stored) await removeDurably(path)
  await makePrivateDirectory(dirname(path))
  const drawn = `${path}.${randomUUID()}`
  await writeDurably(drawn, randomBytes(secretBytes))
  try {
    // Two agents that start at the same moment agree on the first one's: a link never replaces what is there.
    await link(drawn, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  } finally {
    await removeDurably(drawn)
  }
  return readFile(path)
}

/** machine-id(5): drawn when the system was installed. Empty where a system has none. */
async function computerName(): Promise<Uint8Array> {
  return readFile('/etc/machine-id').catch(() => new Uint8Array())
}
