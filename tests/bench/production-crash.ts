/** `npm run bench -- production --full`: the crash test whole. */
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseCalendarDate } from '../../core/dates/calendar-date.ts'
import { startEmbedded } from '../../prisma/embedded.ts'
import { applyMigrations } from '../../prisma/engine.ts'
import { seedRegistry } from '../../prisma/seed.ts'
import { createApp } from '../../server/create-app.ts'
import type { ServerApp } from '../../server/graphql/context.ts'
import { readEnv } from '../../server/kernel/env.ts'
import { hitsOf, hitTable } from '../card-printer-driver/crash/chaos.ts'
import { openFloor } from '../card-printer-driver/crash/floor.ts'
import { runFull } from '../card-printer-driver/crash/full-run.ts'
import type { HitState } from '../card-printer-driver/crash/journal-watch.ts'
import { centres } from '../support/app.ts'
import { type Measure } from './measure.ts'

const cards = 100
const instants = 200
const unusual = ['rejecting', 'rejected', 'returning', 'returned'] as const
const states = ['feeding', 'fed', 'printing', 'sent', 'printed', 'verified', ...unusual] as const

/** The floors on which it is proved, and the steps that a card takes on each. */
const floors: readonly {
  readonly name: string
  readonly evolis: boolean
  readonly states: readonly HitState[]
}[] = [
  { name: 'ipp', evolis: false, states },
  { name: 'evolis', evolis: true, states: [...states, 'encoding', 'encoded'] },
]

export interface Books {
  readonly app: ServerApp
  readonly databaseUrl: string
  readonly dataDir: string
  close(): Promise<void>
}

/** A database with everything a floor needs, of its own. */
export async function openBooks(variables: Readonly<Record<string, string>>): Promise<Books> {
  const dataDir = await mkdtemp(join(tmpdir(), 'citizen-id-bench-'))
  // PostgreSQL runs as another user where we are root, and must reach its data.
  await chmod(dataDir, 0o755)
  const database = await startEmbedded({ dataDir: join(dataDir, 'db') })
  await applyMigrations(database.url, join(import.meta.dirname, '../../prisma/migrations'))
  await seedRegistry({ url: database.url, residents: 1, seed: 'bench', on: parseCalendarDate('2026-01-01') })
  const env = readEnv({ NODE_ENV: 'test', LOG_LEVEL: 'silent', DATA_DIR: dataDir, ...variables })
  const { app, close } = await createApp(env, { databaseUrl: database.url, publicUrl: 'http://localhost' })
  await app.db.centre.createMany({ data: Object.values(centres) })
  return {
    app,
    databaseUrl: database.url,
    dataDir,
    async close() {
      await close()
      await database.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

export const floorSettings = { CHIP_PROFILE: 'none', BATCHES: 'off', SHIFTS: 'off' }

export async function* measureCrashes(say: (what: string) => void): AsyncGenerator<Measure, void, void> {
  for (const { name, evolis, states: wanted } of floors) {
    say(`crashes on two stations with ${name} printers`)
    const books = await openBooks({ ...floorSettings, ...(evolis && { CHIP_PROFILE: 'cc-2024' }) })
    const floor = await openFloor({ ...books, cards, evolis })
    try {
      const run = await runFull(floor, { states: wanted, instants, seed: 20_261_122, say })
      for (const line of hitTable(run.chaos.hits).split('\n')) say(line)
      say(JSON.stringify(run.reckoning))
      yield* measuresOf(name, wanted, run)
    } finally {
      await floor.close()
      await books.close()
    }
  }
}

function* measuresOf(
  name: string,
  wanted: readonly HitState[],
  { chaos, blows, reckoning }: Awaited<ReturnType<typeof runFull>>,
): Generator<Measure> {
  const least = Math.min(...wanted.map((state) => hitsOf(chaos.hits, state)))
  yield { measure: `crash_${name}_blows`, value: blows, unit: 'kills and cuts' }
  yield { measure: `crash_${name}_least_hits`, value: least, unit: 'hits of a state' }
  yield { measure: `crash_${name}_cards`, value: reckoning.good, unit: 'cards' }
  yield { measure: `crash_${name}_faults`, value: reckoning.faults.length, unit: 'faults' }
}
