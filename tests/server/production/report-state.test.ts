import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { StationPrinter, StationStateReport } from '../../../core/contracts/station-state.ts'
import { readBoard } from '../../../server/production/board/read-board.ts'
import { reportState } from '../../../server/production/stations/report-state.ts'
import { stationEffectiveness } from '../../../server/production/stations/station-effectiveness.ts'
import { watchStations } from '../../../server/production/stations/watch-stations.ts'
import { stopStation } from '../../../server/production/stop-station.ts'
import { openShift } from '../../../server/production/stock/shifts/open-shift.ts'
import { days, minutes, seconds, type TestApp, testApp } from '../../support/app.ts'
import { openStation, plannedJob, producer, workUntil } from '../../support/factory.ts'
import { bookedStation, type MachineActor } from '../../support/machines.ts'
import { refusalOf } from '../../support/refusals.ts'

let running: TestApp
let app: TestApp['app']
beforeAll(async () => {
  running = await testApp({ variables: { STATION_CARDS_PER_HOUR: '4' } })
  app = running.app
})
afterAll(() => running.close())

const printer: StationPrinter = {
  model: 'Mẫu 1',
  serial: 'SN1',
  firmware: '1.2',
  ribbon: {
    kind: 'ymckok',
    left: 150,
  },
  counters: {
    cards: 1234,
    sinceCleaning: 34,
  },
  trouble: null,
  warnings: ['RIBBON_LOW'],
}
const tell = (station: MachineActor, report: Partial<StationStateReport>, clock = app.clock()) =>
  reportState(app, station, {
    state: 'RUNNING',
    reason: null,
    printer: null,
    ...report,
    clock: new Date(clock).toISOString(),
  })
const tileOf = async ({ id }: MachineActor) =>
  (await readBoard(app, producer)).stations.find((tile) => tile.id === id)
const timesOf = ({ id }: MachineActor) =>
  app.db.stationTime.findMany({ where: { stationId: id }, orderBy: { since: 'asc' } })

