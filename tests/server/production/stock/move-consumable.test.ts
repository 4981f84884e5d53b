import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ConsumableMove, moveConsumable } from '../../../../server/production/stock/move-consumable.ts'
import { refuseTransfer } from '../../../../server/production/stock/refuse-transfer.ts'
import { sendConsumables } from '../../../../server/production/stock/send-consumables.ts'
import { takeConsumables } from '../../../../server/production/stock/take-consumables.ts'
import { receiveTransfer } from '../../../../server/production/stock/receive-transfer.ts'
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
  await move({ event: 'spoil', serial: 'R-2', reason: 'TORN' }, officerOf('PRODUCTION_OPERATOR'))
  const history = await app.db.transition.findMany({ where: { record: 'consumable' } })
  expect(history.map(({ event, reason }) => `${event} ${reason ?? ''}`.trim()).toSorted()).toEqual([
    'giveBack',
    'issue',
    'issue',
    'spoil TORN',
    'useUp',
  ])
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
  expect(await refusalOf(move({ event: 'issue', serial: 'R-3', stationId: far.id }))).toBe('OTHER_STORE')
  expect(await refusalOf(move({ event: 'issue', serial: 'R-9', stationId }))).toBe('NOT_FOUND')
  const elsewhere = officerOf('STOCK_KEEPER', '79')
  expect(await refusalOf(move({ event: 'issue', serial: 'R-3', stationId }, elsewhere))).toBe('FORBIDDEN')
  expect(await contentOf(app)).toEqual(before)
})

describe('custody of ribbons passes between two stores', () => {
  const [fromStore, toStore] = [centres.factory.code, centres.here.code]
  let receiver: Officer
  let boxes = 0
  beforeAll(async () => {
    receiver = await namedOfficer(running.app, 'STOCK_KEEPER')
  })
  /** Three ribbons on their way. */
  async function sentBox() {
    const box = ++boxes
    const serials = [1, 2, 3].map((nth) => `B${box}-${nth}`)
    await receive(serials)
    const { id } = await sendConsumables(running.app, keeper, { fromStore, toStore, serials })
    return { id, serials }
  }
  const statesOf = async (serials: readonly string[]) =>
    (await Promise.all(serials.map(ribbon))).map(({ status, storeCode }) => `${status} ${storeCode}`)

  test('when another keeper has scanned each: both have signed, and what is missing is lost', async () => {
    const { app } = running
    const { id, serials } = await sentBox()
    expect(await statesOf(serials)).toEqual(Array(3).fill(`IN_TRANSFER ${fromStore}`))
    const { minutesId } = await takeConsumables(app, receiver, {
      id,
      serials: serials.slice(0, 2),
      missing: 1,
    })
    expect(await statesOf(serials)).toEqual([
      `IN_STORE ${toStore}`,
      `IN_STORE ${toStore}`,
      `LOST ${fromStore}`,
    ])
    expect(await app.db.minutes.findUniqueOrThrow({ where: { id: minutesId } })).toMatchObject({
      kind: 'SUPPLIES',
      body: {
        outcome: 'RECEIVED',
        received: 2,
        missing: [serials[2]],
        pieces: serials.map((serial) => ({ serial })),
      },
      signatures: [
        { officerId: keeper.id, part: 'SENDER' },
        { officerId: receiver.id, part: 'RECEIVER' },
      ],
    })
  })

  test('or comes back whole when it is refused', async () => {
    const { id, serials } = await sentBox()
    await refuseTransfer(running.app, receiver, { id, reason: 'Sai loại ruy băng.' })
    expect(await statesOf(serials)).toEqual(Array(3).fill(`IN_STORE ${fromStore}`))
  })

  test('and not to the sender, with another count, of foreign pieces, as blanks, or twice', async () => {
    const { app } = running
    const { id, serials } = await sentBox()
    const take = (changes: object, by = receiver) =>
      refusalOf(takeConsumables(app, by, { id, serials, missing: 0, ...changes }))
    const before = await contentOf(app)
    expect(await take({}, keeper)).toBe('ANOTHER_OFFICER_NEEDED')
    expect(await take({ serials: serials.slice(1) })).toBe('TRANSFER_MISMATCH')
    expect(await take({ serials: ['R-1', ...serials] })).toBe('PIECES_NOT_THERE')
    expect(await refusalOf(receiveTransfer(app, receiver, { id, count: 3 }))).toBe('NOT_FOUND')
    const again = sendConsumables(app, keeper, { fromStore, toStore, serials })
    expect(await refusalOf(again)).toBe('PIECES_NOT_THERE')
    const nowhere = sendConsumables(app, keeper, { fromStore, toStore: fromStore, serials })
    expect(await refusalOf(nowhere)).toBe('SAME_STORE')
    expect(await contentOf(app)).toEqual(before)
    const other = await namedOfficer(app, 'STOCK_KEEPER')
    const codes = await Promise.all([take({}), take({}, other)])
    expect(codes.toSorted()).toEqual(['NOT_REFUSED', 'TRANSITION_REFUSED'])
  })
})
