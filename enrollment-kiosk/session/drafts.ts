/**
 * The capture sessions on this computer: every step is on disk before it is answered, so that a killed agent goes on where
 * it stopped. Each draft has a key of its own, which its operator's data key opens; while it is signed or sealed the
 * station's opens it too.
 *   drafts/<application code>/key.box            who can open it (draft-key.ts)
 *   drafts/<application code>/session.box        the session
 *   drafts/<application code>/<sha256>.box       one captured image
 */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { DomainError } from '../../core/errors.ts'
import type { CaptureState } from '../../core/lifecycle/capture.ts'
import { makePrivateDirectory, readIfPresent, removeDurably, writeDurably } from '../outbox/durable-file.ts'
import { sha256Of } from '../outbox/outbox.ts'
import { type Box, boxOf, freshKey } from '../store/box.ts'
import { BoxDamaged } from '../store/refusals.ts'
import { OfficerNotSignedIn } from '../sync/officer-refusals.ts'
import { captureSessionSchema, type CaptureSession } from './capture-session.ts'
import {
  type DraftKey,
  keyFile,
  openAsOwner,
  openAsStation,
  placeOf,
  readDraftKey,
  wrapForOwner,
  wrapForStation,
  writeDraftKey,
} from './draft-key.ts'
import { DraftDamaged, SessionBusy, SessionUnknown } from './refusals.ts'

export interface Drafts {
  /** Those that can be read now: of operators who are unlocked, and what is signed or sealed. */
  list(): readonly CaptureSession[]
  /** Codes of all drafts on the disk, also of operators who are not here. */
  ids(): readonly string[]
  has(id: string): boolean
  /** Throws {@link SessionUnknown}, also for a draft of an operator who is not unlocked. */
  find(id: string): CaptureSession
  /** On disk when this resolves. A new one needs its operator unlocked; throws OfficerNotSignedIn. */
  save(session: CaptureSession): Promise<CaptureSession>
  /** Keeps a captured image of a saved session; the session must then be saved with it. Answers its SHA-256. */
  keepFile(id: string, content: Uint8Array): Promise<string>
  /** Throws {@link DraftDamaged}. */
  readFile(id: string, sha256: string): Promise<Uint8Array<ArrayBuffer>>
  remove(id: string): Promise<void>
  /** One piece of work at a time on a session. Throws {@link SessionBusy}. */
  exclusively<T>(id: string, work: (session: CaptureSession) => Promise<T>): Promise<T>
  /** Reads the drafts of an operator who has come. */
  unlock(officerId: string, dataKey: Uint8Array): Promise<void>
  /** Forgets what only this operator may read; work that is under way ends first. */
  lock(officerId: string): void
  /** Codes of drafts that cannot be read any more; they are left where they are. */
  readonly damaged: readonly string[]
}

export const sessionFile = 'session.box'

/** States in which others than the operator must be able to read the file. */
const stationReads: ReadonlySet<CaptureState> = new Set(['SIGNED', 'SEALED'])

interface OpenDraft {
  readonly session: CaptureSession
  readonly key: Uint8Array<ArrayBuffer>
  readonly box: Box
}

