/** The board over five million jobs: the query of the console as a whole. The database is kept for the next run. */
import { join } from 'node:path'
import { graphql } from 'graphql'
import { Client } from 'pg'
import { z } from 'zod'
import { applyMigrations } from '../../prisma/engine.ts'
import { startEmbedded } from '../../prisma/embedded.ts'
import { ownFolders } from '../../prisma/migration.ts'
import { schema } from '../../server/graphql/schema.ts'
import type { Actor } from '../../server/kernel/actor.ts'
import type { App } from '../../server/kernel/app.ts'
import { openDatabase } from '../../server/kernel/db.ts'
import { foldFloorTally } from '../../server/production/board/fold-floor-tally.ts'
import { recountFloor } from '../../server/production/board/recount-floor.ts'
import { publishForecast } from '../../server/production/capacity/publish-forecast.ts'
import { benchApp } from './bench-app.ts'
import { type Measure, percentile, rounded } from './measure.ts'
import { addJobs, type JobShare } from './production-jobs.ts'
import { measureTally } from './production-tally.ts'
import { startOverIfOutdated } from './registry-population.ts'

const dataDir = join(import.meta.dirname, '../../.data/bench')

/** A year of a country's cards, and a backlog of half a million. */
const shares: readonly JobShare[] = [
  { status: 'PASSED', count: 4_300_000 },
  { status: 'PLANNED', count: 600_000 },
  { status: 'SPOILED', count: 79_000 },
  { status: 'STACKED', count: 20_000 },
  { status: 'PRINTED', count: 800 },
  { status: 'OUTCOME_UNKNOWN', count: 200 },
]
const jobs = shares.reduce((sum, { count }) => sum + count, 0)
const boards = 300
const warmingUp = 20
/** Each with a shift of eight hours nearly over. */
const stations = 60
const blanksEach = 1500
const batchSize = 500
/** Of the cards that passed: still at the factory, and on their way. */
const packed = 100_000
const dispatched = 300_000
/** What a minute of a full floor notes before it is folded. */
const notedChanges = 2000

type Say = (what: string) => void

export async function* measureBoard(say: Say): AsyncGenerator<Measure, void, void> {
  say(`the board over ${jobs} jobs`)
  await prepareFloor(say)
  const server = await startEmbedded({ dataDir, database: 'board', settings: { max_wal_size: '4GB' } })
  try {
    const { db, pool, close } = openDatabase(server.url, 10)
    try {
      const app = benchApp({ db, pool, dataDir })
      await foldFloorTally(app)
      await noteChanges(app)
      const { board, nothing } = await timeBoards(app, say)
      const [value, baseline] = [percentile(board, 0.95), percentile(nothing, 0.95)]
      yield {
        measure: 'board_p95_ms',
        value: rounded(value, 1),
        unit: 'ms',
        baseline: rounded(baseline, 1),
        ratio: rounded(value / baseline, 1),
      }
      yield* measureTally(app)
    } finally {
      await close()
    }
  } finally {
    await server.stop()
  }
}

/** Nothing that a crash could take is worth waiting for a disk while the floor is filled. */
const hasty = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_wal_size: '16GB' }

async function prepareFloor(say: Say): Promise<void> {
  const server = await startEmbedded({ dataDir, database: 'board', settings: hasty })
  try {
    await startOverIfOutdated(server.url, say)
    await applyMigrations(server.url, ownFolders.migrations)
    const { db, pool, close } = openDatabase(server.url, 10)
    try {
      // Published last: with it nothing is missing.
      if ((await db.capacityForecast.count()) === 0)
        await fill(server.url, benchApp({ db, pool, dataDir }), say)
    } finally {
      await close()
    }
  } finally {
    await server.stop()
  }
}

/** Whatever a run that was cut off has left. */
const besideJobs = [
  'Card',
  'BatchItem',
  'Batch',
  'FloorTally',
  'FloorTallyChange',
  'ShiftTally',
  'ShiftTallyChange',
  'StationState',
  'StationTime',
  'StockMovement',
  'Shift',
  'BlankCard',
  'StockLot',
  'Machine',
  'Centre',
]

