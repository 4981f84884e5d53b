import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { claimPrintJob } from '../../../server/production/claim-print-job.ts'
import { freezeBatch } from '../../../server/production/batches/freeze-batch.ts'
import { planBatches } from '../../../server/production/batches/plan-batches.ts'
import { markUrgent } from '../../../server/production/urgent/mark-urgent.ts'
import { urgentQuota } from '../../../server/production/urgent/urgent-quota.ts'
import { days, type TestApp, testApp } from '../../support/app.ts'
import { openStation, plannedJob, producer } from '../../support/factory.ts'
import { applicationIn } from '../../support/files.ts'
import { officerOf } from '../../support/officers.ts'
import { refusalOf } from '../../support/refusals.ts'
import { startStage } from '../../../server/kernel/stages.ts'
import { runPipeline } from '../../support/pipeline.ts'

const approver = officerOf('APPROVER')
const reason = 'MEDICAL' as const

let running: TestApp
let app: TestApp['app']
beforeAll(async () => {
  running = await testApp({ variables: { URGENT_PER_DAY: '2' } })
  app = running.app
})
afterAll(() => running.close())
/** A new day, on which nothing waits. */
beforeEach(async () => {
  running.advanceClock(days(1))
  await app.db.printJob.updateMany({ where: { status: 'PLANNED' }, data: { status: 'CANCELLED' } })
  await app.db.batch.updateMany({ data: { status: 'FINISHED' } })
})

describe('an urgent file', () => {
  test('is made before new work and after remakes', async () => {
    const station = await openStation(app)
    const usual = await plannedJob(app)
    const urgent = await plannedJob(app)
    const remake = await plannedJob(app, { priority: 10 })
    expect(await markUrgent(app, approver, { applicationId: urgent.applicationId, reason })).toMatchObject({
      priority: 5,
      jobId: urgent.id,
      left: 1,
    })
    const made: string[] = []
    for (let i = 0; i < 3; i++) made.push((await claimPrintJob(app, station, { working: made }))!.id)
    expect(made).toEqual([remake.id, urgent.id, usual.id])
  })

  test('that has no job yet gets one that goes first', async () => {
    const file = await applicationIn(app, 'APPROVED')
    await markUrgent(app, approver, { code: file.code.toLowerCase(), reason })
    await app.db.$transaction((tx) =>
      startStage(tx, app, { stage: 'plan-print-job', applicationId: file.id }),
    )
    await runPipeline(app)
    expect(await app.db.printJob.findFirstOrThrow({ where: { applicationId: file.id } })).toMatchObject({
      priority: 5,
    })
  })

  test('leaves its draft for the next plan, and a draft that it leaves empty is discarded', async () => {
    const job = await plannedJob(app)
    const other = await plannedJob(app)
    await planBatches(app, producer)
    await markUrgent(app, approver, { applicationId: job.applicationId, reason })
    const draft = { status: 'DRAFT' }
    expect(await app.db.batch.findMany({ where: draft })).toMatchObject([{ count: 1 }])
    await markUrgent(app, approver, { applicationId: other.applicationId, reason })
    expect(await app.db.batch.count({ where: draft })).toBe(0)
    expect(await app.db.batch.count({ where: { status: 'DISCARDED', count: 0 } })).toBe(1)
    await planBatches(app, producer)
    const next = await app.db.batch.findFirstOrThrow({ where: draft })
    expect(next).toMatchObject({ priority: 5, count: 2 })
  })

  test('is refused once its batch is frozen or its card is begun, and where nothing waits for a card', async () => {
    const station = await openStation(app)
    const frozen = await plannedJob(app)
    await planBatches(app, producer)
    await freezeBatch(app, producer, {
      id: (await app.db.batch.findFirstOrThrow({ where: { status: 'DRAFT' } })).id,
    })
    const mark = (applicationId: string) => refusalOf(markUrgent(app, approver, { applicationId, reason }))
    expect(await mark(frozen.applicationId)).toBe('ALREADY_IN_PRODUCTION')
    await claimPrintJob(app, station)
    expect(await mark(frozen.applicationId)).toBe('ALREADY_IN_PRODUCTION')
    expect(await mark((await applicationIn(app, 'READY')).id)).toBe('NOTHING_TO_HASTEN')
    expect(await mark((await plannedJob(app, { priority: 10 })).applicationId)).toBe('ALREADY_URGENT')
    expect(await urgentQuota(app, approver)).toMatchObject({ used: 0 })
    expect(await refusalOf(markUrgent(app, approver, { code: 'không có', reason }))).toBe('NOT_FOUND')
  })

  test('waits while batches are planned, for the plan has chosen already', async () => {
    const job = await plannedJob(app)
    await app.db.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtext('plan-batches'))) l`
      const marking = markUrgent(app, approver, { applicationId: job.applicationId, reason })
      expect(await refusalOf(marking)).toBe('PLANNING_UNDER_WAY')
    })
  })

  test('takes one of the day’s number, which two officers cannot overdraw at once', async () => {
    const jobs = []
    for (let i = 0; i < 4; i++) jobs.push(await plannedJob(app))
    const marked = await Promise.all(
      jobs.map(({ applicationId }) => refusalOf(markUrgent(app, approver, { applicationId, reason }))),
    )
    expect(marked.toSorted()).toEqual([
      'NOT_REFUSED',
      'NOT_REFUSED',
      'URGENT_QUOTA_USED_UP',
      'URGENT_QUOTA_USED_UP',
    ])
    expect(await urgentQuota(app, approver)).toMatchObject({ most: 2, used: 2 })
    expect(await app.db.printJob.count({ where: { priority: 5, status: 'PLANNED' } })).toBe(2)
    running.advanceClock(days(1))
    expect(await urgentQuota(app, approver)).toMatchObject({ used: 0 })
  })

  test('is counted once, and marked by those alone who answer for it', async () => {
    const { applicationId } = await plannedJob(app)
    const mark = (who = approver) => refusalOf(markUrgent(app, who, { applicationId, reason }))
    expect(await mark(officerOf('RECEPTION'))).toBe('FORBIDDEN')
    expect(await mark(officerOf('APPROVER', '79'))).toBe('FORBIDDEN')
    expect(await Promise.all([mark(), mark()])).toEqual(
      expect.arrayContaining(['NOT_REFUSED', 'ALREADY_URGENT']),
    )
    const { code: subjectId } = await app.db.application.findUniqueOrThrow({ where: { id: applicationId } })
    const entries = await app.db.auditEntry.findMany({ where: { action: 'application.hasten', subjectId } })
    expect(entries.map(({ details }) => JSON.parse(details))).toEqual([{ reason, used: 1 }])
  })
})
