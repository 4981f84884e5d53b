import { afterAll, beforeAll, expect, test } from 'vitest'
import { usualQualityPolicy } from '../../../../core/production/quality-policy.ts'
import { planBatches } from '../../../../server/production/batches/plan-batches.ts'
import { cardsToCheck } from '../../../../server/production/quality/cards-to-check.ts'
import { checkCard } from '../../../../server/production/quality/check-card.ts'
import { passUnsampled } from '../../../../server/production/quality/pass-unsampled.ts'
import { setQualityPolicy } from '../../../../server/production/quality/set-quality-policy.ts'
import { type TestApp, testApp } from '../../../support/app.ts'
import { controller, jobOf, openStation, plannedJob, producer, workUntil } from '../../../support/factory.ts'
import type { MachineActor } from '../../../support/machines.ts'
import { officerOf } from '../../../support/officers.ts'
import { refusalOf } from '../../../support/refusals.ts'

const supervisor = officerOf('PRODUCTION_SUPERVISOR')
/** One card in a thousand is drawn: none of these few, but where a test draws all. */
const policy = { ...usualQualityPolicy, firstOfBatch: 1, afterFault: 2, everyNth: 1000 }

let running: TestApp
let station: MachineActor
beforeAll(async () => {
  running = await testApp()
  station = await openStation(running.app, 30)
  await setQualityPolicy(running.app, supervisor, policy)
})
afterAll(() => running.close())

/** A batch of as many cards, all printed but the last ones. */
async function printedBatch(count: number, unprinted = 0) {
  const { app } = running
  for (let i = 0; i < count; i++) await plannedJob(app)
  await planBatches(app, producer)
  const batch = await app.db.batch.findFirstOrThrow({ orderBy: { number: 'desc' } })
  for (let i = unprinted; i < count; i++) await workUntil(app, station, 'STACKED')
  return batch.id
}

const chosen = async () => {
  const cards = await cardsToCheck(running.app, controller, { stationId: null, after: null, take: 50 })
  return cards.map(({ id }) => id)
}

async function look(id: string, verdict: 'PASS' | 'FAIL') {
  const { face } = await jobOf(running.app, id)
  const { qr } = face as { qr: string }
  const failCode = verdict === 'FAIL' ? 'COLOUR' : null
  await checkCard(running.app, controller, { id, verdict, failCode, scanned: { qr } })
}

test('cards that nobody had to look at pass with their batch once the others are good', async () => {
  const { app } = running
  const batchId = await printedBatch(4)
  const first = await chosen()
  expect(first).toHaveLength(1)
  expect(await refusalOf(passUnsampled(app, producer, { batchId }))).toBe('FORBIDDEN')
  expect(await refusalOf(passUnsampled(app, controller, { batchId }))).toBe('SAMPLE_NOT_CHECKED')
  await look(first[0] ?? '', 'PASS')
  expect(await passUnsampled(app, controller, { batchId })).toEqual({ passed: 3 })
  const jobs = await app.db.printJob.findMany({
    where: { batchItem: { batchId } },
    include: { application: true },
  })
  expect(new Set(jobs.map(({ status, application }) => `${status} ${application.status}`))).toEqual(
    new Set(['PASSED PRODUCED']),
  )
  const steps = jobs.map(({ application }) => Object.keys(application.stepDates as object).toSorted())
  expect(new Set(steps.map((names) => names.join(' '))).size).toBe(1)
  const passes = await app.db.transition.findMany({
    where: { recordId: { in: jobs.map(({ id }) => id) }, event: 'pass' },
  })
  expect(passes.map(({ reason }) => reason ?? 'LOOKED_AT').toSorted()).toEqual([
    'LOOKED_AT',
    'WITH_BATCH',
    'WITH_BATCH',
    'WITH_BATCH',
  ])
  expect(await passUnsampled(app, controller, { batchId })).toEqual({ passed: 0 })
})

test('after a fault of the station so many in a row must be good before the others pass', async () => {
  const { app } = running
  const batchId = await printedBatch(5)
  const [first = ''] = await chosen()
  await look(first, 'FAIL')
  const doubted = await chosen()
  expect(doubted).toHaveLength(4)
  await look(doubted[0] ?? '', 'PASS')
  expect(await refusalOf(passUnsampled(app, controller, { batchId }))).toBe('SAMPLE_NOT_CHECKED')
  await look(doubted[1] ?? '', 'PASS')
  expect(await passUnsampled(app, controller, { batchId })).toEqual({ passed: 2 })
  // The remake is looked at, whatever was drawn.
  const { id } = await workUntil(app, station, 'STACKED')
  expect(await chosen()).toEqual([id])
  await look(id, 'PASS')
})

test('a card that somebody took of their own accord is no sample, and a batch in the machines does not pass', async () => {
  const { app } = running
  const batchId = await printedBatch(3, 1)
  const [first = ''] = await chosen()
  const stacked = await app.db.printJob.findMany({
    where: { batchItem: { batchId }, status: 'STACKED', id: { not: first } },
  })
  await look(stacked[0]?.id ?? '', 'PASS')
  expect(
    await app.db.qualityCheck.findFirstOrThrow({ where: { jobId: stacked[0]?.id ?? '' } }),
  ).toMatchObject({
    mode: 'VOLUNTARY',
  })
  await look(first, 'PASS')
  expect(await refusalOf(passUnsampled(app, controller, { batchId }))).toBe('BATCH_STILL_PRINTING')
  await workUntil(app, station, 'STACKED')
  expect(await passUnsampled(app, controller, { batchId })).toEqual({ passed: 1 })
})

test('where all are drawn all are looked at; a policy of nothing, or of somebody else, is refused', async () => {
  const { app } = running
  await setQualityPolicy(app, supervisor, { ...policy, everyNth: 1 })
  const batchId = await printedBatch(2)
  expect(await chosen()).toHaveLength(2)
  expect(await refusalOf(passUnsampled(app, controller, { batchId }))).toBe('SAMPLE_NOT_CHECKED')
  const set = (changes: object) => refusalOf(setQualityPolicy(app, supervisor, { ...policy, ...changes }))
  expect(await set({ everyNth: 0 })).toBe('ILLEGAL_QUALITY_POLICY')
  expect(await set({ rateLeast: 60, rateWindow: 50 })).toBe('ILLEGAL_QUALITY_POLICY')
  expect(await refusalOf(setQualityPolicy(app, producer, policy))).toBe('FORBIDDEN')
})
