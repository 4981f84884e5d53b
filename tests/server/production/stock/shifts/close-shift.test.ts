import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { claimPrintJob } from '../../../../../server/production/claim-print-job.ts'
import { issueBlanks } from '../../../../../server/production/issue-blanks.ts'
import { reportPrintJob } from '../../../../../server/production/report-print-job.ts'
import { giveBackBlanks } from '../../../../../server/production/stock/give-back-blanks.ts'
import { closeShift } from '../../../../../server/production/stock/shifts/close-shift.ts'
import { countShift } from '../../../../../server/production/stock/shifts/count-shift.ts'
import { openShift } from '../../../../../server/production/stock/shifts/open-shift.ts'
import { requireOpenShift } from '../../../../../server/production/stock/shifts/open-shift-of.ts'
import { recountShift } from '../../../../../server/production/stock/shifts/recount-shift.ts'
import { type TestApp, testApp } from '../../../../support/app.ts'
import { plannedJob, unknownId, workUntil } from '../../../../support/factory.ts'
import { bookedStation, type MachineActor } from '../../../../support/machines.ts'
import { type Officer, officerOf } from '../../../../support/officers.ts'
import { refusalOf } from '../../../../support/refusals.ts'
import { contentOf } from '../../../../support/rows.ts'
import { countedShift, deliveredLot, namedOfficer } from '../../../../support/stock.ts'

let running: TestApp
let keeper: Officer
let operator: Officer
beforeAll(async () => {
  running = await testApp({ variables: { SHIFTS: 'required' } })
  keeper = await namedOfficer(running.app, 'STOCK_KEEPER')
  operator = await namedOfficer(running.app, 'PRODUCTION_OPERATOR')
  await deliveredLot(running.app, keeper, 200)
})
afterAll(() => running.close())

const shiftOf = (id: string) => running.app.db.shift.findUniqueOrThrow({ where: { id } })
const claim = ({ id }: MachineActor) =>
  running.app.db.$transaction((tx) => requireOpenShift(tx, running.app, id))

/** A station in its shift with blanks. */
async function shiftWith(count: number) {
  const station = await bookedStation(running.app)
  const { id } = await openShift(running.app, operator, { stationId: station.id })
  const issued = await issueBlanks(running.app, keeper, { stationId: station.id, count })
  return { id, station, issued }
}

