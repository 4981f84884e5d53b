import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { confirmDeclaration } from '../../../../server/production/stock/confirm-declaration.ts'
import { declareStock } from '../../../../server/production/stock/declare-stock.ts'
import { receiveTransfer } from '../../../../server/production/stock/receive-transfer.ts'
import { refuseTransfer } from '../../../../server/production/stock/refuse-transfer.ts'
import { sendTransfer } from '../../../../server/production/stock/send-transfer.ts'
import { centres, type TestApp, testApp } from '../../../support/app.ts'
import { unknownId } from '../../../support/factory.ts'
import { type Officer, officerOf } from '../../../support/officers.ts'
import { refusalOf } from '../../../support/refusals.ts'
import { contentOf } from '../../../support/rows.ts'
import { blanksIn, deliveredLot, namedOfficer } from '../../../support/stock.ts'

let running: TestApp
let sender: Officer
let receiver: Officer
beforeAll(async () => {
  running = await testApp()
  sender = await namedOfficer(running.app, 'STOCK_KEEPER')
  receiver = await namedOfficer(running.app, 'STOCK_KEEPER')
})
afterAll(() => running.close())

const [fromStore, toStore] = [centres.factory.code, centres.here.code]

/** A box of five on its way. */
async function sentBox() {
  const { serials } = await deliveredLot(running.app, sender, 5)
  const sending = { fromStore, toStore, count: 5, firstSerial: serials[0] ?? '' }
  const { id, number } = await sendTransfer(running.app, sender, sending)
  return { id, number, serials }
}

const transferOf = (id: string) => running.app.db.stockTransfer.findUniqueOrThrow({ where: { id } })

describe('custody passes between two stores', () => {
  test('when another officer counts the box and scans its ends: both have signed', async () => {
    const { app } = running
    const { id, number, serials } = await sentBox()
    expect((await blanksIn(app, serials)).map(({ status }) => status)).toEqual(Array(5).fill('IN_TRANSFER'))
    const scanned = { firstSerial: serials[0] ?? '', lastSerial: serials[4] ?? '' }
    const { minutesId } = await receiveTransfer(app, receiver, { id, count: 5, ...scanned })
    for (const blank of await blanksIn(app, serials))
      expect(blank).toMatchObject({ status: 'IN_STORE', storeCode: toStore, transferId: null })
    expect(await transferOf(id)).toMatchObject({
      status: 'RECEIVED',
      receivedBy: receiver.id,
      missing: 0,
      minutesId,
    })
    expect(await app.db.minutes.findUniqueOrThrow({ where: { id: minutesId } })).toMatchObject({
      kind: 'CUSTODY',
      body: { transfer: number, outcome: 'RECEIVED', received: 5 },
      signatures: [
        { officerId: sender.id, part: 'SENDER' },
        { officerId: receiver.id, part: 'RECEIVER' },
      ],
    })
    const moves = { record: 'blank card', recordId: serials[0] ?? '' }
    const history = await app.db.transition.findMany({ where: moves, orderBy: { version: 'asc' } })
    expect(history.map(({ event, fromState }) => `${fromState} ${event}`)).toEqual([
      'IN_STORE transfer',
      'IN_TRANSFER receive',
    ])
  })

  test('with what is missing declared: it is lost and hot-listed from that moment', async () => {
    const { app } = running
    const { id, serials } = await sentBox()
    const missing = [serials[4] ?? '']
    const { minutesId } = await receiveTransfer(app, receiver, {
      id,
      count: 4,
      lastSerial: serials[3] ?? '',
      missing,
    })
    expect((await blanksIn(app, serials)).map(({ status }) => status)).toEqual([
      ...Array(4).fill('IN_STORE'),
      'LOST',
    ])
    const entry = await app.db.hotListEntry.findUniqueOrThrow({ where: { serial: missing[0] ?? '' } })
    expect(entry).toMatchObject({ reason: 'MISSING_IN_TRANSFER', foundAt: null })
    expect(entry.chipSerial).toHaveLength(16)
    const { body } = await app.db.minutes.findUniqueOrThrow({ where: { id: minutesId } })
    expect(body).toMatchObject({ received: 4, missing })
  })

  test('with a blank among the missing that was declared lost on the way', async () => {
    const { app } = running
    const { id, serials } = await sentBox()
    const missing = [serials[4] ?? '']
    const loss = {
      kind: 'LOSS',
      storeCode: fromStore,
      serials: missing,
      reason: 'Rơi khi vận chuyển.',
    } as const
    const { id: declared } = await declareStock(app, sender, loss)
    await confirmDeclaration(app, receiver, { id: declared })
    expect(await refusalOf(receiveTransfer(app, receiver, { id, count: 4 }))).toBe('TRANSFER_MISMATCH')
    await receiveTransfer(app, receiver, { id, count: 4, missing })
    expect((await blanksIn(app, serials)).map(({ status }) => status)).toEqual([
      ...Array(4).fill('IN_STORE'),
      'LOST',
    ])
    expect(await transferOf(id)).toMatchObject({ status: 'RECEIVED', missing: 1 })
  })

  test('or comes back whole when the box is refused', async () => {
    const { app } = running
    const { id, serials } = await sentBox()
    const { minutesId } = await refuseTransfer(app, receiver, { id, reason: 'Niêm phong thùng đã bị bóc.' })
    for (const blank of await blanksIn(app, serials))
      expect(blank).toMatchObject({ status: 'IN_STORE', storeCode: fromStore, transferId: null })
    expect(await transferOf(id)).toMatchObject({ status: 'REFUSED' })
    const { body } = await app.db.minutes.findUniqueOrThrow({ where: { id: minutesId } })
    expect(body).toMatchObject({ outcome: 'REFUSED', received: 0, reason: 'Niêm phong thùng đã bị bóc.' })
  })
})

