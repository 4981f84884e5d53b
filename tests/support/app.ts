/** A whole server over a database of its own, with a clock that the test sets and a log that it reads. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import type { Pool } from 'pg'
import { seedRegistry } from '../../prisma/seed.ts'
import { parseCalendarDate } from '../../core/dates/calendar-date.ts'
import { createApp } from '../../server/create-app.ts'
import type { ServerApp } from '../../server/graphql/context.ts'
import { readEnv } from '../../server/kernel/env.ts'
import { closeAbisOf } from './abis.ts'
import { testDatabase } from './database.ts'

/** Origin under which clients know the server, wherever it listens. */
export const publicUrl = 'http://localhost:4000'

/** A Monday, 09:30 in Việt Nam. */
const firstMoment = Date.parse('2026-03-02T02:30:00Z')

export const seconds = (count: number) => count * 1000
export const minutes = (count: number) => seconds(count * 60)
export const days = (count: number) => minutes(count * 24 * 60)

/** The capture centre, a centre of another province, and the factory. */
export const centres = {
  here: { code: 'HN001', name: 'Điểm thu nhận Mẫu', unitCode: '01' },
  elsewhere: { code: 'SG001', name: 'Điểm thu nhận Mẫu Tỉnh Khác', unitCode: '79' },
  factory: { code: 'SX001', name: 'Xưởng sản xuất Mẫu', unitCode: '01', pickup: false },
} as const

export interface TestApp {
  readonly app: ServerApp
  readonly pool: Pool
  readonly dataDir: string
  /** For a program of its own on the same database. */
  readonly databaseUrl: string
  /** Every line of the app's log, at every level. */
  readonly logged: readonly string[]
  advanceClock(milliseconds: number): void
  close(): Promise<void>
}

/**
 * The app with the units of both eras and three centres. `now` is the first moment of its clock in milliseconds;
 * `variables` are those of the environment.
 */
export async function testApp(
  options: { readonly now?: number; readonly variables?: Readonly<Record<string, string>> } = {},
): Promise<TestApp> {
  const database = await testDatabase()
  const dataDir = await mkdtemp(join(tmpdir(), 'citizen-id-'))
  const env = readEnv({
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    DATA_DIR: dataDir,
    // Packets of tests have pictures without fingers: a test that has them reread says so.
    BIOMETRICS_RECHECK_SHARE: '0',
    // A station in a test writes no chip: a test that has one written says so.
    CHIP_PROFILE: 'none',
    // A station in a test works without a shift: a test that has one opened says so.
    SHIFTS: 'off',
    // Nor waits it for batches: a test of them says so.
    BATCHES: 'off',
    PRINT_LEASE_SECONDS: '60',
    ...options.variables,
  })
  let now = options.now ?? firstMoment
  const running = await createApp(env, { databaseUrl: database.url, publicUrl, clock: () => now })
  await seedRegistry({ url: database.url, residents: 1, seed: 'test', on: parseCalendarDate('2026-01-01') })
  await running.app.db.centre.createMany({ data: Object.values(centres) })
  const logged: string[] = []
  // Without the product's redaction: what an operation hands to the log is what the test sees.
  const log = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) })
  return {
    app: { ...running.app, log },
    pool: running.pool,
    dataDir,
    databaseUrl: database.url,
    logged,
    advanceClock: (milliseconds) => void (now += milliseconds),
    async close() {
      await closeAbisOf(running.app)
      await running.close()
      await database.drop()
      await rm(dataDir, { recursive: true })
    },
  }
}
