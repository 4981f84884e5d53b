import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { readCounts } from '../../../../server/registry/imports/import-counts.ts'
import { resumeImport } from '../../../../server/registry/imports/resume-import.ts'
import { runImport } from '../../../../server/registry/imports/run-import.ts'
import { withImport } from '../../../../server/registry/imports/import-lock.ts'
import { type TestApp, testApp } from '../../../support/app.ts'
import { officerOf } from '../../../support/officers.ts'
import { refusalOf } from '../../../support/refusals.ts'
import { accepted, csvOf, faultsOf, jobOf, load, registrar, rowOf } from './locality.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
})
afterAll(() => running.close())

const loadedBy = (jobId: string) => running.app.db.importedRow.count({ where: { jobId } })

/** A load in a process of its own. */
function startLoad(id: string) {
  const { connectionString } = running.pool.options
  const program = join(import.meta.dirname, '../../../support/import-program.ts')
  return spawn(process.execPath, [program, connectionString ?? '', running.dataDir, id], { stdio: 'ignore' })
}

const until = (holds: () => Promise<boolean>) => vi.waitUntil(holds, { timeout: 60_000, interval: 20 })

test('a load that is killed again and again loads every good row once', { timeout: 120_000 }, async () => {
  const rows = Array.from({ length: 9000 }, (_, i) => rowOf(i % 1000 === 7 ? { NS: '31/02/1985' } : {}))
  const id = await accepted(running, csvOf(rows))
  for (const line of [1n, 4000n]) {
    const process = startLoad(id)
    const ended = once(process, 'exit')
    await until(async () => (await jobOf(running, id)).doneLine > line)
    process.kill('SIGKILL')
    await ended
    // What the checkpoint says is what the register has: nothing of a batch that was cut off.
    const { status, doneLine, counts } = await jobOf(running, id)
    expect(status).toBe('LOADING')
    expect(await loadedBy(id)).toBe(readCounts(counts).new)
    expect(readCounts(counts).rows).toBe(Number(doneLine) - 1)
    expect(Number(doneLine)).toBeLessThan(9001)
    await until(async () => (await refusalOf(resumeImport(running.app, registrar, { id }))) === 'NOT_REFUSED')
  }
  await runImport(running.app, { importId: id, work: 'load' })
  const job = await jobOf(running, id)
  expect(job).toMatchObject({ status: 'LOADED', doneLine: 9001n })
  expect(readCounts(job.counts)).toMatchObject({
    rows: 9000,
    new: 8991,
    refused: 9,
    duplicates: 0,
    matched: 0,
  })
  expect(await loadedBy(id)).toBe(8991)
  expect(await faultsOf(running, id)).toHaveLength(9)
  const residents = await running.app.db.resident.findMany({
    where: { number: { in: rows.map(({ SO = '' }) => SO) } },
    select: { id: true, addresses: true, numbers: true, statuses: true, relationships: true },
  })
  expect(residents).toHaveLength(8991)
  for (const { addresses, numbers, statuses, relationships } of residents)
    expect([addresses, numbers, statuses, relationships].map(({ length }) => length)).toEqual([1, 1, 1, 2])
  expect(await running.app.db.importStagedPerson.count()).toBe(0)
})

test('a load that fails is interrupted with what it has, and goes on from there', async () => {
  const rows = Array.from({ length: 4500 }, () => rowOf())
  const id = await accepted(running, csvOf(rows))
  // Somebody takes the job from under the load, as a second process might: the next batch refuses to go on.
  await running.pool.query(`
    CREATE FUNCTION fail_late() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN IF NEW."doneLine" > 4000 THEN RAISE EXCEPTION 'disk full' USING ERRCODE = 'disk_full'; END IF; RETURN NEW; END $$;
    CREATE TRIGGER fail_late BEFORE UPDATE ON "ImportJob" FOR EACH ROW EXECUTE FUNCTION fail_late()`)
  await expect(runImport(running.app, { importId: id, work: 'load' })).rejects.toThrow('disk full')
  await running.pool.query('DROP TRIGGER fail_late ON "ImportJob"; DROP FUNCTION fail_late()')
  const job = await jobOf(running, id)
  expect(job).toMatchObject({ status: 'INTERRUPTED', doneLine: 2001n })
  expect(await loadedBy(id)).toBe(2000)
  await resumeImport(running.app, registrar, { id })
  await runImport(running.app, { importId: id, work: 'load' })
  expect(readCounts((await jobOf(running, id)).counts)).toMatchObject({ rows: 4500, new: 4500 })
  expect(await loadedBy(id)).toBe(4500)
})

test('nobody resumes what somebody works on, what is loaded, or an import of another province', async () => {
  const id = await accepted(running, csvOf([rowOf()]))
  await withImport(running.app, id, async () => {
    expect(await refusalOf(resumeImport(running.app, registrar, { id }))).toBe('IMPORT_RUNNING')
    expect(await refusalOf(runImport(running.app, { importId: id, work: 'load' }))).toBe('IMPORT_RUNNING')
  })
  const elsewhere = officerOf('REGISTRAR', '79')
  expect(await refusalOf(resumeImport(running.app, elsewhere, { id }))).toBe('FORBIDDEN')
  const loaded = await load(running, csvOf([rowOf()]))
  expect(await refusalOf(resumeImport(running.app, registrar, { id: loaded.id }))).toBe('TRANSITION_REFUSED')
})