test('a box is sent only if it begins and ends where so many blanks of the store do', async () => {
  const { app } = running
  const { serials } = await deliveredLot(app, sender, 5)
  const box = { fromStore, toStore, firstSerial: serials[0] ?? '', lastSerial: serials[4] ?? '' }
  expect(await refusalOf(sendTransfer(app, sender, { ...box, count: 4 }))).toBe('BOX_MISMATCH')
  const elsewhere = { ...box, firstSerial: 'PH0', count: 5 }
  expect(await refusalOf(sendTransfer(app, sender, elsewhere))).toBe('BLANKS_NOT_THERE')
  const { id } = await sendTransfer(app, sender, { ...box, count: 5 })
  expect(await transferOf(id)).toMatchObject({ firstSerial: serials[0], lastSerial: serials[4], count: 5 })
})

describe('custody does not pass, and nothing is changed,', () => {
  let box: Awaited<ReturnType<typeof sentBox>>
  let before: readonly string[]
  beforeAll(async () => {
    box = await sentBox()
    before = await contentOf(running.app)
  })
  const refused = async (work: Promise<unknown>) => {
    const code = await refusalOf(work)
    expect(await contentOf(running.app)).toEqual(before)
    return code
  }
  const take = (changes: object, by = receiver) =>
    receiveTransfer(running.app, by, { id: box.id, count: 5, ...changes })

  test('to the officer who sent it', async () => {
    expect(await refused(take({}, sender))).toBe('ANOTHER_OFFICER_NEEDED')
    const refusal = refuseTransfer(running.app, sender, { id: box.id, reason: 'x' })
    expect(await refused(refusal)).toBe('ANOTHER_OFFICER_NEEDED')
  })

  test('with a count that is not that of the box', async () => {
    expect(await refused(take({ count: 4 }))).toBe('TRANSFER_MISMATCH')
    expect(await refused(take({ count: 5, missing: [box.serials[0]] }))).toBe('TRANSFER_MISMATCH')
  })

  test('with serials of another box', async () => {
    expect(await refused(take({ firstSerial: 'PHA000000001' }))).toBe('WRONG_BOX')
    expect(await refused(take({ count: 4, missing: ['PHA000000001'] }))).toBe('BLANKS_NOT_THERE')
  })

  test('to an officer of another province, or for no transfer at all', async () => {
    expect(await refused(take({}, officerOf('STOCK_KEEPER', '79')))).toBe('FORBIDDEN')
    expect(await refused(receiveTransfer(running.app, receiver, { id: unknownId(), count: 5 }))).toBe(
      'NOT_FOUND',
    )
  })

  test('out of a store that has not so many, or into itself', async () => {
    const send = (changes: object) =>
      sendTransfer(running.app, sender, { fromStore, toStore, count: 5, ...changes })
    expect(await refused(send({ count: 5000 }))).toBe('STOCK_TOO_SMALL')
    expect(await refused(send({ count: 0 }))).toBe('ILLEGAL_BLANK_COUNT')
    expect(await refused(send({ toStore: fromStore }))).toBe('SAME_STORE')
    expect(await refused(send({ toStore: 'KHO-LA' }))).toBe('NOT_FOUND')
  })

  test('twice: two receivers at the same moment', async () => {
    const other = await namedOfficer(running.app, 'STOCK_KEEPER')
    const codes = await Promise.all([refusalOf(take({})), refusalOf(take({}, other))])
    expect(codes.toSorted()).toEqual(['NOT_REFUSED', 'TRANSITION_REFUSED'])
  })
})
