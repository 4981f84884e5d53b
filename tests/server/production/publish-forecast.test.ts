import { afterAll, beforeAll, expect, test } from 'vitest'
import { lastForecast, promisedDayOf } from '../../../server/production/capacity/promised-day.ts'
import { publishForecast } from '../../../server/production/capacity/publish-forecast.ts'
import { reportState } from '../../../server/production/stations/report-state.ts'
import { days, minutes, type TestApp, testApp } from '../../support/app.ts'
import { openStation, plannedJob } from '../../support/factory.ts'
import { bookedStation, type MachineActor } from '../../support/machines.ts'
import { officerOf } from '../../support/officers.ts'

let running: TestApp
let app: TestApp['app']
let station: MachineActor
beforeAll(async () => {
  running = await testApp({ variables: { STATION_CARDS_PER_HOUR: '10' } })
  app = running.app
  station = await openStation(app, 10)
})
afterAll(() => running.close())

/** A shift of some hours that somebody closed. */
async function worked(hours: number, made: { readonly good: number; readonly spoiled: number }) {
  const [openedAt, closedAt] = [new Date(app.clock() - minutes(60 * hours)), new Date(app.clock())]
  const openedBy = officerOf('PRODUCTION_OPERATOR').id
  return app.db.shift.create({
    data: { stationId: station.id, status: 'CLOSED', openedBy, openedAt, closedAt, ...made },
  })
}

test('is told from what stations there are, their stated rate, the hours of the floor and what lies in store', async () => {
  expect(await lastForecast(app)).toBeNull()
  await plannedJob(app)
  await plannedJob(app, { priority: 10 })
  await publishForecast(app)
  const forecast = await lastForecast(app)
  expect(forecast).toMatchObject({ stations: 1, cardsPerHour: 10, blanks: 10, ribbons: null, backlog: 2 })
  // 09:30 of a Monday; the floor works until 22:00.
  expect(forecast?.days[0]).toEqual({ day: '2026-03-02', capacity: 125, planned: 2, backlog: 0, stock: 8 })
  expect(forecast?.days.slice(1, 7).map(({ capacity }) => capacity)).toEqual([160, 160, 160, 160, 160, 0])
  expect(forecast && promisedDayOf(forecast, { priority: 0, deadlineOn: null })).toBe('2026-03-02')
})

test('measures the rate over the shifts of the last two weeks, without the time in which there was no work', async () => {
  const shift = await worked(5, { good: 80, spoiled: 20 })
  const since = shift.openedAt
  await app.db.stationTime.create({
    data: {
      stationId: station.id,
      shiftId: shift.id,
      state: 'IDLE',
      reason: 'NO_WORK',
      since,
      until: new Date(since.getTime() + minutes(60)),
    },
  })
  await publishForecast(app)
  const forecast = await lastForecast(app)
  expect(forecast).toMatchObject({ cardsPerHour: 20 })
  expect(forecast?.days[0]).toMatchObject({ capacity: 250, planned: 2, stock: 7 })
  running.advanceClock(days(15))
  await publishForecast(app)
  expect(await lastForecast(app)).toMatchObject({ cardsPerHour: 10 })
})

test('alarms where blanks or ribbons end before the backlog does, and tells no day then', async () => {
  const ribbon = {
    kind: 'RIBBON',
    model: 'ymckok',
    serial: 'RB1',
    capacity: 200,
    left: 1,
    at: new Date(app.clock()),
  }
  await app.db.consumable.create({ data: ribbon })
  await publishForecast(app)
  const forecast = await lastForecast(app)
  expect(forecast).toMatchObject({ ribbons: 1, stockOutOn: '2026-03-17', backlog: 2 })
  expect(forecast && promisedDayOf(forecast, { priority: 0, deadlineOn: null })).toBeNull()
  expect(running.logged.join()).toContain('blanks or ribbons end before the backlog does')
})

test('does not count a station that is stopped', async () => {
  const other = await bookedStation(app)
  await reportState(app, other, {
    state: 'IDLE',
    reason: null,
    printer: null,
    clock: new Date(app.clock()).toISOString(),
  })
  await publishForecast(app)
  expect(await lastForecast(app)).toMatchObject({ stations: 2 })
  await app.db.stationState.update({
    where: { stationId: other.id },
    data: { stoppedAt: new Date(app.clock()) },
  })
  await publishForecast(app)
  expect(await lastForecast(app)).toMatchObject({ stations: 1 })
})
