import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type LotReceipt, receiveLot } from '../../../../server/production/stock/receive-lot.ts'
import { centres, type TestApp, testApp } from '../../../support/app.ts'
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

const receipt = (changes: Partial<LotReceipt> = {}): LotReceipt => ({
  storeCode: centres.factory.code,
  firstSerial: 'VN0000000101',
  lastSerial: 'VN0000000200',
  supplier: 'Công ty Phôi Mẫu',
  deliveryNote: 'PX-17',
  deliveredBy: 'Người Giao Mẫu',
  ...changes,
})

describe('a delivery', () => {
  test('is taken into the store, blank by blank, with its numbered record', async () => {
    const { app } = running
    const { id, minutesId } = await receiveLot(app, keeper, receipt())
    const blanks = await app.db.blankCard.findMany({ where: { lotId: id }, orderBy: { serial: 'asc' } })
    expect(blanks).toHaveLength(100)
    expect(blanks[99]).toMatchObject({
      serial: 'VN0000000200',
      status: 'IN_STORE',
      storeCode: centres.factory.code,
      chipSerial: null,
    })
    const minutes = await app.db.minutes.findUniqueOrThrow({ where: { id: minutesId } })
    expect(minutes).toMatchObject({
      number: '1/2026/BB-NK',
      kind: 'RECEIPT',
      body: {
        range: { first: 'VN0000000101', last: 'VN0000000200', count: 100 },
        supplier: 'Công ty Phôi Mẫu',
      },
      signatures: [{ officerId: keeper.id, part: 'KEEPER' }],
    })
    await expect(
      app.db.minutes.update({ where: { id: minutesId }, data: { number: '2/2026/BB-NK' } }),
    ).rejects.toThrow(/append-only/)
  })

  test('may name the chip of each blank', async () => {
    const { app } = running
    const { id } = await receiveLot(
      app,
      keeper,
      receipt({
        firstSerial: 'VN0000000301',
        lastSerial: 'VN0000000303',
        chipSerialsCsv: 'serial;chip\nVN0000000302;04A1B2C3D4E5F602\nvn0000000301;04a1b2c3d4e5f601\n',
      }),
    )
    const blanks = await app.db.blankCard.findMany({ where: { lotId: id }, orderBy: { serial: 'asc' } })
    expect(blanks.map(({ chipSerial }) => chipSerial)).toEqual(['04A1B2C3D4E5F601', '04A1B2C3D4E5F602', null])
  })
})

test('the first line of a list of chips is a blank, and no head, also with a space behind its serial', async () => {
  const { app } = running
  const chipSerialsCsv = 'VN0000000901 ,04A1B2C3D4E5F691'
  const range = { firstSerial: 'VN0000000901', lastSerial: 'VN0000000901' }
  const { id } = await receiveLot(app, keeper, receipt({ ...range, chipSerialsCsv }))
  expect(await app.db.blankCard.findFirst({ where: { lotId: id } })).toMatchObject({
    chipSerial: '04A1B2C3D4E5F691',
  })
})

describe('a delivery is refused whole, and nothing is changed,', () => {
  let before: readonly string[]
  beforeAll(async () => {
    before = await contentOf(running.app)
  })

  test.each<[string, Partial<LotReceipt>]>([
    ['SERIALS_KNOWN', { firstSerial: 'VN0000000200', lastSerial: 'VN0000000250' }],
    ['SERIALS_KNOWN', { firstSerial: 'VN0000000001', lastSerial: 'VN0000000900' }],
    ['ILLEGAL_SERIAL_RANGE', { firstSerial: 'VN0000000500', lastSerial: 'VN0000000400' }],
    ['ILLEGAL_SERIAL_RANGE', { firstSerial: 'VN0000000500', lastSerial: 'VX0000000501' }],
    ['LOT_TOO_LARGE', { firstSerial: 'VN0001000000', lastSerial: 'VN9999999999' }],
    ['DETAIL_MISSING', { firstSerial: 'VN0000000500', lastSerial: 'VN0000000501', supplier: '  ' }],
    [
      'DETAIL_TOO_LONG',
      { firstSerial: 'VN0000000500', lastSerial: 'VN0000000501', supplier: 'Công ty '.repeat(100) },
    ],
    ['NOT_FOUND', { storeCode: 'KHO-LA' }],
  ])('with %s for %o', async (code, changes) => {
    expect(await refusalOf(receiveLot(running.app, keeper, receipt(changes)))).toBe(code)
  })

  test.each<[string, string]>([
    ['CHIP_LIST_REFUSED', 'VN0000000500,04A1B2C3D4E5F6'],
    ['CHIP_LIST_REFUSED', 'VN0000000700,04A1B2C3D4E5F611'],
    ['CHIP_LIST_REFUSED', 'VN0000000500'],
    ['CHIP_LIST_REFUSED', 'VN0000000500,04A1B2C3D4E5F611\nVN0000000501,04A1B2C3D4E5F611'],
    ['CHIP_LIST_REFUSED', '"VN0000000500,04A1B2C3D4E5F611'],
    ['CHIP_SERIAL_KNOWN', 'VN0000000500,04A1B2C3D4E5F601'],
  ])('with %s for the list %j', async (code, chipSerialsCsv) => {
    const lot = receipt({ firstSerial: 'VN0000000500', lastSerial: 'VN0000000501', chipSerialsCsv })
    expect(await refusalOf(receiveLot(running.app, keeper, lot))).toBe(code)
  })

  test('from an officer of another province, or another role', async () => {
    const lot = receipt({ firstSerial: 'VN0000000500', lastSerial: 'VN0000000501' })
    const elsewhere = officerOf('STOCK_KEEPER', '79')
    expect(await refusalOf(receiveLot(running.app, elsewhere, lot))).toBe('FORBIDDEN')
    expect(await refusalOf(receiveLot(running.app, officerOf('PRODUCTION_OPERATOR'), lot))).toBe('FORBIDDEN')
    // Neither here nor by any of the refusals before.
    expect(await contentOf(running.app)).toEqual(before)
  })
})

test('two keepers who take in the same range at once: one does, and the numbers of records have no gap', async () => {
  const { app } = running
  const other = await namedOfficer(app, 'STOCK_KEEPER')
  const lot = receipt({ firstSerial: 'VN0000000801', lastSerial: 'VN0000000850' })
  const codes = await Promise.all([keeper, other].map((one) => refusalOf(receiveLot(app, one, lot))))
  expect(codes.toSorted()).toEqual(['NOT_REFUSED', 'SERIALS_KNOWN'])
  const numbers = await app.db.minutes.findMany({ orderBy: { at: 'asc' }, select: { number: true } })
  expect(numbers.map(({ number }) => Number(number.split('/')[0])).toSorted((a, b) => a - b)).toEqual([
    1, 2, 3, 4,
  ])
})
