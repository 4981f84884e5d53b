import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { heldJobSchema, type PrintEvent, type PrintOrder } from '../../../core/contracts/print-job.ts'
import { heldPrintJob } from '../../../server/production/held-print-job.ts'
import { recoverPrintJobs } from '../../../server/production/recover-print-jobs.ts'
import { reportPrintJob } from '../../../server/production/report-print-job.ts'
import { settlePrintJob } from '../../../server/production/settle-print-job.ts'
import { seconds, type TestApp, testApp } from '../../support/app.ts'
import {
  cardOf,
  jobOf,
  openStation,
  plannedJob,
  producer,
  renderSha256,
  unknownId,
  workUntil,
} from '../../support/factory.ts'
import type { MachineActor } from '../../support/machines.ts'
import { officerOf } from '../../support/officers.ts'
import { refusalOf } from '../../support/refusals.ts'
import { contentOf } from '../../support/rows.ts'

let running: TestApp
let station: MachineActor
beforeAll(async () => {
  running = await testApp()
  station = await openStation(running.app, 30)
})
afterAll(() => running.close())

async function workedUntil(step: Parameters<typeof workUntil>[2]) {
  await plannedJob(running.app)
  return workUntil(running.app, station, step)
}

/** A job whose station fell silent at a step for longer than its lease. */
async function lostAt(step: Parameters<typeof workUntil>[2]) {
  const order = await workedUntil(step)
  running.advanceClock(seconds(61))
  await recoverPrintJobs(running.app)
  return order
}

const report = (id: string, event: PrintEvent, actor = station) =>
  reportPrintJob(running.app, actor, { id, report: event })
const held = async (id: string, actor: MachineActor = station) =>
  heldJobSchema.parse(await heldPrintJob(running.app, actor, id))
const found = ({ lease, face }: PrintOrder): PrintEvent => ({
  event: 'findGood',
  lease,
  sodSha256: null,
  renderSha256,
  qr: face.qr,
})

describe('a station that comes back', () => {
  test('gets the order of a card in its machine again, also when it counts as lost', async () => {
    const { leaseUntil: _, ...order } = await workedUntil('PRINTED')
    expect(await held(order.id)).toMatchObject({ state: 'PRINTED', lease: order.lease, order })
    running.advanceClock(seconds(61))
    await recoverPrintJobs(running.app)
    expect(await held(order.id)).toMatchObject({ state: 'OUTCOME_UNKNOWN', order })
  })

  test('learns how a card ended, and no more about the person', async () => {
    const { id, lease } = await workedUntil('STACKED')
    expect(await held(id)).toEqual({ id, state: 'STACKED', lease, order: null })
  })

  test('learns nothing of another’s job, of one that was planned anew, or of none', async () => {
    const { id } = await workedUntil('CARD_FED')
    const released = await lostAt('CLAIMED')
    const other = await openStation(running.app, 1)
    const wrong = [held(id, other), held(released.id), held(unknownId())]
    for (const asked of wrong) expect(await refusalOf(asked)).toBe('NOT_FOUND')
    expect(await refusalOf(heldPrintJob(running.app, officerOf('PRODUCTION_OPERATOR'), id))).toBe('FORBIDDEN')
    await workUntil(running.app, station, 'STACKED')
  })
})

describe('a job of unknown outcome is settled by its station', () => {
  test.each(['CARD_FED', 'PRINTED', 'VERIFIED'] as const)('as good, lost at %s', async (step) => {
    const order = await lostAt(step)
    expect(await report(order.id, found(order))).toMatchObject({ state: 'STACKED' })
    expect(await jobOf(running.app, order.id)).toMatchObject({ renderSha256, failureCode: null })
    expect(await cardOf(running.app, order.id)).toMatchObject({ serial: order.blankSerial, status: 'MADE' })
  })

  test('as untouched, and planned again', async () => {
    const { id, lease } = await lostAt('CARD_FED')
    await report(id, { event: 'findUntouched', lease, reason: 'STATION_RESTARTED_AT_FED' })
    expect(await jobOf(running.app, id)).toMatchObject({ status: 'PLANNED', blankSerial: null })
    await workUntil(running.app, station, 'STACKED')
  })

  test('as spoiled, with a remake', async () => {
    const { id, lease } = await lostAt('CARD_FED')
    await report(id, { event: 'declareSpoiled', lease, reason: 'JAM' })
    expect(await jobOf(running.app, id)).toMatchObject({ status: 'SPOILED', failureCode: 'JAM' })
    await workUntil(running.app, station, 'STACKED')
  })
})

test('nothing is settled by what contradicts it, by another station, or after a person', async () => {
  const order = await lostAt('VERIFIED')
  const other = await openStation(running.app, 1)
  const { id, lease } = order
  const before = await contentOf(running.app)
  const untouched = { event: 'findUntouched', lease, reason: 'X' } as const
  const wrongQr = { ...found(order), qr: `${order.face.qr} ` } as PrintEvent
  expect(await refusalOf(report(id, wrongQr))).toBe('QR_MISMATCH')
  expect(await refusalOf(report(id, untouched))).toBe('CARD_ALREADY_MADE')
  expect(await refusalOf(report(id, found(order), other))).toBe('LEASE_LOST')
  expect(await refusalOf(report(id, { ...found(order), lease: lease + 1 }))).toBe('LEASE_LOST')
  expect(await contentOf(running.app)).toEqual(before)
  await settlePrintJob(running.app, producer, { id, finding: { found: 'GOOD', qr: order.face.qr } })
  expect(await refusalOf(report(id, found(order)))).toBe('TRANSITION_REFUSED')
  expect(await running.app.db.card.count({ where: { printJobId: id } })).toBe(1)
})