async function fill(url: string, app: App, say: Say): Promise<void> {
  if ((await app.db.printJob.count()) !== jobs) {
    await app.pool.query('TRUNCATE "PrintJob" CASCADE')
    say('jobs')
    await addJobs(url, shares)
  }
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('SET session_replication_role = replica')
    for (const table of besideJobs) await client.query(`DELETE FROM "${table}"`)
    say('cards')
    await addCards(client)
    say('batches')
    await addBatches(client)
    say('stations, shifts and blanks')
    await addFloor(client)
    say('vacuum and analyze')
    await client.query('VACUUM ANALYZE')
  } finally {
    await client.end()
  }
  say(`${await recountFloor(app)} places counted`)
  await publishForecast(app)
}

async function addCards(client: Client): Promise<void> {
  await client.query(
    `INSERT INTO "Card" ("id", "serial", "status", "applicationId", "residentId", "printJobId", "number", "template", "issuedOn", "unitCode")
     SELECT uuidv7(), 'C' || nth, CASE WHEN nth <= $1 THEN 'MADE' WHEN nth <= $1 + $2 THEN 'DISPATCHED' ELSE 'REPLACED' END,
       "applicationId", gen_random_uuid(), "id", lpad(nth::text, 12, '0'), "template", date '2026-03-02', "unitCode"
     FROM (SELECT *, row_number() OVER (ORDER BY "id" DESC) AS nth FROM "PrintJob" WHERE "status" = 'PASSED') passed`,
    [packed, dispatched],
  )
}

/** Five of six planned jobs lie in drafts, as planning leaves them. */
async function addBatches(client: Client): Promise<void> {
  await client.query(
    `CREATE TEMPORARY TABLE batched AS
     SELECT "id", (row_number() OVER (ORDER BY "id") - 1) / $1::int AS batch, row_number() OVER (ORDER BY "id") AS nth
     FROM "PrintJob" WHERE "status" = 'PLANNED' ORDER BY "id" LIMIT 500000`,
    [batchSize],
  )
  await client.query(
    `INSERT INTO "Batch" ("id", "number", "unitCode", "template", "priority", "count", "plannedAt", "plannedBy")
     SELECT ('00000000-0000-4000-8000-' || lpad(to_hex(batch), 12, '0'))::uuid, 'L' || batch, '00001', 'CC_2024', 0, count(*), now(), 'bench'
     FROM batched GROUP BY batch`,
  )
  await client.query(
    `INSERT INTO "BatchItem" ("jobId", "batchId", "position")
     SELECT "id", ('00000000-0000-4000-8000-' || lpad(to_hex(batch), 12, '0'))::uuid, nth FROM batched`,
  )
}

async function addFloor(client: Client): Promise<void> {
  await client.query(
    `INSERT INTO "Centre" ("code", "name", "unitCode") VALUES ('SX001', 'Xưởng sản xuất Mẫu', '01')`,
  )
  await client.query(
    `INSERT INTO "Machine" ("id", "kind", "status", "centreCode", "number", "certificateRequest", "keyFingerprint", "requestedAt")
     SELECT gen_random_uuid(), 'STATION', 'ACTIVE', 'SX001', n, '', 'F' || n, now() FROM generate_series(1, $1::int) n`,
    [stations],
  )
  const openedAt = `now() - interval '4 hours'`
  await client.query(
    `INSERT INTO "Shift" ("id", "stationId", "openedBy", "openedAt") SELECT gen_random_uuid(), "id", gen_random_uuid(), ${openedAt} FROM "Machine"`,
  )
  await client.query(
    `INSERT INTO "StationState" ("stationId", "at", "state", "since", "printer") SELECT "id", now(), 'RUNNING', now(), $1::jsonb FROM "Machine"`,
    [printer],
  )
  await client.query(
    `INSERT INTO "StationTime" ("id", "stationId", "shiftId", "state", "since", "until")
     SELECT gen_random_uuid(), s."stationId", s."id", CASE n % 2 WHEN 0 THEN 'RUNNING' ELSE 'STOPPED' END,
       s."openedAt" + n * interval '2 minutes', s."openedAt" + (n + 1) * interval '2 minutes'
     FROM "Shift" s CROSS JOIN generate_series(0, 119) n`,
  )
  const lot = '00000000-0000-4000-8000-000000000001'
  await client.query(
    `INSERT INTO "StockLot" ("id", "firstSerial", "lastSerial", "count", "receivedAt") VALUES ($1, 'A', 'Z', 1, now())`,
    [lot],
  )
  await client.query(
    `INSERT INTO "BlankCard" ("serial", "lotId", "status", "storeCode", "stationId", "shiftId")
     SELECT 'B' || s."stationId" || n, $2::uuid, CASE WHEN n % 50 = 0 THEN 'SPOILED' WHEN n < $1::int * 0.8 THEN 'BOUND' ELSE 'AT_STATION' END,
       'SX001', s."stationId", s."id" FROM "Shift" s CROSS JOIN generate_series(1, $1::int) n`,
    [blanksEach, lot],
  )
  await client.query(
    `INSERT INTO "BlankCard" ("serial", "lotId", "status", "storeCode") SELECT 'S' || n, $1::uuid, 'IN_STORE', 'SX001' FROM generate_series(1, 1000000) n`,
    [lot],
  )
  await client.query(
    `INSERT INTO "StockMovement" ("id", "stationId", "shiftId", "kind", "count", "firstSerial", "lastSerial", "at", "actorId")
     SELECT gen_random_uuid(), "stationId", "id", 'ISSUED', $1::int, 'B', 'B', now(), 'bench' FROM "Shift"`,
    [blanksEach],
  )
}

