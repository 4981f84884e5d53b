import { afterAll, beforeAll, expect, test } from 'vitest'
import { recoverPrintJobs } from '../../../server/production/recover-print-jobs.ts'
import { reportPrintJob } from '../../../server/production/report-print-job.ts'
import { minutes, seconds, type TestApp, testApp } from '../../support/app.ts'
import { jobOf, openStation, plannedJob, workUntil } from '../../support/factory.ts'
import type { MachineActor } from '../../support/machines.ts'
import { refusalOf } from '../../support/refusals.ts'

let running: TestApp
let station: MachineActor
beforeAll(async () => {
  running = await testApp()
  station = await openStation(running.app, 30)
})
afterAll(() => running.close())

async function fallenSilentAt(step: Parameters<typeof workUntil>[2]) {
  await plannedJob(running.app)
  const order = await workUntil(running.app, station, step)
  running.advanceClock(seconds(61))
  await recoverPrintJobs(running.app)
  return order
}

test('a job whose station fell silent before feeding a card is planned again', async () => {
  const { id, lease } = await fallenSilentAt('CLAIMED')
  expect(await jobOf(running.app, id)).toMatchObject({
    status: 'PLANNED',
    stationId: null,
    blankSerial: null,
  })
  const again = await workUntil(running.app, station, 'STACKED')
  expect(again).toMatchObject({ id, lease: lease + 1 })
})

test.each(['CARD_FED', 'PRINTED', 'VERIFIED'] as const)(
  'a job whose station fell silent at %s has an unknown outcome and is not printed again',
  async (step) => {
    const { id, lease } = await fallenSilentAt(step)
    expect(await jobOf(running.app, id)).toMatchObject({
      status: 'OUTCOME_UNKNOWN',
      failureCode: 'LEASE_EXPIRED',
    })
    const late = reportPrintJob(running.app, station, { id, report: { event: 'stack', lease } })
    expect(await refusalOf(late)).toBe('TRANSITION_REFUSED')
    const open = await running.app.db.printJob.count({ where: { status: 'PLANNED' } })
    expect(open).toBe(0)
  },
)

test('a stacked card waits for quality control however long', async () => {
  await plannedJob(running.app)
  const { id } = await workUntil(running.app, station, 'STACKED')
  running.advanceClock(minutes(600))
  expect(await recoverPrintJobs(running.app)).toBe(0)
  expect(await jobOf(running.app, id)).toMatchObject({ status: 'STACKED' })
})

test('a job within its lease is left alone', async () => {
  await plannedJob(running.app)
  const { id } = await workUntil(running.app, station, 'CARD_FED')
  running.advanceClock(seconds(59))
  expect(await recoverPrintJobs(running.app)).toBe(0)
  expect(await jobOf(running.app, id)).toMatchObject({ status: 'CARD_FED' })
})
