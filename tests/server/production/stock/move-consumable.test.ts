import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ConsumableMove, moveConsumable } from '../../../../server/production/stock/move-consumable.ts'
import { receiveConsumables } from '../../../../server/production/stock/receive-consumables.ts'
import { centres, type TestApp, testApp } from '../../../support/app.ts'
import { bookedStation } from '../../../support/machines.ts'
import { type Officer, officerOf } from '../../../support/officers.ts'
import { refusalOf } from '../../../support/refusals.ts'
import { contentOf } from '../../../support/rows.ts'
import { namedOfficer } from '../../../support/stock.ts'

let running: TestApp
let keeper: Officer
beforeAll(async () => {
  running = await testApp()
  keeper = await namedOfficer(running.app, 'STOCK_KEEPER')
})
afterAll(() => running.close())

const receive = (serials: readonly string[], changes: object = {}, by = keeper) =>
  receiveConsumables(running.app, by, {
    storeCode: centres.factory.code,
    kind: 'RIBBON',
    model: 'YMCKO',
    capacity: 300,
    serials,
    supplier: 'Công ty Vật tư Mẫu',
    deliveryNote: 'PX-9',
    deliveredBy: 'Người Giao Mẫu',
    ...changes,
  })
const move = (step: ConsumableMove, by = keeper) => moveConsumable(running.app, by, step)
const ribbon = (serial: string) => running.app.db.consumable.findUniqueOrThrow({ where: { serial } })

test('a ribbon comes into the store with a record, goes to a station, comes back and is used up', async () => {
  const { app } = running
  const { count, minutesId } = await receive(['R-1', 'R-2'])
  expect(count).toBe(2)
  const { body } = await app.db.minutes.findUniqueOrThrow({ where: { id: minutesId } })
  expect(body).toMatchObject({ goods: 'RIBBONS', pieces: [{ serial: 'R-1' }, { serial: 'R-2' }] })
  const { id: stationId } = await bookedStation(app)
  await move({ event: 'issue', serial: 'R-1', stationId })
  expect(await ribbon('R-1')).toMatchObject({ status: 'AT_STATION', stationId, left: 300 })
  await move({ event: 'giveBack', serial: 'R-1', remainder: 120 })
  expect(await ribbon('R-1')).toMatchObject({ status: 'IN_STORE', stationId: null, left: 120 })
  await move({ event: 'issue', serial: 'R-1', stationId })
  await move({ event: 'useUp', serial: 'R-1' }, officerOf('PRODUCTION_OPERATOR'))
  expect(await ribbon('R-1')).toMatchObject({ status: 'USED_UP', left: 0 })
  await move({ event: 'spoil', serial: 'R-2', reason: 'Rách' }, officerOf('PRODUCTION_OPERATOR'))
  expect(await app.db.transition.count({ where: { record: 'consumable' } })).toBe(5)
})

test('a ribbon is not moved, and nothing is changed, against sense, place, state or role', async () => {
  const { app } = running
  await receive(['R-3'])
  const { id: stationId } = await bookedStation(app)
  const far = await app.db.machine.update({
    where: { id: (await bookedStation(app)).id },
    data: { centreCode: centres.here.code },
  })
  const before = await contentOf(app)
  expect(await refusalOf(receive(['R-3', 'R-4']))).toBe('SERIALS_KNOWN')
  expect(await refusalOf(receive(['R-4'], { capacity: 0 }))).toBe('ILLEGAL_CAPACITY')
  expect(await refusalOf(receive([]))).toBe('TOO_MANY_FOR_MINUTES')
  expect(await refusalOf(receive(['R-4'], {}, officerOf('PRODUCTION_OPERATOR')))).toBe('FORBIDDEN')
  expect(await refusalOf(move({ event: 'useUp', serial: 'R-3' }))).toBe('TRANSITION_REFUSED')
  expect(await refusalOf(move({ event: 'giveBack', serial: 'R-3', remainder: 301 }))).toBe(
    'ILLEGAL_REMAINDER',
  )
  expect(await refusalOf(move({ event: 'spoil', serial: 'R-3', reason: ' ' }))).toBe('DETAIL_MISSING')
  expect(await refusalOf(move({ event: 'issue', serial: 'R-3', stationId: far.id }))).toBe('OTHER_STORE')
  expect(await refusalOf(move({ event: 'issue', serial: 'R-9', stationId }))).toBe('NOT_FOUND')
  const elsewhere = officerOf('STOCK_KEEPER', '79')
  expect(await refusalOf(move({ event: 'issue', serial: 'R-3', stationId }, elsewhere))).toBe('FORBIDDEN')
  expect(await contentOf(app)).toEqual(before)
})