const printer = JSON.stringify({
  model: 'Mẫu',
  serial: 'SN1',
  firmware: '1.0',
  ribbon: { kind: 'ymckok', left: 120 },
  counters: { cards: 12_345, sinceCleaning: 345 },
  trouble: null,
  warnings: [],
})

async function noteChanges({ pool }: App): Promise<void> {
  await pool.query(
    `INSERT INTO "FloorTallyChange" ("lane", "since", "change")
     SELECT CASE n % 2 WHEN 0 THEN 'BATCHED' ELSE 'PRINTING' END, floor_time('2026-03-01'), CASE n % 4 WHEN 0 THEN -1 WHEN 1 THEN 1 WHEN 2 THEN 1 ELSE -1 END
     FROM generate_series(1, $1::int) n`,
    [notedChanges],
  )
  await pool.query(
    `INSERT INTO "ShiftTallyChange" ("shiftId", "status", "change")
     SELECT s."id", 'BOUND', CASE WHEN n % 2 = 0 THEN 1 ELSE -1 END FROM "Shift" s CROSS JOIN generate_series(1, $1::int) n`,
    [2 * Math.floor(notedChanges / stations / 2)],
  )
}

const actor: Actor = {
  kind: 'officer',
  id: '00000000-0000-4000-8000-000000000001',
  roles: [{ role: 'PRODUCTION_SUPERVISOR', unitCode: '01' }],
}

/** What the board's screen asks. */
const source = `{ productionBoard {
  at unknownCount
  lanes { lane count oldestAt groups perHour }
  today { issued returned good spoiled lost left difference openShifts }
  unknown { jobId stationId blankSerial reason since look { vi en } }
  stations { id number centreCode state reason reasonText { vi } since toldAt clockAheadMs clockWrong inHand cardsPerHour
    printerModel printerSerial ribbonKind ribbonLeft cardsMade cardsSinceCleaning lastFault { reason text { vi } at }
    stopped { reason at } shift { id openedAt issued good spoiled left } }
  forecast { at stations cardsPerHour blanks ribbons backlog stockOutOn days { day capacity planned backlog stock } classes { priority deadlineOn count madeOn late } }
} }`

const answerSchema = z.object({
  productionBoard: z.object({
    unknownCount: z.int(),
    lanes: z.array(z.object({ lane: z.string(), count: z.int() })),
    stations: z.array(z.unknown()).length(stations),
  }),
})

/** Milliseconds of each board, read one after the other as a server process does for all who watch; and of a query for nothing beside it. */
async function timeBoards(app: App, say: Say) {
  const times: number[] = []
  const nothing: number[] = []
  for (let nth = -warmingUp; nth < boards; nth++) {
    const asked = performance.now()
    await app.db.$queryRaw`SELECT 1`
    if (nth >= 0) nothing.push(performance.now() - asked)
    const began = performance.now()
    const answer = await graphql({ schema, source, contextValue: { app, actor } })
    if (nth >= 0) times.push(performance.now() - began)
    if (answer.errors) throw new Error(`production bench: ${answer.errors[0]?.message}`)
    const { productionBoard } = answerSchema.parse(answer.data)
    const counts = Object.fromEntries(productionBoard.lanes.map(({ lane, count }) => [lane, count]))
    if (counts['INTAKE'] !== 100_000 || counts['DISPATCHED'] !== dispatched || counts['PACKED'] !== packed)
      throw new Error(`production bench: ${JSON.stringify(counts)}`)
  }
  say(`board p50 ${rounded(percentile(times, 0.5), 1)}, p95 ${rounded(percentile(times, 0.95), 1)} ms`)
  return { board: times, nothing }
}
