import type { PoolClient } from 'pg'
import { type Survey, SurveyCounts } from '../../../core/import/survey.ts'
import type { App } from '../../kernel/app.ts'
import { copyOn, copyRow } from './copy-in.ts'
import type { ImportContext } from './import-context.ts'
import { readRecords } from './import-file.ts'
import { rowReader } from './read-rows.ts'
import { blockingFaults, recordFaults } from './record-faults.ts'

/** Told after each piece: rows so far. */
export type Progress = (rows: number) => Promise<void> | void

/** What a file may not have twice, hashed: the table is the transaction's own, and gone with it. */
const seen = { table: 'import_seen', columns: ['line', 'kind', 'mark'] } as const
const makeSeen = `
  CREATE TEMP TABLE import_seen (line bigint NOT NULL, kind text NOT NULL, mark text NOT NULL) ON COMMIT DROP;
  SET LOCAL work_mem = '64MB'`

/** Reads a whole file and says what it is worth; what is wrong is kept by line, field and reason. Nothing is loaded. */
export async function surveyFile(app: App, context: ImportContext, progress: Progress): Promise<Survey> {
  const { items, surveyed } = rowReader(context)
  const jobId = context.job.id
  const phase = { jobId, phase: 'SURVEY' } as const
  await app.db.importFault.deleteMany({ where: phase })
  await app.db.importRepeat.deleteMany({ where: { jobId } })
  const counts = new SurveyCounts(items)
  const client = await app.pool.connect()
  try {
    await client.query('BEGIN')
    await client.query(makeSeen)
    let unended = false
    for await (const part of readRecords(context.path, context.profile, { file: context.file, from: null })) {
      unended = part.unended
      const rows = part.records.map(surveyed)
      for (const row of rows) counts.add(row)
      await recordFaults(
        app.db,
        phase,
        rows.flatMap(({ line, faults }) => blockingFaults(line, faults)),
      )
      const marks = rows.flatMap(({ line, seen: has }) =>
        has.map(([kind, mark]) => copyRow([line, kind, mark])),
      )
      await copyOn(client, seen, [Buffer.from(marks.join(''))])
      await progress(counts.rows)
    }
    const repeats = await keepRepeats(client, jobId)
    await client.query('COMMIT')
    return counts.result({ repeats, encoding: context.file.encoding, unended })
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  } finally {
    client.release()
  }
}

/** Lines on which something stands again; the first one is the row that counts. */
const keep = `
  WITH again AS (
    SELECT line, kind FROM (
      SELECT line, kind, row_number() OVER (PARTITION BY kind, mark ORDER BY line) AS nth FROM import_seen
    ) numbered WHERE nth > 1
  ), kept AS (
    INSERT INTO "ImportRepeat" ("jobId", "line", "kind") SELECT DISTINCT $1::uuid, line, kind FROM again
    RETURNING "line", "kind"
  ), told AS (
    INSERT INTO "ImportFault" ("jobId", "phase", "line", "field", "reason")
    SELECT $1::uuid, 'SURVEY', "line",
      CASE "kind" WHEN 'NUMBER' THEN 'number' ELSE '' END,
      CASE "kind" WHEN 'KEY' THEN 'DUPLICATE_KEY' WHEN 'NUMBER' THEN 'DUPLICATE_NUMBER' ELSE 'REPEATED_PERSON' END
    FROM kept ON CONFLICT DO NOTHING
  )
  SELECT count(*) FILTER (WHERE "kind" = 'KEY')::int AS keys, count(*) FILTER (WHERE "kind" = 'NUMBER')::int AS numbers,
    count(*) FILTER (WHERE "kind" = 'PERSON')::int AS persons FROM kept`

async function keepRepeats(client: PoolClient, jobId: string): Promise<Survey['repeats']> {
  const { rows } = await client.query<Survey['repeats']>(keep, [jobId])
  return rows[0] ?? { keys: 0, numbers: 0, persons: 0 }
}
