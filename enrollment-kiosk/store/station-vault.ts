/**
 * The station's own secrets. One key, sealed by the computer, closes every other secret file of the data folder:
 *   station-key.json   { by, sealed }: who sealed it, and the sealed key
 *   <name>.box         closed under it, bound to its name
 */
import { join } from 'node:path'
import { z } from 'zod'
import type { KioskConfig } from '../env.ts'
import { readIfPresent, removeDurably, writeDurably } from '../outbox/durable-file.ts'
import { boxOf, freshKey, keyBytes, type Box } from './box.ts'
import { chooseSealer } from './choose-sealer.ts'
import { SealedElsewhere } from './refusals.ts'
import type { SealedBy } from './sealer.ts'

const sealedKeySchema = z.strictObject({
  by: z.enum(['TPM2', 'HOST_KEY', 'HOST_SECRET']),
  sealed: z.base64(),
})

export interface StationVault {
  readonly sealedBy: SealedBy
  readonly box: Box
  /**
   * A secret kept as `<name>.box`. Where there is none, `before` (a file in which an older version kept it open) is taken
   * over and removed; where that is missing too, the answer is null. Throws BoxDamaged.
   */
  read(name: string, before?: string): Promise<Uint8Array<ArrayBuffer> | null>
  write(name: string, content: Uint8Array): Promise<void>
}

const sealedKeyFile = 'station-key.json'
const sealedKeyPlace = 'citizen-id-station-key'

/** Throws SealedElsewhere where the folder is another computer's, SealUnavailable. */
export async function openStationVault(
  directory: string,
  config: KioskConfig['seal'],
): Promise<StationVault> {
  const { key, by } = await openStationKey(join(directory, sealedKeyFile), config)
  const box = boxOf(key)
  const pathOf = (name: string) => join(directory, `${name}.box`)

  async function write(name: string, content: Uint8Array): Promise<void> {
    await writeDurably(pathOf(name), box.close(content, name))
  }

  return {
    sealedBy: by,
    box,
    write,
    async read(name, before) {
      const stored = await readIfPresent(pathOf(name))
      const earlier = before ? await readIfPresent(join(directory, before)) : null
      const content = stored ? box.open(stored, name) : earlier
      if (content && !stored) await write(name, content)
      if (before && earlier) await removeDurably(join(directory, before))
      return content
    },
  }
}

async function openStationKey(
  path: string,
  config: KioskConfig['seal'],
): Promise<{ readonly key: Uint8Array; readonly by: SealedBy }> {
  const stored = await readIfPresent(path)
  if (stored) {
    const { by, sealed } = readSealedKey(stored)
    const sealer = await chooseSealer(config, by)
    const key = await sealer.open(new Uint8Array(Buffer.from(sealed, 'base64')), sealedKeyPlace)
    if (key.length !== keyBytes) throw new SealedElsewhere(by)
    return { key, by }
  }
  const sealer = await chooseSealer(config, null)
  const key = freshKey()
  const sealed = Buffer.from(await sealer.seal(key, sealedKeyPlace)).toString('base64')
  await writeDurably(path, JSON.stringify({ by: sealer.by, sealed }))
  return { key, by: sealer.by }
}

function readSealedKey(stored: Uint8Array): z.infer<typeof sealedKeySchema> {
  try {
    return sealedKeySchema.parse(JSON.parse(new TextDecoder().decode(stored)))
  } catch {
    throw new SealedElsewhere('unknown')
  }
}
