/** What the board's tally costs whoever works: a job claimed and its blank bound, with the triggers that note it and without. */
import type { App } from '../../server/kernel/app.ts'
import { type Measure, median, rounded } from './measure.ts'

const cards = 400
/** Cards in a row with, then as many without: both meet the same machine. */
const inARow = 50

const triggers = [
  ['PrintJob', 'PrintJob_lanes_update'],
  ['BlankCard', 'BlankCard_shift_tally'],
] as const

interface Step {
  readonly job: string
  readonly blank: string
}

/** On the floor of the board's bench, which is as it was afterwards. */
export async function* measureTally({ pool }: App): AsyncGenerator<Measure, void, void> {
  const { rows: steps } = await pool.query<Step>(
    `SELECT j."id" AS "job", b."serial" AS "blank"
     FROM (SELECT "id", row_number() OVER (ORDER BY "id") AS n FROM "PrintJob" WHERE "status" = 'PLANNED' LIMIT $1) j
     JOIN (SELECT "serial", row_number() OVER (ORDER BY "serial") AS n FROM "BlankCard" WHERE "status" = 'AT_STATION' LIMIT $1) b USING (n)`,
    [cards],
  )
  const times = { with: [] as number[], without: [] as number[] }
  for (let at = 0; at < steps.length; at += inARow) {
    const way = (at / inARow) % 2 === 0 ? 'with' : 'without'
    await switchTriggers({ pool }, way === 'with')
    for (const step of steps.slice(at, at + inARow)) times[way].push(await timeOf({ pool }, step))
  }
  await switchTriggers({ pool }, true)
  // Every claim's row in the history of the tally is gone with this: what was noted is what was undone.
  await pool.query(`TRUNCATE "FloorTallyChange", "ShiftTallyChange"`)
  const [value, baseline] = [median(times.with), median(times.without)]
  yield {
    measure: 'claim_and_bind_ms',
    value: rounded(value),
    unit: 'ms',
    baseline: rounded(baseline),
    ratio: rounded(value / baseline, 2),
  }
}

async function switchTriggers({ pool }: Pick<App, 'pool'>, on: boolean): Promise<void> {
  for (const [table, trigger] of triggers)
    await pool.query(`ALTER TABLE "${table}" ${on ? 'ENABLE' : 'DISABLE'} TRIGGER "${trigger}"`)
}

/** The two statements of a card that the triggers see, each a transaction of its own; then back again, untimed and untold. */
async function timeOf({ pool }: Pick<App, 'pool'>, { job, blank }: Step): Promise<number> {
  const began = performance.now()
  await pool.query(
    `UPDATE "PrintJob" SET "status" = 'CLAIMED', "version" = "version" + 1 WHERE "id" = $1::uuid`,
    [job],
  )
  await pool.query(`UPDATE "BlankCard" SET "status" = 'BOUND' WHERE "serial" = $1`, [blank])
  const took = performance.now() - began
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    await client.query('SET LOCAL session_replication_role = replica')
    await client.query(`UPDATE "PrintJob" SET "status" = 'PLANNED' WHERE "id" = $1::uuid`, [job])
    await client.query(`UPDATE "BatchItem" SET "waiting" = true WHERE "jobId" = $1::uuid`, [job])
    await client.query(`UPDATE "BlankCard" SET "status" = 'AT_STATION' WHERE "serial" = $1`, [blank])
    await client.query('COMMIT')
  } finally {
    client.release()
  }
  return took
}
