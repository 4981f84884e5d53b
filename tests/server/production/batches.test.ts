import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { endFilesByLaw } from '../../../server/issuance/end-files-by-law.ts'
import { claimPrintJob } from '../../../server/production/claim-print-job.ts'
import { failPrintJob } from '../../../server/production/fail-print-job.ts'
import { passPrintJob } from '../../../server/production/pass-print-job.ts'
import { freezeBatch } from '../../../server/production/batches/freeze-batch.ts'
import { planBatches } from '../../../server/production/batches/plan-batches.ts'
import { reportPrintJob } from '../../../server/production/report-print-job.ts'
import { releaseBatch } from '../../../server/production/batches/release-batch.ts'
import { steerBatch } from '../../../server/production/batches/steer-batch.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { controller, openStation, plannedJob, producer, workUntil } from '../../support/factory.ts'
import { officerOf } from '../../support/officers.ts'
import { refusalOf } from '../../support/refusals.ts'

const supervisor = officerOf('PRODUCTION_SUPERVISOR')
const second = officerOf('PRODUCTION_SUPERVISOR')

let running: TestApp | undefined
async function open(): Promise<TestApp['app']> {
  running = await testApp({ variables: { BATCHES: 'required' } })
  return running.app
}
async function close(): Promise<void> {
  await running?.close()
  running = undefined
}
beforeEach(close)
afterAll(close)

async function released(app: TestApp['app'], id: string): Promise<void> {
  await freezeBatch(app, producer, { id })
  await releaseBatch(app, supervisor, { id })
}
const batchesOf = (app: TestApp['app']) =>
  app.db.batch.findMany({ orderBy: { number: 'asc' }, include: { items: { orderBy: { position: 'asc' } } } })

describe('planning', () => {
  test('makes batches of one priority, remakes first, deadlines before age, none larger than asked', async () => {
    const app = await open()
    const jobs = []
    for (let i = 0; i < 3; i++) jobs.push(await plannedJob(app))
    const remake = await plannedJob(app, { priority: 10 })
    await app.db.printJob.update({
      where: { id: jobs[2]!.id },
      data: { deadlineOn: new Date('2026-03-05') },
    })
    expect(await planBatches(app, producer, { size: 2 })).toEqual({ batches: 3, jobs: 4 })
    const batches = await batchesOf(app)
    expect(batches.map(({ number, priority, count }) => [number, priority, count])).toEqual([
      ['L2026-000001', 10, 1],
      ['L2026-000002', 0, 2],
      ['L2026-000003', 0, 1],
    ])
    expect(batches.map(({ items }) => items.map(({ jobId }) => jobId))).toEqual([
      [remake.id],
      [jobs[2]!.id, jobs[0]!.id],
      [jobs[1]!.id],
    ])
    expect(await planBatches(app, producer)).toEqual({ batches: 0, jobs: 0 })
  })

  test('at once by two planners puts each job into one batch', async () => {
    const app = await open()
    for (let i = 0; i < 4; i++) await plannedJob(app)
    const planned = await Promise.all([planBatches(app, producer), planBatches(app, supervisor)])
    expect(planned.map(({ jobs }) => jobs).toSorted()).toEqual([0, 4])
  })

  test('refuses a size that is none, and anybody else', async () => {
    const app = await open()
    expect(await refusalOf(planBatches(app, producer, { size: 0 }))).toBe('ILLEGAL_BATCH_SIZE')
    expect(await refusalOf(planBatches(app, controller))).toBe('FORBIDDEN')
  })
})

