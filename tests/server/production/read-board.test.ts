import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { receiveCard } from '../../../server/issuance/receive-card.ts'
import { freezeBatch } from '../../../server/production/batches/freeze-batch.ts'
import { planBatches } from '../../../server/production/batches/plan-batches.ts'
import { releaseBatch } from '../../../server/production/batches/release-batch.ts'
import { steerBatch } from '../../../server/production/batches/steer-batch.ts'
import { foldFloorTally } from '../../../server/production/board/fold-floor-tally.ts'
import { readBoard } from '../../../server/production/board/read-board.ts'
import { recountFloor } from '../../../server/production/board/recount-floor.ts'
import { failPrintJob } from '../../../server/production/fail-print-job.ts'
import { passPrintJob } from '../../../server/production/pass-print-job.ts'
import { recoverPrintJobs } from '../../../server/production/recover-print-jobs.ts'
import { settlePrintJob } from '../../../server/production/settle-print-job.ts'
import { closeShift } from '../../../server/production/stock/shifts/close-shift.ts'
import { countShift } from '../../../server/production/stock/shifts/count-shift.ts'
import { openShift } from '../../../server/production/stock/shifts/open-shift.ts'
import { minutes, type TestApp, testApp } from '../../support/app.ts'
import {
  cardOf,
  controller,
  openStation,
  plannedJob,
  producer,
  sendCards,
  workUntil,
} from '../../support/factory.ts'
import type { MachineActor } from '../../support/machines.ts'
import { hireOfficer, officerOf } from '../../support/officers.ts'
import { refusalOf } from '../../support/refusals.ts'

const supervisor = officerOf('PRODUCTION_SUPERVISOR')
let running: TestApp
let app: TestApp['app']
let station: MachineActor
beforeAll(async () => {
  running = await testApp({ variables: { BATCHES: 'required' } })
  app = running.app
  station = await openStation(app, 20)
})
afterAll(() => running.close())

/** Counts of the lanes in their order, and of the unknown ones; a tally that differs from the jobs is a fault. */
async function lanes(): Promise<readonly number[]> {
  expect(await recountFloor(app)).toBe(0)
  const { lanes: told, unknownCount } = await readBoard(app, producer)
  return [...told.map(({ count }) => count), unknownCount]
}

async function releaseAll(): Promise<void> {
  await planBatches(app, producer)
  for (const { id } of await app.db.batch.findMany({ where: { status: 'DRAFT' } })) {
    await freezeBatch(app, producer, { id })
    await releaseBatch(app, supervisor, { id })
  }
}

