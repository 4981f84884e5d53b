import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PrintEvent } from '../../../core/contracts/print-job.ts'
import { extendLease } from '../../../server/production/extend-lease.ts'
import { reportPrintJob } from '../../../server/production/report-print-job.ts'
import { seconds, type TestApp, testApp } from '../../support/app.ts'
import { cardOf, jobOf, openStation, plannedJob, renderSha256, workUntil } from '../../support/factory.ts'
import type { MachineActor } from '../../support/machines.ts'
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

const report = (id: string, event: PrintEvent, actor = station) =>
  reportPrintJob(running.app, actor, { id, report: event })

const blankOf = (serial: string) => running.app.db.blankCard.findUniqueOrThrow({ where: { serial } })

describe('a card read back right', () => {
  test('is written down with its blank bound, in the same step', async () => {
    const order = await workedUntil('VERIFIED')
    const card = await cardOf(running.app, order.id)
    expect(card).toMatchObject({
      serial: order.blankSerial,
      number: order.face.number,
      status: 'MADE',
      unitCode: '01',
    })
    expect(await blankOf(order.blankSerial)).toMatchObject({ status: 'BOUND' })
  })

  test('waits stacked for quality control', async () => {
    const order = await workedUntil('STACKED')
    expect(await jobOf(running.app, order.id)).toMatchObject({ status: 'STACKED', renderSha256 })
  })
})

describe('a report is refused, and nothing is changed,', () => {
  async function refused(work: Promise<unknown>, before: readonly string[]) {
    const code = await refusalOf(work)
    expect(await contentOf(running.app)).toEqual(before)
    return code
  }

  test('when the QR read back is not that of the job', async () => {
    const { id, lease, face } = await workedUntil('PRINTED')
    const before = await contentOf(running.app)
    const other = face.qr.replace(face.number, '001190999999')
    expect(await refused(report(id, { event: 'verify', lease, qr: other }), before)).toBe('QR_MISMATCH')
    expect(await running.app.db.card.count({ where: { printJobId: id } })).toBe(0)
  })

  test('when the signed QR of the job was not read back, or another', async () => {
    const { id, lease, face } = await workedUntil('PRINTED')
    await running.app.db.printJob.update({ where: { id }, data: { face: { ...face, signedQr: 'NCF' } } })
    const before = await contentOf(running.app)
    const verify = { event: 'verify', lease, qr: face.qr } as const
    expect(await refused(report(id, verify), before)).toBe('QR_MISMATCH')
    expect(await refused(report(id, { ...verify, signedQr: 'NCG' }), before)).toBe('QR_MISMATCH')
    expect(await report(id, { ...verify, signedQr: 'NCF' })).toMatchObject({ state: 'VERIFIED' })
  })

  test('when another blank was fed than the one assigned', async () => {
    const { id, lease } = await workedUntil('CLAIMED')
    const before = await contentOf(running.app)
    expect(await refused(report(id, { event: 'feed', lease, blankSerial: 'MAU-LA' }), before)).toBe(
      'WRONG_BLANK',
    )
  })

  test('under an older lease, or from another station', async () => {
    const { id, lease, blankSerial } = await workedUntil('CLAIMED')
    const other = await openStation(running.app)
    const before = await contentOf(running.app)
    const feed = { event: 'feed', lease, blankSerial } as const
    expect(await refused(report(id, { ...feed, lease: lease - 1 }), before)).toBe('LEASE_LOST')
    expect(await refused(report(id, feed, other), before)).toBe('LEASE_LOST')
    expect(await refused(extendLease(running.app, other, { id, lease }), before)).toBe('LEASE_LOST')
  })

  test('out of order', async () => {
    const { id, lease } = await workedUntil('CARD_FED')
    const before = await contentOf(running.app)
    expect(await refused(report(id, { event: 'stack', lease }), before)).toBe('TRANSITION_REFUSED')
  })
})

test('a repeated report is refused, so that no second card is made', async () => {
  const { id, lease, face } = await workedUntil('VERIFIED')
  expect(await refusalOf(report(id, { event: 'verify', lease, qr: face.qr }))).toBe('TRANSITION_REFUSED')
  expect(await running.app.db.card.count({ where: { printJobId: id } })).toBe(1)
})

test('a job released before its card was fed goes back into the queue with its blank free', async () => {
  const { id, lease, blankSerial } = await workedUntil('CLAIMED')
  await report(id, { event: 'release', lease, reason: 'RIBBON_EMPTY' })
  expect(await jobOf(running.app, id)).toMatchObject({
    status: 'PLANNED',
    stationId: null,
    blankSerial: null,
  })
  expect(await workUntil(running.app, station, 'CLAIMED')).toMatchObject({
    id,
    blankSerial,
    lease: lease + 1,
  })
})

test('a spoiled card wastes its blank and is remade before new work', async () => {
  const { id, lease, blankSerial } = await workedUntil('PRINTED')
  await plannedJob(running.app)
  await report(id, { event: 'spoil', lease, reason: 'PRINT' })
  expect(await blankOf(blankSerial)).toMatchObject({ status: 'SPOILED' })
  const { applicationId } = await jobOf(running.app, id)
  expect(await running.app.db.application.findUniqueOrThrow({ where: { id: applicationId } })).toMatchObject({
    status: 'IN_PRODUCTION',
    flags: ['REMAKING'],
  })
  const remake = await workUntil(running.app, station, 'STACKED')
  expect(await jobOf(running.app, remake.id)).toMatchObject({ applicationId })
  await workUntil(running.app, station, 'STACKED')
})

test('a card spoiled after it was read back is revoked', async () => {
  const { id, lease } = await workedUntil('VERIFIED')
  await report(id, { event: 'spoil', lease, reason: 'DAMAGE' })
  expect(await cardOf(running.app, id)).toMatchObject({ status: 'REVOKED' })
  await workUntil(running.app, station, 'STACKED')
})

test('a file whose card failed three times waits for a person', async () => {
  const first = await workedUntil('PRINTED')
  await report(first.id, { event: 'spoil', lease: first.lease, reason: 'PRINT' })
  for (const _ of [2, 3]) {
    const { id, lease } = await workUntil(running.app, station, 'PRINTED')
    await report(id, { event: 'spoil', lease, reason: 'PRINT' })
  }
  const { applicationId } = await jobOf(running.app, first.id)
  const jobs = await running.app.db.printJob.findMany({ where: { applicationId } })
  expect(jobs.map(({ status }) => status)).toEqual(['SPOILED', 'SPOILED', 'SPOILED'])
  const { flags } = await running.app.db.application.findUniqueOrThrow({ where: { id: applicationId } })
  expect(flags).toContain('PRODUCTION_FAILED')
})

test('a heartbeat keeps the lease', async () => {
  const { id, lease } = await workedUntil('CARD_FED')
  running.advanceClock(seconds(50))
  const { leaseUntil } = await extendLease(running.app, station, { id, lease })
  expect(Date.parse(leaseUntil ?? '')).toBe(running.app.clock() + seconds(60))
})
