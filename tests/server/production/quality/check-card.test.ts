import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { usualQualityPolicy } from '../../../../core/production/quality-policy.ts'
import { claimPrintJob } from '../../../../server/production/claim-print-job.ts'
import { cardToCheck } from '../../../../server/production/quality/card-to-check.ts'
import { cardsToCheck } from '../../../../server/production/quality/cards-to-check.ts'
import { checkCard } from '../../../../server/production/quality/check-card.ts'
import { qualityFigures } from '../../../../server/production/quality/quality-figures.ts'
import { setQualityPolicy } from '../../../../server/production/quality/set-quality-policy.ts'
import { steerStation } from '../../../../server/production/quality/steer-station.ts'
import { minutes, type TestApp, testApp } from '../../../support/app.ts'
import {
  cardOf,
  controller,
  jobOf,
  openStation,
  plannedJob,
  producer,
  unknownId,
  workUntil,
} from '../../../support/factory.ts'
import type { MachineActor } from '../../../support/machines.ts'
import { officerOf } from '../../../support/officers.ts'
import { refusalOf } from '../../../support/refusals.ts'
import { contentOf } from '../../../support/rows.ts'

const other = officerOf('QUALITY_CONTROLLER')
const supervisor = officerOf('PRODUCTION_SUPERVISOR')
const page = { stationId: null, after: null, take: 50 }

let running: TestApp
let station: MachineActor
beforeAll(async () => {
  running = await testApp()
  station = await openStation(running.app, 30)
})
afterAll(() => running.close())

async function stacked(at: MachineActor = station) {
  await plannedJob(running.app)
  return workUntil(running.app, at, 'STACKED')
}
const checksOf = (jobId: string) =>
  running.app.db.qualityCheck.findMany({ where: { jobId }, orderBy: { seq: 'asc' } })

describe('a pass', () => {
  test('needs what was read from the card to be what its job says, and is kept with it', async () => {
    const { app } = running
    const { id, face } = await stacked()
    const before = await contentOf(app)
    const pass = (scanned: object) => checkCard(app, controller, { id, verdict: 'PASS', scanned })
    expect(await refusalOf(pass({}))).toBe('SCAN_NEEDED')
    expect(await refusalOf(pass({ mrz: face.mrz.join('\n') }))).toBe('SCAN_NEEDED')
    expect(await refusalOf(pass({ qr: `${face.qr} ` }))).toBe('SCAN_CONTRADICTS')
    expect(await refusalOf(pass({ qr: face.qr, chip: 'ab'.repeat(32) }))).toBe('SCAN_CONTRADICTS')
    expect(await contentOf(app)).toEqual(before)
    await pass({ qr: face.qr, mrz: face.mrz.join('\n') })
    expect(await jobOf(app, id)).toMatchObject({ status: 'PASSED' })
    expect(await checksOf(id)).toMatchObject([
      {
        verdict: 'PASS',
        mode: 'FULL',
        officerId: controller.id,
        stationId: station.id,
        scanned: { qr: true, mrz: true },
        failClass: null,
      },
    ])
    expect(await refusalOf(pass({ qr: face.qr }))).toBe('TRANSITION_REFUSED')
  })

  test('of two controllers at once is one pass', async () => {
    const { app } = running
    const { id, face } = await stacked()
    const look = { id, verdict: 'PASS', scanned: { qr: face.qr } } as const
    const outcomes = await Promise.allSettled([checkCard(app, controller, look), checkCard(app, other, look)])
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(await checksOf(id)).toHaveLength(1)
  })
})

test('a fail says what is wrong, with the ribbon that was in the machine, and has the card made again', async () => {
  const { app } = running
  const ribbon = {
    kind: 'RIBBON',
    model: 'ymckok',
    capacity: 500,
    left: 400,
    status: 'AT_STATION',
    storeCode: station.centreCode,
    stationId: station.id,
    at: new Date(app.clock()),
  }
  await app.db.consumable.create({ data: { ...ribbon, serial: 'RB-1' } })
  const { id, applicationId } = await plannedJob(app)
  await workUntil(app, station, 'STACKED')
  running.advanceClock(minutes(1))
  await app.db.consumable.create({ data: { ...ribbon, serial: 'RB-2', at: new Date(app.clock()) } })
  const fail = { id, verdict: 'FAIL' } as const
  expect(await refusalOf(checkCard(app, controller, fail))).toBe('FAIL_CODE_NEEDED')
  expect(await refusalOf(checkCard(app, producer, fail))).toBe('FORBIDDEN')
  expect(await refusalOf(checkCard(app, controller, { ...fail, id: unknownId() }))).toBe('NOT_FOUND')
  await checkCard(app, controller, { ...fail, failCode: 'OVERLAY' })
  expect(await checksOf(id)).toMatchObject([
    { verdict: 'FAIL', failCode: 'OVERLAY', failClass: 'DAMAGE', ribbon: 'RB-1' },
  ])
  expect(await cardOf(app, id)).toMatchObject({ status: 'REVOKED' })
  const remake = await workUntil(app, station, 'STACKED')
  expect(await jobOf(app, remake.id)).toMatchObject({ applicationId })
  expect(await cardToCheck(app, controller, { jobId: remake.id })).toMatchObject({ mode: 'FULL' })
  expect(await refusalOf(cardToCheck(app, controller, { scan: remake.face.qr }))).toBe('SERIAL_NEEDED')
  await checkCard(app, controller, { id: remake.id, verdict: 'PASS', scanned: { qr: remake.face.qr } })
})

