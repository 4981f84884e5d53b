import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PrintEvent } from '../../../core/contracts/print-job.ts'
import { reportPrintJob } from '../../../server/production/report-print-job.ts'
import { settleScannedCard } from '../../../server/production/settle-scanned-card.ts'
import { type Finding, settlePrintJob } from '../../../server/production/settle-print-job.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import {
  cardOf,
  jobOf,
  openStation,
  plannedJob,
  producer,
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

/** A job whose station lost track of its card. */
async function lostAt(step: 'CARD_FED' | 'PRINTED' | 'VERIFIED') {
  await plannedJob(running.app)
  const order = await workUntil(running.app, station, step)
  const report = { event: 'loseTrack', lease: order.lease, reason: 'PRINTER_SILENT' } as const
  await reportPrintJob(running.app, station, { id: order.id, report })
  return order
}

const settle = (id: string, finding: Finding, actor = producer) =>
  settlePrintJob(running.app, actor, { id, finding })

test.each(['CARD_FED', 'PRINTED', 'VERIFIED'] as const)(
  'a good card found after %s is stacked, and there is one card of the job',
  async (step) => {
    const { id, face, blankSerial } = await lostAt(step)
    await settle(id, { found: 'GOOD', qr: face.qr })
    expect(await jobOf(running.app, id)).toMatchObject({ status: 'STACKED', failureCode: null })
    expect(await cardOf(running.app, id)).toMatchObject({ serial: blankSerial, status: 'MADE' })
  },
)

test('a station finds its card good only by every code that was ordered', async () => {
  const { id, lease, face } = await lostAt('PRINTED')
  const signedQr = 'NCF7X*MAU'
  await running.app.db.printJob.update({
    where: { id },
    data: { face: { ...face, mrz: [...face.mrz], signedQr } },
  })
  const found = {
    event: 'findGood',
    lease,
    sodSha256: null,
    renderSha256: 'ab'.repeat(32),
    qr: face.qr,
  } as const
  const tell = (report: PrintEvent) => reportPrintJob(running.app, station, { id, report })
  expect(await refusalOf(tell(found))).toBe('QR_MISMATCH')
  expect(await refusalOf(tell({ ...found, signedQr: `${signedQr}X` }))).toBe('QR_MISMATCH')
  expect(await tell({ ...found, signedQr })).toMatchObject({ state: 'STACKED' })
})

test('an untouched blank goes back to its station and the job into the queue', async () => {
  const { id, blankSerial } = await lostAt('CARD_FED')
  await settle(id, { found: 'UNTOUCHED' })
  expect(await jobOf(running.app, id)).toMatchObject({ status: 'PLANNED', blankSerial: null })
  expect(await running.app.db.blankCard.findUniqueOrThrow({ where: { serial: blankSerial } })).toMatchObject({
    status: 'AT_STATION',
  })
  await workUntil(running.app, station, 'STACKED')
})

test('a spoiled card wastes its blank and is remade', async () => {
  const { id } = await lostAt('PRINTED')
  await settle(id, { found: 'SPOILED', reason: 'DAMAGE' })
  const { applicationId, status } = await jobOf(running.app, id)
  expect(status).toBe('SPOILED')
  const remake = await workUntil(running.app, station, 'STACKED')
  expect(await jobOf(running.app, remake.id)).toMatchObject({ applicationId })
})

test('a job is not settled, and nothing is changed, by what contradicts it', async () => {
  const { id, face } = await lostAt('VERIFIED')
  const before = await contentOf(running.app)
  const good = { found: 'GOOD', qr: face.qr } as const
  expect(await refusalOf(settle(id, { found: 'GOOD', qr: `${face.qr} ` }))).toBe('QR_MISMATCH')
  expect(await refusalOf(settle(id, { found: 'UNTOUCHED' }))).toBe('CARD_ALREADY_MADE')
  expect(await refusalOf(settle(id, good, officerOf('QUALITY_CONTROLLER')))).toBe('FORBIDDEN')
  expect(await refusalOf(settle(unknownId(), good))).toBe('NOT_FOUND')
  expect(await contentOf(running.app)).toEqual(before)
})

test('a job whose outcome is known cannot be settled', async () => {
  await plannedJob(running.app)
  const { id, face } = await workUntil(running.app, station, 'STACKED')
  expect(await refusalOf(settle(id, { found: 'GOOD', qr: face.qr }))).toBe('TRANSITION_REFUSED')
})

test('a card that is scanned in a tray is the good one of whichever lost job bears its QR', async () => {
  const { app } = running
  const [first, second] = [await lostAt('PRINTED'), await lostAt('PRINTED')]
  const scan = (qr: string, actor = producer) => settleScannedCard(app, actor, { qr })
  const before = await contentOf(app)
  expect(await refusalOf(scan(second.face.qr, officerOf('QUALITY_CONTROLLER')))).toBe('FORBIDDEN')
  expect(await refusalOf(scan(`${second.face.qr}|`))).toBe('NOT_FOUND')
  expect(await refusalOf(scan(' '))).toBe('NOT_FOUND')
  expect(await contentOf(app)).toEqual(before)
  expect(await scan(second.face.qr)).toMatchObject({ key: second.id, status: 'STACKED' })
  expect(await jobOf(app, first.id)).toMatchObject({ status: 'OUTCOME_UNKNOWN' })
  expect(await refusalOf(scan(second.face.qr))).toBe('NOT_FOUND')
})
