/** A locality's data through staging into the register, beside a plain COPY of the same rows into one table. */
import { execFile } from 'node:child_process'
import { createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { z } from 'zod'
import { startEmbedded } from '../../prisma/embedded.ts'
import { applyMigrations } from '../../prisma/engine.ts'
import { ownFolders } from '../../prisma/migration.ts'
import { seedRegistry } from '../../prisma/seed.ts'
import { systemActor } from '../../server/kernel/actor.ts'
import type { App } from '../../server/kernel/app.ts'
import { fileBlobs } from '../../server/kernel/blobs.ts'
import { openDatabase } from '../../server/kernel/db.ts'
import { readEnv } from '../../server/kernel/env.ts'
import { createLogger } from '../../server/kernel/logger.ts'
import { prepareQueue } from '../../server/jobs/worker.ts'
import { acceptImport } from '../../server/registry/imports/accept-import.ts'
import { copyOn, copyRow } from '../../server/registry/imports/copy-in.ts'
import { createImport } from '../../server/registry/imports/create-import.ts'
import { createProfile } from '../../server/registry/imports/create-profile.ts'
import { readCounts } from '../../server/registry/imports/import-counts.ts'
import { runImport } from '../../server/registry/imports/run-import.ts'
import { LineReader } from '../../core/import/line-reader.ts'
import { csvFields } from '../../core/import/record-reader.ts'
import { type Measure, median, rounded } from './measure.ts'
import { importProfile, importProvince, writeImportFile } from './registry-import-file.ts'
import { populationDay } from './registry-population.ts'

const dataDir = join(import.meta.dirname, '../../.data/bench')
const program = join(import.meta.dirname, '../support/import-program.ts')
const rowsInFile = 200_000
/** A heap that the load has to do with, however long the file: left alone, Node collects garbage as late as the machine lets it. */
const heapLimits = ['--max-semi-space-size=16', '--max-old-space-size=192']
/** Into a register that is full already: enough to see the rate. */
const rowsIntoLarge = 50_000

type Say = (what: string) => void

/** The rate into an empty register, with its baseline and memory; then into a copy of a large one, where there is one. */
export async function* importMeasures(
  say: Say,
  { large }: { readonly large: string },
): AsyncGenerator<Measure, void, void> {
  const empty = await measureImport(say, { rows: rowsInFile, template: null })
  const ratio = rounded(empty.perSecond / empty.copiedPerSecond, 4)
  yield {
    measure: 'import_ratio',
    value: Math.round(empty.perSecond),
    unit: 'forms/s',
    baseline: Math.round(empty.copiedPerSecond),
    ratio,
  }
  yield { measure: 'import_memory_mb', value: Math.round(empty.maxRssMb), unit: 'MB' }
  const full = await measureImport(say, { rows: rowsIntoLarge, template: large })
  yield {
    measure: 'import_into_large',
    value: Math.round(full.perSecond),
    unit: 'forms/s',
    baseline: Math.round(empty.perSecond),
    ratio: rounded(full.perSecond / empty.perSecond, 2),
  }
}

interface Loaded {
  readonly perSecond: number
  readonly copiedPerSecond: number
  readonly maxRssMb: number
}

const database = 'registry_import'
const told = z.object({ milliseconds: z.number(), maxRssMb: z.number() })

async function measureImport(
  say: Say,
  { rows: residents, template }: { readonly rows: number; readonly template: string | null },
): Promise<Loaded> {
  const settings = { max_wal_size: '4GB' }
  const server = await startEmbedded({ dataDir, database: 'postgres', settings })
  const url = Object.assign(new URL(server.url), { pathname: `/${database}` }).href
  const file = join(dataDir, `import-${residents}.csv`)
  try {
    say(template === null ? 'an empty register' : `a copy of ${template}`)
    await makeDatabase(server.url, template)
    await applyMigrations(url, ownFolders.migrations)
    await seedRegistry({ url, residents: 1, seed: 'bench-import-units', on: populationDay })
    const rows = await writeImportFile(file, { residents, seed: 'bench-import', on: populationDay })
    const id = await acceptedImport(url, file)
    const before = await copyRate(url, file)
    say(`loading ${rows} forms; plain COPY ${Math.round(before)} rows/s`)
    const { stdout } = await promisify(execFile)(process.execPath, [...heapLimits, program, url, dataDir, id])
    const { milliseconds, maxRssMb } = told.parse(JSON.parse(stdout))
    await allLoaded(url, { id, rows })
    const copiedPerSecond = median([before, await copyRate(url, file)])
    const perSecond = rows / (milliseconds / 1000)
    say(
      `${Math.round(perSecond)} forms/s, ${Math.round(maxRssMb)} MB; COPY ${Math.round(copiedPerSecond)} rows/s`,
    )
    return { perSecond, copiedPerSecond, maxRssMb }
  } finally {
    await withClient(server.url, (client) => client.query(`drop database if exists ${database} with (force)`))
    await server.stop()
    await Promise.all(
      [file, join(dataDir, 'imports')].map((path) => rm(path, { recursive: true, force: true })),
    )
  }
}

async function withClient<Result>(url: string, work: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

const makeDatabase = (url: string, template: string | null) =>
  withClient(url, async (client) => {
    await client.query(`drop database if exists ${database} with (force)`)
    await client.query(
      template === null
        ? `create database ${database}`
        : `create database ${database} template "${template}" strategy file_copy`,
    )
  })

/** Survey and dry run are done; the load waits. */
async function acceptedImport(url: string, file: string): Promise<string> {
  const env = readEnv({ NODE_ENV: 'production', LOG_LEVEL: 'silent', DATA_DIR: dataDir })
  const { db, pool, close } = openDatabase(url, env.database.connections)
  try {
    await prepareQueue(pool)
    const app: App = {
      env,
      clock: () => Date.parse(`${populationDay}T05:00:00Z`),
      publicUrl: 'http://localhost',
      db,
      pool,
      log: createLogger(env.logLevel),
      blobs: fileBlobs(join(dataDir, 'blobs'), null),
    }
    const profile = { unitCode: importProvince, name: 'bench', definition: importProfile }
    const profileId = await createProfile(app, systemActor, profile)
    const importId = await createImport(app, systemActor, { profileId, phase: null, from: { path: file } })
    await runImport(app, { importId, work: 'survey' })
    await runImport(app, { importId, work: 'dryRun' })
    await acceptImport(app, systemActor, { id: importId })
    return importId
  } finally {
    await close()
  }
}

async function allLoaded(
  url: string,
  { id, rows }: { readonly id: string; readonly rows: number },
): Promise<void> {
  const kept = await withClient(url, (client) =>
    client.query<{ counts: unknown }>('select counts from "ImportJob" where id = $1', [id]),
  )
  const counts = readCounts(kept.rows[0]?.counts)
  // Of the invented people a few share a number with somebody of the large register; all others are new.
  if (counts.rows !== rows || counts.new < rows * 0.98)
    throw new Error(`registry bench: ${JSON.stringify(counts)}`)
}

const copiedAtOnce = 2000

/** Rows a second of COPY of the file's rows into one table without index; only the copying is counted. */
async function copyRate(url: string, file: string): Promise<number> {
  return withClient(url, async (client) => {
    const columns = Array.from({ length: 24 }, (_, i) => `c${i}`)
    await client.query(`create table copied (${columns.map((column) => `${column} text`).join(', ')})`)
    let [rows, milliseconds] = [0, 0]
    for await (const lines of linesOf(file)) {
      const text = lines.map((line) => copyRow(csvFields(line, { delimiter: ',', quote: '"' }) ?? []))
      const bytes = [Buffer.from(text.join(''))]
      const began = performance.now()
      await copyOn(client, { table: 'copied', columns }, bytes)
      milliseconds += performance.now() - began
      rows += lines.length
    }
    await client.query('drop table copied')
    return rows / (milliseconds / 1000)
  })
}

async function* linesOf(file: string): AsyncGenerator<readonly string[], void, void> {
  const reader = new LineReader((bytes) => Buffer.from(bytes).toString('utf8'), { line: 1, offset: 0 })
  let waiting: string[] = []
  for await (const chunk of createReadStream(file)) {
    for (const { line, text } of reader.push(new Uint8Array(chunk))) if (line > 1) waiting.push(text)
    for (; waiting.length >= copiedAtOnce; waiting = waiting.slice(copiedAtOnce))
      yield waiting.slice(0, copiedAtOnce)
  }
  if (waiting.length > 0) yield waiting
}
