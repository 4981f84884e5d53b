/**
 * What became of each operator's files, also after their drafts are gone: searched at the desk without the network.
 *   journal/<officer>.log    one line per change, each closed under the officer's data key; the last one of a code counts
 */
import { mkdir, open } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { JournalEntry, JournalPage } from '../../core/contracts/desk/station.ts'
import { calendarDateAt, formatVietnamese } from '../../core/dates/calendar-date.ts'
import { oneAtATime } from '../../core/device/one-at-a-time.ts'
import type { CaptureState } from '../../core/lifecycle/capture.ts'
import { captureLifecycle } from '../../core/lifecycle/capture.ts'
import type { OutboxState } from '../../core/lifecycle/outbox.ts'
import { searchKey } from '../../core/text/vietnamese.ts'
import { epochOf, instantOf } from '../clock.ts'
import { readIfPresent, writeDurably } from '../outbox/durable-file.ts'
import { type Box, boxOf } from '../store/box.ts'
import { BoxDamaged } from '../store/refusals.ts'
import type { CaptureSession } from './capture-session.ts'

const states = Object.keys(captureLifecycle.table) as [CaptureState, ...CaptureState[]]
const lineSchema = z.strictObject({
  code: z.string(),
  name: z.string().nullable(),
  number: z.string().nullable(),
  begunAt: z.iso.datetime(),
  state: z.enum(states),
  /** Of this line. */
  at: z.iso.datetime(),
})
type Line = z.infer<typeof lineSchema>

/** What the journal asks of the rest of the kiosk, whenever it is read. */
export interface Whereabouts {
  outboxState(code: string): OutboxState | null
  hasDraft(code: string): boolean
}

export interface Journal {
  /** On disk when this resolves. Nothing is written for an operator who is not unlocked: the next unlocking catches up. */
  note(session: CaptureSession): Promise<void>
  /** Reads the operator's journal and brings it up to date with the drafts; forgets what ended 30 days ago. */
  unlock(officerId: string, dataKey: Uint8Array, drafts: readonly CaptureSession[]): Promise<void>
  lock(officerId: string): void
  /** The operator's files, the newest first; `query` is part of a code, a number, a name without marks, or a day. */
  page(officerId: string, search: { readonly query: string; readonly after: string | null }): JournalPage
}

const keptMs = 30 * 86_400_000
const pageSize = 50

interface OpenJournal {
  readonly box: Box
  readonly lines: Map<string, Line>
  readonly inTurn: ReturnType<typeof oneAtATime>
  /** Newest first, with what is searched; made when first asked for after a change. */
  sorted: readonly { readonly line: Line; readonly text: string; readonly name: string }[] | null
}

const placeOf = (officerId: string) => `journal/${officerId}`