describe('a station', () => {
  test('is a tile with its printer, its ribbon and the last trouble that stopped it', async () => {
    const station = await bookedStation(app)
    expect(await tileOf(station)).toMatchObject({ state: 'OFF', toldAt: null, printer: null })
    await tell(station, { state: 'STOPPED', reason: 'RIBBON_OUT', printer })
    running.advanceClock(seconds(30))
    await tell(station, { printer })
    await tell(station, {})
    expect(await tileOf(station)).toMatchObject({
      state: 'RUNNING',
      reason: null,
      printer,
      clockWrong: false,
      fault: { reason: 'RIBBON_OUT' },
    })
  })

  test('whose clock is wrong by a day is told so, and shown so', async () => {
    const station = await bookedStation(app)
    expect(await tell(station, {}, app.clock() + seconds(20))).toEqual({
      clockAheadMs: seconds(20),
      clockWrong: false,
    })
    expect(await tell(station, {}, app.clock() - days(1))).toEqual({
      clockAheadMs: -days(1),
      clockWrong: true,
    })
    expect(await tileOf(station)).toMatchObject({ clockWrong: true, clockAheadMs: -days(1) })
    expect((await tell(station, {}, app.clock() + days(40_000))).clockWrong).toBe(true)
  })

  test('that is not heard of for a minute is off since it was heard of last, and back when it tells again', async () => {
    const station = await bookedStation(app)
    await tell(station, {})
    const heardOf = app.clock()
    running.advanceClock(seconds(59))
    await watchStations(app)
    expect(await tileOf(station)).toMatchObject({ state: 'RUNNING' })
    running.advanceClock(seconds(2))
    await watchStations(app)
    expect(await tileOf(station)).toMatchObject({ state: 'OFF', reason: 'SILENT', since: new Date(heardOf) })
    running.advanceClock(minutes(5))
    expect(await watchStations(app)).toBe(0)
    await tell(station, {})
    expect((await timesOf(station)).map(({ state, since, until }) => [state, since, until])).toEqual([
      ['RUNNING', new Date(heardOf), new Date(heardOf)],
      ['OFF', new Date(heardOf), new Date(app.clock())],
      ['RUNNING', new Date(app.clock()), null],
    ])
  })

  test('that was stopped stays so whatever it tells, also after it was switched off and on', async () => {
    const station = await bookedStation(app)
    await tell(station, {})
    await stopStation(app, station, { reason: 'PRINTS_FAIL', failure: 'JAM', failures: 3 })
    await tell(station, {})
    expect(await tileOf(station)).toMatchObject({ state: 'STOPPED', reason: 'PRINTS_FAIL' })
    await tell(station, { state: 'OFF', reason: 'SWITCHED_OFF' })
    expect(await tileOf(station)).toMatchObject({ state: 'OFF', stopped: { reason: 'PRINTS_FAIL' } })
    await tell(station, {})
    expect(await tileOf(station)).toMatchObject({ state: 'STOPPED', reason: 'PRINTS_FAIL' })
  })

  test('counts its ribbon in the books, never more than it was made for, and no other', async () => {
    const station = await bookedStation(app)
    const piece = { kind: 'RIBBON', capacity: 200, left: 180, at: new Date(app.clock()) }
    const here = { status: 'AT_STATION', stationId: station.id }
    await app.db.consumable.createMany({
      data: [
        { ...piece, ...here, model: 'YMCKOK', serial: 'RB1' },
        { ...piece, ...here, model: 'KB', serial: 'RB2' },
        { ...piece, model: 'YMCKOK', serial: 'RB3' },
      ],
    })
    const left = async () =>
      (await app.db.consumable.findMany({ orderBy: { serial: 'asc' } })).map((one) => one.left)
    await tell(station, { printer })
    expect(await left()).toEqual([150, 180, 180])
    await tell(station, { printer: { ...printer, ribbon: { kind: 'ymckok', left: 500 } } })
    expect(await left()).toEqual([150, 180, 180])
  })

  test('has its effectiveness in each shift, with what stopped it', async () => {
    const station = await openStation(app, 5)
    await tell(station, { state: 'IDLE', reason: 'NO_WORK' })
    running.advanceClock(minutes(60))
    await openShift(app, producer, { stationId: station.id })
    running.advanceClock(minutes(10))
    await tell(station, { state: 'IDLE', reason: 'NO_WORK' })
    running.advanceClock(minutes(20))
    await tell(station, { state: 'RUNNING' })
    await plannedJob(app)
    await workUntil(app, station, 'STACKED')
    running.advanceClock(minutes(30))
    expect((await tileOf(station))?.cardsPerHour).toBeCloseTo(2)
    await tell(station, { state: 'STOPPED', reason: 'JAMMED' })
    running.advanceClock(minutes(30))
    const [shift] = await stationEffectiveness(app, producer, { day: '2026-03-02', stationId: station.id })
    expect(shift).toMatchObject({
      planned: minutes(60),
      running: minutes(30),
      withoutWork: minutes(30),
      good: 1,
      spoiled: 0,
      stops: [
        {
          state: 'STOPPED',
          reason: 'JAMMED',
          milliseconds: minutes(30),
          times: 1,
        },
      ],
    })
    expect(shift?.availability).toBeCloseTo(0.5)
    expect(shift?.performance).toBeCloseTo(0.5)
    expect(shift?.oee).toBeCloseTo(0.25)
    expect(await stationEffectiveness(app, producer, { day: '2026-03-01' })).toEqual([])
  })

  test('tells of itself alone', async () => {
    const report = { state: 'IDLE' as const, reason: null, printer: null, clock: new Date(0).toISOString() }
    expect(await refusalOf(reportState(app, producer, report))).toBe('FORBIDDEN')
  })
})