describe('a shift', () => {
  test('accounts for every blank, and is closed with its record when nothing is missing', async () => {
    const { app } = running
    const { id, station, issued } = await shiftWith(10)
    for (const _ of [1, 2, 3]) await plannedJob(app)
    await workUntil(app, station, 'STACKED')
    await workUntil(app, station, 'STACKED')
    const { id: jobId, lease } = await workUntil(app, station, 'PRINTED')
    await reportPrintJob(app, station, { id: jobId, report: { event: 'spoil', lease, reason: 'JAM' } })
    const [highest, second] = [issued.last, `${issued.last.slice(0, -1)}${Number(issued.last.at(-1)) - 1}`]
    await giveBackBlanks(app, keeper, {
      stationId: station.id,
      firstSerial: second,
      lastSerial: highest,
      count: 2,
    })
    const counted = await countShift(app, operator, { id, countedLeft: 5 })
    const balance = { carried: 0, issued: 10, good: 2, spoiled: 1, returned: 2, lost: 0 }
    expect(counted).toMatchObject({ ...balance, expectedLeft: 5, difference: 0 })
    const { minutesId } = await closeShift(app, operator, { id })
    const { carried: _, ...kept } = balance
    expect(await shiftOf(id)).toMatchObject({ status: 'CLOSED', ...kept, difference: 0, minutesId })
    const minutes = await app.db.minutes.findUniqueOrThrow({ where: { id: minutesId } })
    expect(minutes.body).toMatchObject({
      kind: 'SHIFT',
      ...balance,
      left: 5,
      difference: 0,
      explanation: null,
    })
    expect(minutes.signatures).toMatchObject([{ part: 'OPENER' }, { part: 'COUNTER' }, { part: 'CLOSER' }])
    // The remake of the spoiled card waits for the next shift.
    expect(await refusalOf(claim(station))).toBe('NO_OPEN_SHIFT')
  })

  test('hands what is left over to the next one', async () => {
    const { app } = running
    const { id, station } = await shiftWith(4)
    await countShift(app, operator, { id, countedLeft: 4 })
    await closeShift(app, operator, { id })
    const next = await countedShift(app, operator, { stationId: station.id, left: 4 })
    await closeShift(app, operator, { id: next })
    expect(await shiftOf(next)).toMatchObject({ issued: 4, good: 0, returned: 0, difference: 0 })
    expect(await shiftOf(id)).toMatchObject({ issued: 4 })
  })

  test('lets its station work only while it is open, and one at a time', async () => {
    const { app } = running
    const { id, station } = await shiftWith(1)
    expect(await claim(station)).toBe(id)
    expect(await refusalOf(openShift(app, operator, { stationId: station.id }))).toBe('SHIFT_STILL_OPEN')
    await countShift(app, operator, { id, countedLeft: 1 })
    expect(await refusalOf(claim(station))).toBe('NO_OPEN_SHIFT')
    expect(await refusalOf(openShift(app, operator, { stationId: station.id }))).toBe('SHIFT_STILL_OPEN')
    const issue = issueBlanks(app, keeper, { stationId: station.id, count: 1 })
    expect(await refusalOf(issue)).toBe('NO_OPEN_SHIFT')
    await recountShift(app, operator, { id })
    expect(await claim(station)).toBe(id)
    expect(await shiftOf(id)).toMatchObject({ status: 'OPEN', countedLeft: null, countedBy: null })
  })

  test('opened by two at the same moment is one', async () => {
    const station = await bookedStation(running.app)
    const opening = () => refusalOf(openShift(running.app, operator, { stationId: station.id }))
    expect((await Promise.all([opening(), opening()])).toSorted()).toEqual([
      'NOT_REFUSED',
      'SHIFT_STILL_OPEN',
    ])
  })
})

describe('a shift whose blanks do not add up', () => {
  let id: string
  beforeAll(async () => {
    const shift = await shiftWith(8)
    id = shift.id
    await countShift(running.app, operator, { id, countedLeft: 6 })
  })

  test('is not closed without an explanation, nor explained by the one who counted or by an operator', async () => {
    const { app } = running
    const before = await contentOf(app)
    expect(await refusalOf(closeShift(app, operator, { id }))).toBe('SHIFT_NOT_BALANCED')
    expect(await refusalOf(closeShift(app, operator, { id, explanation: ' ' }))).toBe('SHIFT_NOT_BALANCED')
    const explanation = 'Hai phôi kẹt trong khay nạp.'
    expect(await refusalOf(closeShift(app, operator, { id, explanation }))).toBe('FORBIDDEN')
    expect(await contentOf(app)).toEqual(before)
    await recountShift(app, operator, { id })
    await countShift(app, keeper, { id, countedLeft: 6 })
    expect(await refusalOf(closeShift(app, keeper, { id, explanation }))).toBe('ANOTHER_OFFICER_NEEDED')
  })

  test('is closed when another officer explains it by name', async () => {
    const { app } = running
    const controller = await namedOfficer(app, 'QUALITY_CONTROLLER')
    const explanation = 'Hai phôi kẹt trong khay nạp.'
    const { difference, minutesId } = await closeShift(app, controller, { id, explanation })
    expect(difference).toBe(2)
    expect(await shiftOf(id)).toMatchObject({
      status: 'CLOSED_WITH_EXPLANATION',
      difference: 2,
      explanation,
      closedBy: controller.id,
    })
    const { signatures } = await app.db.minutes.findUniqueOrThrow({ where: { id: minutesId } })
    expect(signatures).toMatchObject([
      {},
      { officerId: keeper.id },
      { officerId: controller.id, part: 'EXPLAINER' },
    ])
  })
})