export function openJournal(directory: string, clock: () => number, whereabouts: Whereabouts): Journal {
  const journals = new Map<string, OpenJournal>()
  const fileOf = (officerId: string) => join(directory, `${officerId}.log`)

  /** Appends what is new of these sessions, flushed once. */
  async function noteAll(officerId: string, journal: OpenJournal, sessions: readonly CaptureSession[]) {
    const at = instantOf(clock())
    const changed = sessions.map((session) => lineOf(session, at)).filter((line) => isNews(journal, line))
    if (changed.length === 0) return
    const text = changed.map((line) => encode(journal.box, officerId, line)).join('')
    await journal.inTurn(() => appendDurably(fileOf(officerId), text))
    for (const line of changed) journal.lines.set(line.code, line)
    journal.sorted = null
  }

  async function note(session: CaptureSession): Promise<void> {
    const journal = journals.get(session.operator)
    if (journal) await noteAll(session.operator, journal, [session])
  }

  /** Nothing more will happen to it. */
  const ended = ({ code, at }: Line) => {
    const packet = whereabouts.outboxState(code)
    return (
      (packet === null || packet === 'RECEIVED') &&
      !whereabouts.hasDraft(code) &&
      epochOf(at) < clock() - keptMs
    )
  }

  function entryOf(line: Line): JournalEntry {
    const { code, name, number, begunAt } = line
    const outbox = whereabouts.outboxState(line.code)
    const open = whereabouts.hasDraft(line.code)
    const state = !open && outbox !== null && outbox !== 'REOPENED' ? 'SEALED' : line.state
    const cancelled = !open && state !== 'SEALED'
    return { code, name, number, begunAt, state, outbox, cancelled }
  }

  return {
    note,
    async unlock(officerId, dataKey, drafts) {
      if (journals.has(officerId)) return
      const box = boxOf(dataKey)
      const stored = new TextDecoder().decode((await readIfPresent(fileOf(officerId))) ?? new Uint8Array())
      const lines = decode(box, officerId, stored)
      const kept = new Map([...lines].filter(([, line]) => !ended(line)))
      const journal: OpenJournal = { box, lines: kept, inTurn: oneAtATime(), sorted: null }
      await mkdir(directory, { recursive: true, mode: 0o700 })
      const written = stored.split('\n').length - 1
      const torn = stored !== '' && !stored.endsWith('\n')
      if (kept.size < lines.size || written > 4 * kept.size + pageSize || torn)
        await writeDurably(
          fileOf(officerId),
          [...kept.values()].map((line) => encode(box, officerId, line)).join(''),
        )
      journals.set(officerId, journal)
      const own = drafts.filter(({ operator }) => operator === officerId)
      await noteAll(officerId, journal, own)
    },
    lock: (officerId) => void journals.delete(officerId),
    page(officerId, { query, after }) {
      const journal = journals.get(officerId)
      if (!journal) return { entries: [], next: null }
      journal.sorted ??= [...journal.lines.values()].toSorted(newestFirst).map(searchable)
      const wanted = query.trim().toUpperCase()
      const name = searchKey(query)
      const found: Line[] = []
      let passed = after === null
      for (const { line, text, name: ofLine } of journal.sorted) {
        if (!passed) {
          passed = line.code === after
          continue
        }
        if (wanted !== '' && !text.includes(wanted) && !(name !== '' && ofLine.includes(name))) continue
        found.push(line)
        if (found.length > pageSize) break
      }
      const entries = found.slice(0, pageSize).map(entryOf)
      return { entries, next: found.length > pageSize ? (entries.at(-1)?.code ?? null) : null }
    },
  }
}

function lineOf(session: CaptureSession, at: string): Line {
  const { id, begunAt, state, details, registry, givenNumber } = session
  const name = details?.person.name ?? registry?.person.name ?? null
  return { code: id, name, number: registry?.number ?? givenNumber, begunAt, state, at }
}

function isNews({ lines }: OpenJournal, line: Line): boolean {
  const known = lines.get(line.code)
  return !known || JSON.stringify({ ...known, at: line.at }) !== JSON.stringify(line)
}

const newestFirst = (a: Line, b: Line) =>
  a.begunAt === b.begunAt ? (a.code < b.code ? 1 : -1) : a.begunAt < b.begunAt ? 1 : -1

/** The day is found as it is written here and as machines write it. */
function searchable(line: Line) {
  const day = calendarDateAt(epochOf(line.begunAt))
  const text = [line.code, line.number ?? '', formatVietnamese(day), day].join(' ')
  return { line, text, name: line.name ? searchKey(line.name) : '' }
}

function encode(box: Box, officerId: string, line: Line): string {
  const content = new TextEncoder().encode(JSON.stringify(line))
  return `${Buffer.from(box.close(content, placeOf(officerId))).toString('base64')}\n`
}

/** A last line that a power cut left unfinished, and one that was changed, are left out. */
function decode(box: Box, officerId: string, stored: string): Map<string, Line> {
  const lines = new Map<string, Line>()
  for (const text of stored.split('\n')) {
    if (text === '') continue
    try {
      const content = box.open(Buffer.from(text, 'base64'), placeOf(officerId))
      const line = lineSchema.parse(JSON.parse(new TextDecoder().decode(content)))
      lines.set(line.code, line)
    } catch (error) {
      if (!(error instanceof BoxDamaged || error instanceof z.ZodError)) throw error
    }
  }
  return lines
}

async function appendDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'a', 0o600)
  try {
    await file.appendFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
}