test('a card in doubt is decided by another controller, and by the second look at the latest', async () => {
  const { app } = running
  const { id, face, blankSerial } = await stacked()
  await checkCard(app, controller, { id, verdict: 'SECOND_LOOK', failCode: 'COLOUR' })
  const qr = { scanned: { qr: face.qr } }
  expect(await refusalOf(checkCard(app, controller, { id, verdict: 'PASS', ...qr }))).toBe(
    'ANOTHER_LOOK_NEEDED',
  )
  expect(await refusalOf(checkCard(app, other, { id, verdict: 'SECOND_LOOK' }))).toBe('DECIDE_NOW')
  const listed = async (officer: typeof other) =>
    (await cardsToCheck(app, officer, page)).some((card) => card.id === id)
  expect([await listed(controller), await listed(other)]).toEqual([false, true])
  expect(await cardToCheck(app, other, { scan: blankSerial })).toMatchObject({
    jobId: id,
    face,
    secondLook: { officerId: controller.id, failCode: 'COLOUR' },
  })
  await checkCard(app, other, { id, verdict: 'PASS', ...qr })
  expect((await checksOf(id)).map(({ verdict }) => verdict)).toEqual(['SECOND_LOOK', 'PASS'])
  expect(await refusalOf(cardToCheck(app, other, { scan: face.qr }))).toBe('NOT_FOUND')
})

test('a station of whose last cards too few were good is stopped, and goes on by the supervisor’s word', async () => {
  const { app } = running
  const worn = await openStation(app, 10)
  await setQualityPolicy(app, supervisor, {
    ...usualQualityPolicy,
    rateWindow: 5,
    rateLeast: 4,
    leastRate: 0.6,
  })
  const look = async (verdict: 'PASS' | 'FAIL') => {
    const { id, face } = await workUntil(app, worn, 'STACKED')
    const failCode = verdict === 'FAIL' ? 'STREAK' : null
    await checkCard(app, controller, { id, verdict, failCode, scanned: { qr: face.qr } })
  }
  for (let i = 0; i < 3; i++) await plannedJob(app)
  for (const verdict of ['PASS', 'FAIL', 'FAIL'] as const) await look(verdict)
  const stopped = async () =>
    (await app.db.stationState.findUnique({ where: { stationId: worn.id } }))?.stopReason ?? null
  expect(await stopped()).toBeNull()
  await look('FAIL')
  expect(await stopped()).toBe('QUALITY_RATE')
  expect(await refusalOf(claimPrintJob(app, worn))).toBe('STATION_STOPPED')
  expect(await qualityFigures(app, producer, { stationId: worn.id })).toEqual([
    {
      stationId: worn.id,
      ribbon: null,
      checked: 4,
      passed: 1,
      secondLooks: 0,
      faults: [{ failClass: 'PRINT', count: 3 }],
    },
  ])
  const reason = 'Đã vệ sinh đầu in, thay cuộn mực'
  const resume = { stationId: worn.id, step: 'resume', reason } as const
  expect(await refusalOf(steerStation(app, producer, resume))).toBe('FORBIDDEN')
  expect(await refusalOf(steerStation(app, supervisor, { ...resume, reason: 'xong' }))).toBe(
    'RESUME_UNEXPLAINED',
  )
  running.advanceClock(1)
  await steerStation(app, supervisor, resume)
  expect(await refusalOf(steerStation(app, supervisor, resume))).toBe('STATION_NOT_STOPPED')
  running.advanceClock(1)
  // Three faults of before are in its window, and count no more.
  await look('FAIL')
  expect(await stopped()).toBeNull()
})

test('an officer who halts a station lets it go on, and nobody else of the same role does', async () => {
  const { app } = running
  const { id: stationId } = await openStation(app, 0)
  const resume = { stationId, step: 'resume', reason: 'Đã dọn khay thẻ, in thử đạt' } as const
  await steerStation(app, producer, { stationId, step: 'halt' })
  expect(await refusalOf(steerStation(app, officerOf('PRODUCTION_OPERATOR'), resume))).toBe('FORBIDDEN')
  await steerStation(app, producer, resume)
  expect(await app.db.stationState.findUniqueOrThrow({ where: { stationId } })).toMatchObject({
    stoppedAt: null,
    resumedBy: producer.id,
  })
  expect(await refusalOf(steerStation(app, producer, { stationId: unknownId(), step: 'halt' }))).toBe(
    'NOT_FOUND',
  )
})