describe('a batch', () => {
  test('is printed only after another officer than who froze it released it', async () => {
    const app = await open()
    const job = await plannedJob(app)
    await planBatches(app, supervisor)
    const station = await openStation(app)
    const [batch] = await batchesOf(app)
    const id = batch!.id
    expect(await claimPrintJob(app, station)).toBeNull()
    await freezeBatch(app, supervisor, { id })
    expect(await claimPrintJob(app, station)).toBeNull()
    expect(await refusalOf(releaseBatch(app, supervisor, { id }))).toBe('SAME_PERSON_RELEASES')
    expect(await refusalOf(releaseBatch(app, producer, { id }))).toBe('FORBIDDEN')
    await releaseBatch(app, second, { id })
    expect(await claimPrintJob(app, station)).toMatchObject({ id: job.id })
    expect(await app.db.batch.findUniqueOrThrow({ where: { id } })).toMatchObject({ status: 'RUNNING' })
  })

  test('whose job was changed after it was frozen is not released, and not printed where it was changed later', async () => {
    const app = await open()
    const job = await plannedJob(app)
    const station = await openStation(app)
    await planBatches(app, producer)
    const [batch] = await batchesOf(app)
    const id = batch!.id
    const tamper = (to: string) =>
      app.db
        .$executeRaw`UPDATE "PrintJob" SET "face" = jsonb_set("face", '{name}', to_jsonb(${to}::text)) WHERE "id" = ${job.id}::uuid`
    const { name } = job.face as { name: string }
    await freezeBatch(app, producer, { id })
    await tamper('NGUYỄN VĂN KHÁC')
    expect(await refusalOf(releaseBatch(app, supervisor, { id }))).toBe('MANIFEST_BROKEN')
    await tamper(name)
    const { signature } = await app.db.batch.findUniqueOrThrow({ where: { id } })
    await app.db.batch.update({ where: { id }, data: { signature: `${signature?.slice(0, -8)}AAAAAAAA` } })
    expect(await refusalOf(releaseBatch(app, supervisor, { id }))).toBe('MANIFEST_BROKEN')
    await steerBatch(app, producer, { id, step: 'reopen' })
    await released(app, id)
    await tamper('NGUYỄN VĂN KHÁC')
    expect(await claimPrintJob(app, station)).toBeNull()
    expect(await app.db.batch.findUniqueOrThrow({ where: { id } })).toMatchObject({ status: 'FROZEN' })
    expect(await refusalOf(releaseBatch(app, supervisor, { id }))).toBe('MANIFEST_BROKEN')
    await tamper(name)
    await releaseBatch(app, supervisor, { id })
    expect(await claimPrintJob(app, station)).toMatchObject({ id: job.id })
  })

  test('is finished by its last card, and a card that failed goes first into the next one', async () => {
    const app = await open()
    await plannedJob(app)
    await plannedJob(app)
    const station = await openStation(app)
    await planBatches(app, producer)
    const [batch] = await batchesOf(app)
    await released(app, batch!.id)
    const first = await workUntil(app, station, 'STACKED')
    const other = await workUntil(app, station, 'STACKED')
    await passPrintJob(app, controller, { id: first.id, qr: first.face.qr })
    const stateOf = async () => (await app.db.batch.findUniqueOrThrow({ where: { id: batch!.id } })).status
    expect(await stateOf()).toBe('RUNNING')
    await failPrintJob(app, controller, { id: other.id, failClass: 'PRINT' })
    expect(await stateOf()).toBe('FINISHED')
    await plannedJob(app)
    await planBatches(app, producer)
    const drafts = await app.db.batch.findMany({ where: { status: 'DRAFT' }, orderBy: { number: 'asc' } })
    expect(drafts.map(({ priority }) => priority)).toEqual([10, 0])
  })

  test('that is closed short gives back what nobody began, which goes first', async () => {
    const app = await open()
    const jobs = [await plannedJob(app), await plannedJob(app)]
    const station = await openStation(app)
    await planBatches(app, producer)
    const [batch] = await batchesOf(app)
    const id = batch!.id
    await released(app, id)
    const order = await workUntil(app, station, 'CARD_FED')
    await steerBatch(app, supervisor, { id, step: 'closeShort', reason: 'RIBBON_OUT' })
    expect(await claimPrintJob(app, station, { working: [order.id] })).toBeNull()
    // What a station had then and gives back later is planned again too.
    const { lease } = order
    await reportPrintJob(app, station, {
      id: order.id,
      report: { event: 'eject', lease, reason: 'CARDS_OUT' },
    })
    const older = await plannedJob(app)
    await app.db.printJob.update({ where: { id: older.id }, data: { plannedAt: new Date('2020-01-01') } })
    await planBatches(app, producer)
    const next = (await batchesOf(app)).at(-1)!
    expect(next.items.map(({ jobId }) => jobId)).toEqual([
      jobs.find((job) => job.id !== order.id)!.id,
      older.id,
      order.id,
    ])
  })

  test('whose last card passed while it was stopped is finished once it may go on', async () => {
    const app = await open()
    await plannedJob(app)
    const station = await openStation(app)
    await planBatches(app, producer)
    const id = (await batchesOf(app))[0]!.id
    await released(app, id)
    const order = await workUntil(app, station, 'STACKED')
    await steerBatch(app, supervisor, { id, step: 'stop' })
    await passPrintJob(app, controller, { id: order.id, qr: order.face.qr })
    const stateOf = async () => (await app.db.batch.findUniqueOrThrow({ where: { id } })).status
    expect(await stateOf()).toBe('STOPPED')
    await steerBatch(app, supervisor, { id, step: 'resume' })
    expect(await stateOf()).toBe('FINISHED')
  })

  test('that was stopped, recalled or discarded is not printed', async () => {
    const app = await open()
    await plannedJob(app)
    await plannedJob(app)
    const station = await openStation(app)
    await planBatches(app, producer)
    const id = (await batchesOf(app))[0]!.id
    await released(app, id)
    await steerBatch(app, supervisor, { id, step: 'recall' })
    expect(await claimPrintJob(app, station)).toBeNull()
    await releaseBatch(app, supervisor, { id })
    const working = [(await claimPrintJob(app, station))!.id]
    await steerBatch(app, supervisor, { id, step: 'stop' })
    expect(await claimPrintJob(app, station, { working })).toBeNull()
    await steerBatch(app, supervisor, { id, step: 'resume' })
    expect(await claimPrintJob(app, station, { working })).not.toBeNull()
    expect(await refusalOf(steerBatch(app, producer, { id, step: 'stop' }))).toBe('FORBIDDEN')
    const words = steerBatch(app, supervisor, { id, step: 'stop', reason: 'Ông Bình dặn' })
    expect(await refusalOf(words)).toBe('REASON_NOT_LISTED')
    expect(await refusalOf(steerBatch(app, supervisor, { id, step: 'discard' }))).toBe('TRANSITION_REFUSED')
  })

  test('that is released earlier and wants chips does not keep a station without an encoder from the others', async () => {
    const app = await open()
    const jobs = []
    for (let i = 0; i < 10; i++) jobs.push(await plannedJob(app))
    const plain = jobs.pop()!
    await app.db.printJob.updateMany({
      where: { id: { in: jobs.map(({ id }) => id) } },
      data: { chip: {} },
    })
    await planBatches(app, producer, { size: 1 })
    for (const { id } of await batchesOf(app)) await released(app, id)
    expect(await claimPrintJob(app, await openStation(app), { chips: false })).toMatchObject({ id: plain.id })
  })

  test('whose last open job is ended by law is finished', async () => {
    const app = await open()
    const jobs = [await plannedJob(app), await plannedJob(app)]
    const station = await openStation(app)
    await planBatches(app, producer)
    const id = (await batchesOf(app))[0]!.id
    await released(app, id)
    const order = await workUntil(app, station, 'STACKED')
    await passPrintJob(app, controller, { id: order.id, qr: order.face.qr })
    const other = jobs.find((job) => job.id !== order.id)!
    const { residentId } = await app.db.application.findUniqueOrThrow({ where: { id: other.applicationId } })
    await endFilesByLaw(app, { residentId: residentId! })
    expect(await app.db.printJob.findUniqueOrThrow({ where: { id: other.id } })).toMatchObject({
      status: 'CANCELLED',
    })
    expect(await app.db.batch.findUniqueOrThrow({ where: { id } })).toMatchObject({ status: 'FINISHED' })
  })
})