describe('a shift is not', () => {
  test('counted while a card is in the machine or of unknown outcome', async () => {
    const { app } = running
    const { id, station } = await shiftWith(2)
    await plannedJob(app)
    const order = await workUntil(app, station, 'CARD_FED')
    expect(await refusalOf(countShift(app, operator, { id, countedLeft: 2 }))).toBe('CARDS_UNDER_WAY')
    const lost = { event: 'loseTrack', lease: order.lease, reason: 'POWER_LOST' } as const
    await reportPrintJob(app, station, { id: order.id, report: lost })
    expect(await refusalOf(countShift(app, operator, { id, countedLeft: 2 }))).toBe('CARDS_UNDER_WAY')
    expect(await shiftOf(id)).toMatchObject({ status: 'OPEN' })
  })

  test('counted below nothing, closed before it is counted, or explained where nothing is amiss', async () => {
    const { app } = running
    const { id } = await shiftWith(2)
    expect(await refusalOf(countShift(app, operator, { id, countedLeft: -1 }))).toBe('ILLEGAL_COUNT')
    expect(await refusalOf(countShift(app, operator, { id, countedLeft: 0.5 }))).toBe('ILLEGAL_COUNT')
    expect(await refusalOf(closeShift(app, operator, { id }))).toBe('TRANSITION_REFUSED')
    expect(await refusalOf(recountShift(app, operator, { id }))).toBe('TRANSITION_REFUSED')
    await countShift(app, operator, { id, countedLeft: 2 })
    expect(await refusalOf(closeShift(app, keeper, { id, explanation: 'Thừa.' }))).toBe('NOTHING_TO_EXPLAIN')
  })

  test('run by another role, from another province, or under an unknown id', async () => {
    const { app } = running
    const { id, station } = await shiftWith(1)
    const [approver, elsewhere] = [officerOf('APPROVER'), officerOf('PRODUCTION_OPERATOR', '79')]
    expect(await refusalOf(countShift(app, approver, { id, countedLeft: 1 }))).toBe('FORBIDDEN')
    expect(await refusalOf(countShift(app, elsewhere, { id, countedLeft: 1 }))).toBe('FORBIDDEN')
    expect(await refusalOf(openShift(app, elsewhere, { stationId: station.id }))).toBe('FORBIDDEN')
    expect(await refusalOf(closeShift(app, operator, { id: unknownId() }))).toBe('NOT_FOUND')
  })
})

describe('blanks are given back', () => {
  test('only as many as lie between the two serials, and none that is in the machine', async () => {
    const { app } = running
    const { station, issued } = await shiftWith(3)
    await plannedJob(app)
    const order = await claimPrintJob(app, station)
    expect(order?.blankSerial).toBe(issued.first)
    const back = { stationId: station.id, firstSerial: issued.first, lastSerial: issued.last }
    const before = await contentOf(app)
    expect(await refusalOf(giveBackBlanks(app, keeper, { ...back, count: 3 }))).toBe('RETURN_MISMATCH')
    expect(await refusalOf(giveBackBlanks(app, operator, { ...back, count: 2 }))).toBe('FORBIDDEN')
    expect(await contentOf(app)).toEqual(before)
    expect(await giveBackBlanks(app, keeper, { ...back, count: 2 })).toEqual({ count: 2 })
  })

  test('after the shift too, but not while it is being counted', async () => {
    const { app } = running
    const { id, station, issued } = await shiftWith(2)
    const back = { stationId: station.id, firstSerial: issued.first, lastSerial: issued.last, count: 2 }
    await countShift(app, operator, { id, countedLeft: 2 })
    expect(await refusalOf(giveBackBlanks(app, keeper, back))).toBe('NO_OPEN_SHIFT')
    await closeShift(app, operator, { id })
    expect(await giveBackBlanks(app, keeper, back)).toEqual({ count: 2 })
    expect(await shiftOf(id)).toMatchObject({ issued: 2, returned: 0, difference: 0 })
  })
})
