/**
 * What happened to each file of this desk, so that no evening's sum can miss one: a file that was begun and is nowhere any
 * more shows as a difference. Codes and times only.
 *   day/tally.log    one JSON line per event, flushed before anybody relies on it
 */
import { mkdir, open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { oneAtATime } from '../../core/device/one-at-a-time.ts'
import { epochOf, instantOf } from '../clock.ts'
import { readIfPresent, writeDurably } from '../outbox/durable-file.ts'

const events = ['BEGUN', 'SEALED', 'SENT', 'CANCELLED'] as const
export type TallyEvent = (typeof events)[number]

const lineSchema = z.object({ at: z.iso.datetime(), code: z.string(), event: z.enum(events) })
type Line = z.infer<typeof lineSchema>

/** Of one file: when each event happened last, milliseconds. */
export type Counted = Readonly<Partial<Record<TallyEvent, number>>>

export interface Tally {
  /** On disk when this resolves; what is known already is not written again, but for a sealing. */
  note(code: string, event: TallyEvent, at?: number): Promise<void>
  files(): ReadonlyMap<string, Counted>
}

/** Receipts are kept as long: by then every file of the day is settled. */
const keptMs = 40 * 86_400_000

export async function openTally(directory: string, clock: () => number): Promise<Tally> {
  const path = join(directory, 'day', 'tally.log')
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const stored = new TextDecoder().decode((await readIfPresent(path)) ?? new Uint8Array())
  const lines = readLines(stored)
  const kept = lines.filter(({ at }) => epochOf(at) > clock() - keptMs)
  // A line that a power cut left unfinished would swallow the next one.
  if (kept.length < lines.length || (stored !== '' && !stored.endsWith('\n')))
    await writeDurably(path, kept.map(lineText).join(''))
  const files = new Map<string, Counted>()
  for (const line of kept) count(files, line)
  const inTurn = oneAtATime()

  return {
    files: () => files,
    note: (code, event, at = clock()) =>
      inTurn(async () => {
        if (files.get(code)?.[event] !== undefined && event !== 'SEALED') return
        const line: Line = { at: instantOf(at), code, event }
        await append(path, lineText(line))
        count(files, line)
      }),
  }
}

const lineText = (line: Line) => `${JSON.stringify(line)}\n`

function count(files: Map<string, Counted>, { at, code, event }: Line): void {
  files.set(code, { ...files.get(code), [event]: epochOf(at) })
}

function readLines(stored: string): readonly Line[] {
  return stored.split('\n').flatMap((text) => {
    try {
      return lineSchema.safeParse(JSON.parse(text)).data ?? []
    } catch {
      return []
    }
  })
}

async function append(path: string, text: string): Promise<void> {
  const file = await open(path, 'a', 0o600)
  try {
    await file.appendFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
}
