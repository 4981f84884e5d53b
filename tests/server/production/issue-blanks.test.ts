import { afterAll, beforeAll, expect, test } from 'vitest'
import { issueBlanks } from '../../../server/production/issue-blanks.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { producer, receiveStock, stockKeeper, unknownId } from '../../support/factory.ts'
import { bookedStation } from '../../support/machines.ts'
import { refusalOf } from '../../support/refusals.ts'
import { contentOf } from '../../support/rows.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
})
afterAll(() => running.close())

test('a station gets the lowest blanks of the store, each with its history', async () => {
  const { app } = running
  await receiveStock(app, 5)
  const station = await bookedStation(app)
  const issued = await issueBlanks(app, stockKeeper, { stationId: station.id, count: 3 })
  const blanks = await app.db.blankCard.findMany({
    where: { stationId: station.id },
    orderBy: { serial: 'asc' },
  })
  expect(blanks.map(({ status }) => status)).toEqual(['AT_STATION', 'AT_STATION', 'AT_STATION'])
  expect(issued).toEqual({ first: blanks[0]?.serial, last: blanks[2]?.serial, count: 3 })
  const history = { record: 'blank card', recordId: { in: blanks.map(({ serial }) => serial) } }
  expect(await app.db.transition.count({ where: history })).toBe(3)
  await app.db.blankCard.updateMany({ where: { status: 'IN_STORE' }, data: { status: 'LOST' } })
})

test('keepers who issue at the same moment never give one blank twice', async () => {
  const { app } = running
  await receiveStock(app, 20)
  const stations = [await bookedStation(app), await bookedStation(app)]
  await Promise.all(stations.map(({ id }) => issueBlanks(app, stockKeeper, { stationId: id, count: 10 })))
  for (const { id } of stations) expect(await app.db.blankCard.count({ where: { stationId: id } })).toBe(10)
})

test('blanks are not issued, and nothing is changed, against stock, role or sense', async () => {
  const { app } = running
  await receiveStock(app, 2)
  const { id: stationId } = await bookedStation(app)
  const before = await contentOf(app)
  expect(await refusalOf(issueBlanks(app, stockKeeper, { stationId, count: 3 }))).toBe('STOCK_TOO_SMALL')
  expect(await refusalOf(issueBlanks(app, stockKeeper, { stationId, count: 0 }))).toBe('ILLEGAL_BLANK_COUNT')
  expect(await refusalOf(issueBlanks(app, stockKeeper, { stationId, count: -1 }))).toBe('ILLEGAL_BLANK_COUNT')
  expect(await refusalOf(issueBlanks(app, producer, { stationId, count: 1 }))).toBe('FORBIDDEN')
  expect(await refusalOf(issueBlanks(app, stockKeeper, { stationId: unknownId(), count: 1 }))).toBe(
    'NOT_FOUND',
  )
  expect(await contentOf(app)).toEqual(before)
})
