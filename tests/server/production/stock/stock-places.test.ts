import { afterAll, beforeAll, expect, test } from 'vitest'
import { stockPlaces } from '../../../../server/production/stock/stock-places.ts'
import { centres, type TestApp, testApp } from '../../../support/app.ts'
import { bookedStation } from '../../../support/machines.ts'
import { officerOf } from '../../../support/officers.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
  await bookedStation(running.app)
})
afterAll(() => running.close())

const keeper = officerOf('STOCK_KEEPER')
const codes = async (text: string | null, everywhere = false, actor = keeper) =>
  (await stockPlaces(running.app, actor, { text, everywhere })).map(({ code }) => code)

test('a keeper is offered stores in use, finds others by name or code, and beyond the own units only to send to', async () => {
  const { here, elsewhere, factory } = centres
  expect(await codes(null)).toEqual([factory.code])
  expect(await codes('điểm THU')).toEqual([here.code])
  expect(await codes('hn0')).toEqual([here.code])
  expect(await codes('%')).toEqual([])
  expect(await codes('điểm thu', true)).toEqual([here.code, elsewhere.code])
  expect(await codes(null, false, officerOf('STOCK_KEEPER', elsewhere.unitCode))).toEqual([])
  await expect(codes(null, true, officerOf('ISSUING_OFFICER'))).rejects.toThrow('FORBIDDEN')
})
