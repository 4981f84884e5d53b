import { join } from 'node:path'
import { z } from 'zod'
import { type Box, boxOf } from '../store/box.ts'
import { readIfPresent, writeDurably } from '../outbox/durable-file.ts'

/**
 * Who can open a draft: drafts/<code>/key.box, closed under the station's key.
 * `byOwner` is the draft's key closed under its operator's data key. `byStation` is the key itself: there while the file is
 * signed or sealed, so that the supervisor can read it and a restart can put it right.
 */
const draftKeySchema = z.strictObject({
  owner: z.uuid(),
  byOwner: z.base64().nullable(),
  byStation: z.base64().nullable(),
})
type KeyRecord = z.infer<typeof draftKeySchema>

export interface DraftKey {
  readonly owner: string
  readonly record: KeyRecord
}

export const keyFile = 'key.box'
export const placeOf = (id: string, name: string): string => `${id}/${name}`

const toBase64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
const fromBase64 = (text: string) => new Uint8Array(Buffer.from(text, 'base64'))

/** Null where there is none; throws BoxDamaged. */
export async function readDraftKey(directory: string, id: string, station: Box): Promise<DraftKey | null> {
  const stored = await readIfPresent(join(directory, id, keyFile))
  if (!stored) return null
  const content = new TextDecoder().decode(station.open(stored, placeOf(id, keyFile)))
  const record = draftKeySchema.parse(JSON.parse(content))
  return { owner: record.owner, record }
}

export async function writeDraftKey(
  directory: string,
  id: string,
  key: { readonly station: Box; readonly record: KeyRecord },
): Promise<DraftKey> {
  const content = new TextEncoder().encode(JSON.stringify(key.record))
  await writeDurably(join(directory, id, keyFile), key.station.close(content, placeOf(id, keyFile)))
  return { owner: key.record.owner, record: key.record }
}

export function wrapForOwner(id: string, key: Uint8Array, dataKey: Uint8Array): string {
  return toBase64(boxOf(dataKey).close(key, placeOf(id, keyFile)))
}

export const wrapForStation = toBase64

/** Null where the station alone cannot; what it opens it opens at any time. */
export function openAsStation({ record }: DraftKey): Uint8Array<ArrayBuffer> | null {
  return record.byStation ? fromBase64(record.byStation) : null
}

/** Throws BoxDamaged where the data key is not the owner's. */
export function openAsOwner(id: string, { record }: DraftKey, dataKey: Uint8Array): Uint8Array<ArrayBuffer> {
  const byStation = record.byStation ? fromBase64(record.byStation) : null
  if (!record.byOwner) return byStation ?? new Uint8Array()
  return boxOf(dataKey).open(fromBase64(record.byOwner), placeOf(id, keyFile))
}
