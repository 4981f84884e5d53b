/**
 * The journal of capture sessions: every step is on disk before it is answered, so that a killed agent goes on where it
 * stopped. All content is encrypted.
 *   drafts/<application code>/session.box        the session
 *   drafts/<application code>/<sha256>.box       one captured image
 */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { DomainError } from '../../core/errors.ts'
import { makePrivateDirectory, readIfPresent, removeDurably, writeDurably } from '../outbox/durable-file.ts'
import { sha256Of } from '../outbox/outbox.ts'
import { captureSessionSchema, type CaptureSession } from './capture-session.ts'
import type { DraftBox } from './draft-box.ts'
import { DraftDamaged, SessionBusy, SessionUnknown } from './refusals.ts'

export interface Drafts {
  list(): readonly CaptureSession[]
  /** Throws {@link SessionUnknown}. */
  find(id: string): CaptureSession
  /** On disk when this resolves. */
  save(session: CaptureSession): Promise<CaptureSession>
  /** Keeps a captured image; the session must then be saved with it. Answers its SHA-256. */
  keepFile(id: string, content: Uint8Array): Promise<string>
  /** Throws {@link DraftDamaged}. */
  readFile(id: string, sha256: string): Promise<Uint8Array<ArrayBuffer>>
  remove(id: string): Promise<void>
  /** One piece of work at a time on a session. Throws {@link SessionBusy}. */
  exclusively<T>(id: string, work: (session: CaptureSession) => Promise<T>): Promise<T>
  /** Codes of drafts that cannot be read any more; they are left where they are. */
  readonly damaged: readonly string[]
}

const sessionFile = 'session.box'

export async function openDrafts(directory: string, box: DraftBox): Promise<Drafts> {
  await makePrivateDirectory(directory)
  const { sessions, damaged } = await loadSessions(directory, box)
  const busy = new Set<string>()

  function find(id: string): CaptureSession {
    const session = sessions.get(id)
    if (!session) throw new SessionUnknown()
    return session
  }

  return {
    damaged,
    list: () => [...sessions.values()],
    find,
    async save(changed) {
      // What stays in memory is what a restart would read.
      const session = captureSessionSchema.parse(changed)
      const content = new TextEncoder().encode(JSON.stringify(session))
      await makePrivateDirectory(join(directory, session.id))
      await writeDurably(
        join(directory, session.id, sessionFile),
        box.close(content, placeOf(session.id, sessionFile)),
      )
      await sweep(directory, session)
      sessions.set(session.id, session)
      return session
    },
    async keepFile(id, content) {
      const sha256 = sha256Of(content)
      const name = `${sha256}.box`
      await makePrivateDirectory(join(directory, id))
      await writeDurably(join(directory, id, name), box.close(content, placeOf(id, name)))
      return sha256
    },
    async readFile(id, sha256) {
      const name = `${sha256}.box`
      const stored = await readIfPresent(join(directory, id, name))
      if (!stored) throw new DraftDamaged()
      return box.open(stored, placeOf(id, name))
    },
    async remove(id) {
      sessions.delete(id)
      await removeDurably(join(directory, id))
    },
    async exclusively(id, work) {
      const session = find(id)
      if (busy.has(id)) throw new SessionBusy()
      busy.add(id)
      try {
        return await work(session)
      } finally {
        busy.delete(id)
      }
    },
  }
}

const placeOf = (id: string, name: string) => `${id}/${name}`

/** Removes images that the saved session no longer names: earlier tries are personal data without a purpose. */
async function sweep(directory: string, session: CaptureSession): Promise<void> {
  const kept = new Set([sessionFile, ...session.files.map((file) => `${file.sha256}.box`)])
  for (const name of await readdir(join(directory, session.id))) {
    if (!kept.has(name)) await removeDurably(join(directory, session.id, name))
  }
}

async function loadSessions(
  directory: string,
  box: DraftBox,
): Promise<{ sessions: Map<string, CaptureSession>; damaged: string[] }> {
  const sessions = new Map<string, CaptureSession>()
  const damaged: string[] = []
  for (const id of (await readdir(directory)).sort()) {
    const stored = await readIfPresent(join(directory, id, sessionFile))
    try {
      if (stored) sessions.set(id, readSession(box.open(stored, placeOf(id, sessionFile))))
      else await removeDurably(join(directory, id))
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      damaged.push(id)
    }
  }
  return { sessions, damaged }
}

function readSession(content: Uint8Array): CaptureSession {
  const parsed = captureSessionSchema.safeParse(JSON.parse(new TextDecoder().decode(content)))
  if (!parsed.success) throw new DraftDamaged()
  return parsed.data
}