describe('the board', () => {
  test('has each job in its lane, from the plan to the unit, before and after the tally is folded', async () => {
    for (let i = 0; i < 3; i++) await plannedJob(app)
    expect(await lanes()).toEqual([3, 0, 0, 0, 0, 0, 0])
    await planBatches(app, producer)
    expect(await lanes()).toEqual([0, 3, 0, 0, 0, 0, 0])
    await steerBatch(app, producer, { id: (await app.db.batch.findFirstOrThrow()).id, step: 'discard' })
    expect(await lanes()).toEqual([3, 0, 0, 0, 0, 0, 0])
    await releaseAll()
    const first = await workUntil(app, station, 'CARD_FED')
    expect(await lanes()).toEqual([0, 2, 1, 0, 0, 0, 0])
    running.advanceClock(minutes(5))
    await recoverPrintJobs(app)
    expect(await lanes()).toEqual([0, 2, 0, 0, 0, 0, 1])
    expect((await readBoard(app, producer)).unknown).toMatchObject([
      { jobId: first.id, stationId: station.id, reason: 'LEASE_EXPIRED', blankSerial: first.blankSerial },
    ])
    expect(await foldFloorTally(app)).toBeGreaterThan(0)
    expect(await lanes()).toEqual([0, 2, 0, 0, 0, 0, 1])
    await settlePrintJob(app, producer, { id: first.id, finding: { found: 'SPOILED', reason: 'DAMAGE' } })
    expect(await lanes()).toEqual([1, 2, 0, 0, 0, 0, 0])
    const second = await workUntil(app, station, 'STACKED')
    const third = await workUntil(app, station, 'STACKED')
    expect(await lanes()).toEqual([1, 0, 0, 2, 0, 0, 0])
    await passPrintJob(app, controller, { id: second.id, qr: second.face.qr })
    await failPrintJob(app, controller, { id: third.id, failClass: 'PRINT' })
    expect(await lanes()).toEqual([2, 0, 0, 0, 1, 0, 0])
    const card = await cardOf(app, second.id)
    await sendCards(app, [card.id])
    expect(await lanes()).toEqual([2, 0, 0, 0, 0, 1, 0])
    await receiveCard(app, officerOf('ISSUING_OFFICER'), { id: card.id })
    await foldFloorTally(app)
    expect(await lanes()).toEqual([2, 0, 0, 0, 0, 0, 0])
    expect(await app.db.floorTally.count({ where: { count: 0 } })).toBe(0)
  })

  test('tells how old the oldest of a lane is', async () => {
    const before = (await readBoard(app, producer)).lanes[0]?.oldestAt?.getTime() ?? 0
    const oldest = await app.db.printJob.aggregate({
      where: { status: 'PLANNED' },
      _min: { plannedAt: true },
    })
    const age = (oldest._min.plannedAt?.getTime() ?? 0) - before
    expect(age).toBeGreaterThanOrEqual(0)
    expect(age).toBeLessThan(minutes(10))
  })

  test('is put right where somebody changed jobs behind its back', async () => {
    await app.db.$transaction(async (tx) => {
      await tx.$executeRaw`SET LOCAL session_replication_role = replica`
      await tx.$executeRaw`UPDATE "PrintJob" SET "status" = 'CANCELLED' WHERE "status" = 'PLANNED'`
    })
    expect((await readBoard(app, producer)).lanes[0]?.count).toBe(2)
    expect(await recountFloor(app)).toBeGreaterThan(0)
    expect(running.logged.join()).toContain('the tally of the production board was wrong')
    expect(await lanes()).toEqual([0, 0, 0, 0, 0, 0, 0])
  })

  test('sums up the day’s shifts: good, spoiled, left, and a difference that somebody has to explain', async () => {
    const [operator, keeper] = await Promise.all(
      (['PRODUCTION_OPERATOR', 'STOCK_KEEPER'] as const).map((role) => hireOfficer(app, role)),
    )
    const { id } = await openShift(app, operator!.actor, { stationId: station.id })
    const carried = await app.db.blankCard.count({ where: { stationId: station.id, status: 'AT_STATION' } })
    await plannedJob(app)
    await plannedJob(app)
    await releaseAll()
    await workUntil(app, station, 'STACKED')
    const bad = await workUntil(app, station, 'STACKED')
    await failPrintJob(app, controller, { id: bad.id, failClass: 'PRINT' })
    const open = (await readBoard(app, producer)).today
    expect(open).toMatchObject({ good: 1, spoiled: 1, left: carried - 2, difference: 0, openShifts: 1 })
    // A tally that differs from the blanks is put right too, before and after it is folded.
    await app.db.shiftTallyChange.create({ data: { shiftId: id, status: 'BOUND', change: 5 } })
    expect((await readBoard(app, producer)).today.good).toBe(6)
    await foldFloorTally(app)
    expect(await recountFloor(app)).toBe(1)
    expect((await readBoard(app, producer)).today).toEqual(open)
    await countShift(app, operator!.actor, { id, countedLeft: carried - 3 })
    expect((await readBoard(app, producer)).today).toMatchObject({ left: carried - 3, difference: 1 })
    await closeShift(app, keeper!.actor, { id, explanation: 'Một phôi rơi sau máy in' })
    const closed = (await readBoard(app, producer)).today
    expect(closed).toMatchObject({ issued: carried, good: 1, spoiled: 1, difference: 1, openShifts: 0 })
    running.advanceClock(minutes(24 * 60))
    expect((await readBoard(app, producer)).today).toMatchObject({ issued: 0, good: 0, difference: 0 })
  })

  test('is shown to the floor alone', async () => {
    expect(await refusalOf(readBoard(app, officerOf('RECEPTION')))).toBe('FORBIDDEN')
  })
})
