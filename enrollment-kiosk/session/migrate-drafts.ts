import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { readIfPresent, removeDurably, unfinishedSuffix, writeDurably } from '../outbox/durable-file.ts'
import { type Box, boxOf, freshKey } from '../store/box.ts'
import { BoxDamaged } from '../store/refusals.ts'
import { keyFile, openAsStation, placeOf, readDraftKey, wrapForStation, writeDraftKey } from './draft-key.ts'
import { sessionFile } from './drafts.ts'

/** The one key, open on the disk, under which older versions kept every draft. */
const earlierKeyFile = 'draft-key'

const ownedSchema = z.looseObject({ operator: z.uuid() })

/**
 * Gives every draft of an older version a key of its own, which the station keeps until its operator signs in. May be cut
 * off anywhere: each file opens under the one key or the other, and the old key goes last. A draft that cannot be read
 * stays as it is, with the old key.
 */
export async function migrateDrafts(dataDirectory: string, station: Box): Promise<void> {
  const earlierKey = await readIfPresent(join(dataDirectory, earlierKeyFile))
  if (!earlierKey) return
  const drafts = join(dataDirectory, 'drafts')
  const earlier = boxOf(earlierKey)
  let unreadable = 0
  for (const id of await readdir(drafts).catch(() => [])) {
    if (!(await migrateDraft(drafts, id, { earlier, station }))) unreadable += 1
  }
  if (unreadable === 0) await removeDurably(join(dataDirectory, earlierKeyFile))
}

/** False where the draft cannot be read. */
async function migrateDraft(
  drafts: string,
  id: string,
  { earlier, station }: { readonly earlier: Box; readonly station: Box },
): Promise<boolean> {
  const stored = await readIfPresent(join(drafts, id, sessionFile))
  if (!stored) {
    // Cut before the session was there for the first time: nothing was answered.
    await removeDurably(join(drafts, id))
    return true
  }
  try {
    let key = await readDraftKey(drafts, id, station)
    if (!key) {
      const session: unknown = JSON.parse(
        new TextDecoder().decode(earlier.open(stored, placeOf(id, sessionFile))),
      )
      const { operator } = ownedSchema.parse(session)
      const record = { owner: operator, byOwner: null, byStation: wrapForStation(freshKey()) }
      key = await writeDraftKey(drafts, id, { station, record })
    }
    const fresh = openAsStation(key)
    if (fresh) await moveFiles(join(drafts, id), id, { earlier, fresh: boxOf(fresh) })
    return true
  } catch (error) {
    if (error instanceof BoxDamaged || error instanceof z.ZodError || error instanceof SyntaxError)
      return false
    throw error
  }
}

async function moveFiles(
  directory: string,
  id: string,
  { earlier, fresh }: { readonly earlier: Box; readonly fresh: Box },
): Promise<void> {
  for (const name of await readdir(directory)) {
    if (name === keyFile) continue
    const path = join(directory, name)
    const stored = name.endsWith(unfinishedSuffix) ? null : await readIfPresent(path)
    if (!stored) await removeDurably(path)
    else if (!opens(fresh, stored, placeOf(id, name))) {
      await writeDurably(path, fresh.close(earlier.open(stored, placeOf(id, name)), placeOf(id, name)))
    }
  }
}

function opens(box: Box, stored: Uint8Array, place: string): boolean {
  try {
    box.open(stored, place)
    return true
  } catch (error) {
    if (error instanceof BoxDamaged) return false
    throw error
  }
}
