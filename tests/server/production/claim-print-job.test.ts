import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { printOrderSchema } from '../../../core/contracts/print-job.ts'
import { claimPrintJob } from '../../../server/production/claim-print-job.ts'
import { stopStation } from '../../../server/production/stop-station.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { jobOf, openStation, plannedJob } from '../../support/factory.ts'
import { installMachine } from '../../support/machines.ts'
import { officerOf } from '../../support/officers.ts'
import { refusalOf } from '../../support/refusals.ts'
import { contentOf } from '../../support/rows.ts'

let running: TestApp | undefined
/** Each test has an empty queue. */
async function open(): Promise<TestApp['app']> {
  running = await testApp()
  return running.app
}
async function close(): Promise<void> {
  await running?.close()
  running = undefined
}
beforeEach(close)
afterAll(close)

describe('a claim', () => {
  test('gives the station an order of the agreed form, with a lease and a blank of its own', async () => {
    const app = await open()
    const job = await plannedJob(app)
    const station = await openStation(app)
    const order = printOrderSchema.parse(await claimPrintJob(app, station))
    expect(order).toMatchObject({ id: job.id, lease: 1, leaseUntil: '2026-03-02T02:31:00.000Z' })
    expect(await jobOf(app, job.id)).toMatchObject({
      status: 'CLAIMED',
      stationId: station.id,
      blankSerial: order.blankSerial,
    })
    const blank = await app.db.blankCard.findUniqueOrThrow({ where: { serial: order.blankSerial } })
    expect(blank).toMatchObject({ status: 'AT_STATION', stationId: station.id })
  })

  test('gives nothing when nothing is planned', async () => {
    const app = await open()
    expect(await claimPrintJob(app, await openStation(app))).toBeNull()
  })

  test('takes remakes and urgent jobs first, then the oldest', async () => {
    const app = await open()
    const jobs = [await plannedJob(app), await plannedJob(app), await plannedJob(app, { priority: 10 })]
    const station = await openStation(app)
    const order = [
      await claimPrintJob(app, station),
      await claimPrintJob(app, station),
      await claimPrintJob(app, station),
    ]
    expect(order.map((claimed) => claimed?.id)).toEqual([jobs[2]?.id, jobs[0]?.id, jobs[1]?.id])
  })

  test('is refused to a station without a blank, and the job stays planned', async () => {
    const app = await open()
    const job = await plannedJob(app)
    const station = await openStation(app, 0)
    const before = await contentOf(app)
    expect(await refusalOf(claimPrintJob(app, station))).toBe('NO_BLANK_AT_STATION')
    expect(await contentOf(app)).toEqual(before)
    expect(await jobOf(app, job.id)).toMatchObject({ status: 'PLANNED' })
  })

  test('is refused to anybody but a station', async () => {
    const app = await open()
    const kiosk = await installMachine(app, 'KIOSK')
    for (const actor of [kiosk.actor, officerOf('PRODUCTION_OPERATOR')]) {
      expect(await refusalOf(claimPrintJob(app, actor))).toBe('FORBIDDEN')
    }
  })
})

test('stations that claim at the same moment never share a job or a blank', async () => {
  const app = await open()
  for (let i = 0; i < 12; i++) await plannedJob(app)
  const stations = [await openStation(app), await openStation(app)]
  const orders = await Promise.all(
    Array.from({ length: 12 }, (_, i) => claimPrintJob(app, stations[i % 2] ?? officerOf('APPROVER'))),
  )
  const claimed = orders.filter((order) => order !== null)
  expect(claimed).toHaveLength(12)
  expect(new Set(claimed.map(({ id }) => id)).size).toBe(12)
  expect(new Set(claimed.map(({ blankSerial }) => blankSerial)).size).toBe(12)
})

describe('a station that tells what it has in work', () => {
  test('gets a job again that it does not know of, under the same lease, and before any other', async () => {
    const app = await open()
    const jobs = [await plannedJob(app), await plannedJob(app), await plannedJob(app)]
    const station = await openStation(app)
    const known = await claimPrintJob(app, station, { working: [] })
    const lost = await claimPrintJob(app, station, { working: [known?.id ?? ''] })
    expect([known?.id, lost?.id]).toEqual([jobs[0]?.id, jobs[1]?.id])
    const again = await claimPrintJob(app, station, { working: [known?.id ?? ''] })
    expect(again).toMatchObject({ id: lost?.id, lease: lost?.lease, blankSerial: lost?.blankSerial })
    const other = await claimPrintJob(app, await openStation(app), { working: [] })
    expect(other?.id).toBe(jobs[2]?.id)
  })

  test('gets nothing while it is stopped', async () => {
    const app = await open()
    await plannedJob(app)
    const station = await openStation(app)
    const stop = { reason: 'CHIPS_FAIL', failure: 'CHIP_LOST', failures: 3 } as const
    await stopStation(app, station, stop)
    await stopStation(app, station, { ...stop, failures: 4 })
    expect(await refusalOf(claimPrintJob(app, station))).toBe('STATION_STOPPED')
    const told = await app.db.auditEntry.findMany({ where: { action: 'station.stop' } })
    expect(told.map(({ details }) => details)).toEqual([JSON.stringify(stop)])
  })
})