export async function openDrafts(directory: string, station: Box): Promise<Drafts> {
  await makePrivateDirectory(directory)
  const damaged = new Set<string>()
  const keys = await loadKeys(directory, station, damaged)
  const open = new Map<string, OpenDraft>()
  const dataKeys = new Map<string, Uint8Array>()
  const busy = new Set<string>()

  async function load(id: string, key: Uint8Array<ArrayBuffer>): Promise<void> {
    const box = boxOf(key)
    try {
      const stored = await readIfPresent(join(directory, id, sessionFile))
      // Cut between the key and the first session: nothing was answered yet.
      if (!stored) return await remove(id)
      open.set(id, { session: readSession(box.open(stored, placeOf(id, sessionFile))), key, box })
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      damaged.add(id)
    }
  }

  async function writeKey(id: string, record: DraftKey['record']): Promise<void> {
    keys.set(id, await writeDraftKey(directory, id, { station, record }))
  }

  async function begin(session: CaptureSession): Promise<OpenDraft> {
    const dataKey = dataKeys.get(session.operator)
    if (!dataKey) throw new OfficerNotSignedIn('operator')
    const key = freshKey()
    await makePrivateDirectory(join(directory, session.id))
    const byOwner = wrapForOwner(session.id, key, dataKey)
    await writeKey(session.id, { owner: session.operator, byOwner, byStation: null })
    return { session, key, box: boxOf(key) }
  }

  /** The station's copy of the key is there before a session that needs it, and goes after one that does not. */
  async function shareKey(id: string, key: Uint8Array, shared: boolean): Promise<void> {
    const record = keys.get(id)?.record
    if (!record || shared === (record.byStation !== null) || (!shared && record.byOwner === null)) return
    await writeKey(id, { ...record, byStation: shared ? wrapForStation(key) : null })
  }

  async function save(changed: CaptureSession): Promise<CaptureSession> {
    // What stays in memory is what a restart would read.
    const session = captureSessionSchema.parse(changed)
    const { id } = session
    const { key, box } = open.get(id) ?? (await begin(session))
    const shared = stationReads.has(session.state)
    if (shared) await shareKey(id, key, true)
    const content = new TextEncoder().encode(JSON.stringify(session))
    await writeDurably(join(directory, id, sessionFile), box.close(content, placeOf(id, sessionFile)))
    if (!shared) await shareKey(id, key, false)
    await sweep(directory, session)
    open.set(id, { session, key, box })
    return session
  }

  /** A draft taken over from an older version has no key of its operator's yet. */
  async function adopt(id: string, dataKey: Uint8Array): Promise<void> {
    const record = keys.get(id)?.record
    const draft = open.get(id)
    if (!record || record.byOwner !== null || !draft) return
    const byStation = stationReads.has(draft.session.state) ? record.byStation : null
    await writeKey(id, { ...record, byOwner: wrapForOwner(id, draft.key, dataKey), byStation })
  }

  async function unlock(officerId: string, dataKey: Uint8Array): Promise<void> {
    dataKeys.set(officerId, dataKey)
    for (const [id, key] of keys) {
      if (key.owner !== officerId || damaged.has(id)) continue
      try {
        if (!open.has(id)) await load(id, openAsOwner(id, key, dataKey))
        await adopt(id, dataKey)
        // The operator may have left while the drafts were read.
        forget(id)
      } catch (error) {
        if (!(error instanceof BoxDamaged)) throw error
        damaged.add(id)
      }
    }
  }

  async function remove(id: string): Promise<void> {
    open.delete(id)
    keys.delete(id)
    await removeDurably(join(directory, id))
  }

  function find(id: string): OpenDraft {
    const draft = open.get(id)
    if (!draft) throw new SessionUnknown()
    return draft
  }

  /** Forgets a draft whose operator is gone, unless somebody else must read it. */
  function forget(id: string): void {
    const draft = open.get(id)
    if (!draft || busy.has(id) || dataKeys.has(draft.session.operator)) return
    if (keys.get(id)?.record.byStation === null) open.delete(id)
  }

  for (const [id, key] of keys) {
    const shared = openAsStation(key)
    if (shared) await load(id, shared)
  }

  return {
    get damaged() {
      return [...damaged]
    },
    list: () => [...open.values()].map(({ session }) => session),
    ids: () => [...keys.keys()],
    has: (id) => keys.has(id),
    find: (id) => find(id).session,
    save,
    async keepFile(id, content) {
      const sha256 = sha256Of(content)
      const name = `${sha256}.box`
      await writeDurably(join(directory, id, name), find(id).box.close(content, placeOf(id, name)))
      return sha256
    },
    async readFile(id, sha256) {
      const name = `${sha256}.box`
      const stored = await readIfPresent(join(directory, id, name))
      if (!stored) throw new DraftDamaged()
      return openBox(find(id).box, stored, placeOf(id, name))
    },
    remove,
    async exclusively(id, work) {
      const { session } = find(id)
      if (busy.has(id)) throw new SessionBusy()
      busy.add(id)
      try {
        return await work(session)
      } finally {
        busy.delete(id)
        forget(id)
      }
    },
    unlock,
    lock(officerId) {
      dataKeys.delete(officerId)
      for (const id of open.keys()) forget(id)
    },
  }
}

/** Removes images that the saved session no longer names: earlier tries are personal data without a purpose. */
async function sweep(directory: string, session: CaptureSession): Promise<void> {
  const kept = new Set([keyFile, sessionFile, ...session.files.map((file) => `${file.sha256}.box`)])
  for (const name of await readdir(join(directory, session.id))) {
    if (!kept.has(name)) await removeDurably(join(directory, session.id, name))
  }
}

async function loadKeys(
  directory: string,
  station: Box,
  damaged: Set<string>,
): Promise<Map<string, DraftKey>> {
  const keys = new Map<string, DraftKey>()
  for (const id of (await readdir(directory)).sort()) {
    try {
      const key = await readDraftKey(directory, id, station)
      if (key) keys.set(id, key)
      else if ((await readdir(join(directory, id))).length === 0) await removeDurably(join(directory, id))
      else damaged.add(id)
    } catch {
      damaged.add(id)
    }
  }
  return keys
}

function openBox(box: Box, content: Uint8Array, place: string): Uint8Array<ArrayBuffer> {
  try {
    return box.open(content, place)
  } catch (error) {
    throw error instanceof BoxDamaged ? new DraftDamaged() : error
  }
}

function readSession(content: Uint8Array): CaptureSession {
  const parsed = captureSessionSchema.safeParse(JSON.parse(new TextDecoder().decode(content)))
  if (!parsed.success) throw new DraftDamaged()
  return parsed.data
}
