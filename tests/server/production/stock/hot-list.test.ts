import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chipSerialOf } from '../../../../core/contracts/chip-order.ts'
import { issueBlanks } from '../../../../server/production/issue-blanks.ts'
import { reportPrintJob } from '../../../../server/production/report-print-job.ts'
import { answerAlarm } from '../../../../server/production/stock/answer-alarm.ts'
import { confirmDeclaration } from '../../../../server/production/stock/confirm-declaration.ts'
import { declareStock } from '../../../../server/production/stock/declare-stock.ts'
import { alarmIfHotListed, type SerialRead } from '../../../../server/production/stock/hot-list.ts'
import { findBlanks } from '../../../../server/production/stock/find-blanks.ts'
import { loseBlanks } from '../../../../server/production/stock/lose-blanks.ts'
import { giveBackBlanks } from '../../../../server/production/stock/give-back-blanks.ts'
import { receiveLot } from '../../../../server/production/stock/receive-lot.ts'
import { receiveTransfer } from '../../../../server/production/stock/receive-transfer.ts'
import { sendTransfer } from '../../../../server/production/stock/send-transfer.ts'
import { spoilBlanks } from '../../../../server/production/stock/spoil-blanks.ts'
import { countShift } from '../../../../server/production/stock/shifts/count-shift.ts'
import { openShift } from '../../../../server/production/stock/shifts/open-shift.ts'
import { shiftBalance } from '../../../../server/production/stock/shifts/shift-balance.ts'
import { keepCardPki } from '../../../../server/pki/card/keep-card-pki.ts'
import { centres, type TestApp, testApp } from '../../../support/app.ts'
import { openStation, plannedJob, unknownId, workUntil } from '../../../support/factory.ts'
import { bookedStation } from '../../../support/machines.ts'
import { type Officer, officerOf } from '../../../support/officers.ts'
import { refusalOf } from '../../../support/refusals.ts'
import { contentOf } from '../../../support/rows.ts'
import { blanksIn, deliveredLot, namedOfficer } from '../../../support/stock.ts'

let running: TestApp
let keeper: Officer
let operator: Officer
let sender: Officer
let receiver: Officer
beforeAll(async () => {
  running = await testApp()
  keeper = await namedOfficer(running.app, 'STOCK_KEEPER')
  operator = await namedOfficer(running.app, 'PRODUCTION_OPERATOR')
  sender = await namedOfficer(running.app, 'STOCK_KEEPER')
  receiver = await namedOfficer(running.app, 'STOCK_KEEPER')
})
afterAll(() => running.close())

const storeCode = centres.factory.code
const declareFound = (serial: string, by = operator) =>
  declareStock(running.app, by, { kind: 'FOUND', storeCode, serials: [serial], reason: 'Dưới gầm máy in.' })
async function foundAgain(serial: string): Promise<string> {
  const { id } = await declareFound(serial)
  return (await confirmDeclaration(running.app, keeper, { id })).minutesId
}
const declareLoss = (serials: readonly string[], by = operator) =>
  declareStock(running.app, by, { kind: 'LOSS', storeCode, serials, reason: 'Không thấy khi kiểm kho.' })

async function lostBlank(): Promise<string> {
  const { serials } = await deliveredLot(running.app, keeper, 1)
  const { id } = await declareLoss(serials)
  await confirmDeclaration(running.app, keeper, { id })
  return serials[0] ?? ''
}

type What = { serial: string } | { chipSerial: string } | { sodSha256: string }
const read = (what: What, by = operator) =>
  running.app.db.$transaction((tx) =>
    alarmIfHotListed(tx, running.app, { ...what, place: 'STORE', actor: by } as SerialRead),
  )
const alarmsOf = (serial: string) => running.app.db.hotListAlarm.findMany({ where: { serial } })

describe('a lost blank', () => {
  test('is lost and hot-listed when a second officer confirms it, with a record', async () => {
    const { app } = running
    const { serials } = await deliveredLot(app, keeper, 2)
    const { id } = await declareLoss(serials)
    expect((await blanksIn(app, serials)).map(({ status }) => status)).toEqual(['IN_STORE', 'IN_STORE'])
    expect(await refusalOf(confirmDeclaration(app, operator, { id }))).toBe('ANOTHER_OFFICER_NEEDED')
    const { minutesId } = await confirmDeclaration(app, keeper, { id })
    expect((await blanksIn(app, serials)).map(({ status }) => status)).toEqual(['LOST', 'LOST'])
    const { body } = await app.db.minutes.findUniqueOrThrow({ where: { id: minutesId } })
    expect(body).toMatchObject({ kind: 'LOSS', blanks: serials.map((serial) => ({ serial })) })
  })

  test('raises an alarm wherever its serial or its chip is read, and the reading is refused', async () => {
    const serial = await lostBlank()
    expect(await refusalOf(read({ serial }))).toBe('HOT_LISTED')
    expect(await refusalOf(read({ chipSerial: chipSerialOf(serial) }, keeper))).toBe('HOT_LISTED')
    // The refusal undoes the reader's transaction, and not the alarm.
    expect(await alarmsOf(serial)).toHaveLength(2)
    // A station asks again every few seconds.
    expect(await refusalOf(read({ serial }))).toBe('HOT_LISTED')
    expect(await alarmsOf(serial)).toHaveLength(2)
    expect(await refusalOf(read({ serial: `${serial}9` }))).toBe('NOT_REFUSED')
  })

  test('stops the station that feeds it', async () => {
    const { app } = running
    const serial = await lostBlank()
    const station = await openStation(app, 1)
    await plannedJob(app)
    const { id, lease } = await workUntil(app, station, 'CLAIMED')
    const feed = { event: 'feed', lease, blankSerial: serial } as const
    expect(await refusalOf(reportPrintJob(app, station, { id, report: feed }))).toBe('HOT_LISTED')
    expect(await alarmsOf(serial)).toMatchObject([{ place: 'FEED', actorId: station.id, answerAt: null }])
  })

  test('is found again when a keeper confirms what another officer declared: in the store, off the list, with a record', async () => {
    const { app } = running
    const serial = await lostBlank()
    const { id: own } = await declareFound(serial, keeper)
    expect(await refusalOf(confirmDeclaration(app, keeper, { id: own }))).toBe('ANOTHER_OFFICER_NEEDED')
    // An operator may see it, but takes nothing into a store.
    expect(await refusalOf(confirmDeclaration(app, operator, { id: own }))).toBe('FORBIDDEN')
    expect(await blanksIn(app, [serial])).toMatchObject([{ status: 'LOST' }])
    const minutesId = await foundAgain(serial)
    const { kind, body } = await app.db.minutes.findUniqueOrThrow({ where: { id: minutesId } })
    expect({ kind, body }).toMatchObject({ kind: 'FOUND', body: { blanks: [{ serial }] } })
    expect(await blanksIn(app, [serial])).toMatchObject([{ status: 'IN_STORE', storeCode }])
    expect(await refusalOf(read({ serial }))).toBe('NOT_REFUSED')
    expect(await refusalOf(declareFound(serial))).toBe('BLANKS_NOT_THERE')
    expect(await refusalOf(declareFound('PHZ1'))).toBe('BLANKS_NOT_THERE')
    // Lost once more it is hot-listed once more.
    const { id } = await declareLoss([serial])
    await confirmDeclaration(app, keeper, { id })
    expect(await refusalOf(read({ serial }))).toBe('HOT_LISTED')
  })

  test('of a shift explains what is missing in its count, and counts as given back when it is found', async () => {
    const { app } = running
    const station = await bookedStation(app)
    await deliveredLot(app, keeper, 3)
    const { id } = await openShift(app, operator, { stationId: station.id })
    const { first } = await issueBlanks(app, keeper, { stationId: station.id, count: 3 })
    const { id: declaration } = await declareLoss([first])
    await confirmDeclaration(app, keeper, { id: declaration })
    expect(await countShift(app, operator, { id, countedLeft: 2 })).toMatchObject({ lost: 1, difference: 0 })
    await foundAgain(first)
    expect(await shiftBalance(app.db, id)).toMatchObject({ lost: 0, returned: 1, expectedLeft: 2 })
  })
})

test('a lost blank raises an alarm when it is given back, sent, received or declared spoiled', async () => {
  const { app } = running
  const station = await bookedStation(app)
  const { id: stationId } = station
  const serial = await lostBlank()
  const { serials } = await deliveredLot(app, keeper, 1)
  const toStore = centres.here.code
  const { id } = await sendTransfer(app, sender, {
    fromStore: storeCode,
    toStore,
    count: 1,
    firstSerial: serials[0] ?? '',
  })
  const readings: readonly (() => Promise<unknown>)[] = [
    () => giveBackBlanks(app, keeper, { stationId, firstSerial: serial, lastSerial: serial, count: 1 }),
    () => sendTransfer(app, sender, { fromStore: storeCode, toStore, count: 1, firstSerial: serial }),
    () => receiveTransfer(app, receiver, { id, count: 1, firstSerial: serial }),
    () => spoilBlanks(app, operator, { storeCode, serials: [serial], spoilClass: 'DAMAGE', reason: 'Gãy.' }),
  ]
  for (const reading of readings) expect(await refusalOf(reading())).toBe('HOT_LISTED')
  const readers = (await alarmsOf(serial)).map(({ actorId }) => actorId)
  expect(readers.toSorted()).toEqual([keeper.id, operator.id, sender.id, receiver.id].toSorted())
})

test('two lost blanks whose serials end alike are both listed, and their chip’s number calls for either', async () => {
  const { app } = running
  const end = '00000000000471'
  const alike = ['PHX', 'PHY'].map((prefix) => `${prefix}11${end}`)
  for (const serial of alike) {
    const lot = { firstSerial: serial, lastSerial: serial, deliveredBy: 'Người Giao Mẫu' }
    await receiveLot(app, keeper, {
      ...lot,
      storeCode,
      supplier: 'Công ty Phôi Mẫu',
      deliveryNote: `PX ${serial}`,
    })
  }
  const { id } = await declareLoss(alike)
  await confirmDeclaration(app, keeper, { id })
  const [first = '', second = ''] = alike
  expect(chipSerialOf(first)).toBe(chipSerialOf(second))
  expect(await refusalOf(read({ chipSerial: chipSerialOf(first) }))).toBe('HOT_LISTED')
  expect([await alarmsOf(first), await alarmsOf(second)]).toMatchObject([
    [{ place: 'STORE' }],
    [{ place: 'STORE' }],
  ])
})

test('a spoiled card that vanished is lost with a record, and waits for the shredder again when it is found', async () => {
  const { app } = running
  const { serials } = await deliveredLot(app, keeper, 1)
  const [serial = ''] = serials
  await spoilBlanks(app, operator, { storeCode, serials, spoilClass: 'DAMAGE', reason: 'Gãy khi nạp.' })
  const { id } = await declareLoss(serials)
  const { minutesId } = await confirmDeclaration(app, keeper, { id })
  const { body } = await app.db.minutes.findUniqueOrThrow({ where: { id: minutesId } })
  expect(body).toMatchObject({ kind: 'LOSS', blanks: [{ serial }] })
  expect(await blanksIn(app, serials)).toMatchObject([{ status: 'LOST' }])
  expect(await refusalOf(read({ serial }))).toBe('HOT_LISTED')
  await foundAgain(serial)
  expect(await blanksIn(app, serials)).toMatchObject([{ status: 'SPOILED', storeCode }])
})

test('an alarm is answered once, by an officer who says what was done', async () => {
  const { app } = running
  const serial = await lostBlank()
  await refusalOf(read({ serial }))
  const [alarm] = await alarmsOf(serial)
  const id = alarm?.id ?? ''
  const before = await contentOf(app)
  expect(await refusalOf(answerAlarm(app, operator, { id, answer: 'x' }))).toBe('FORBIDDEN')
  expect(await refusalOf(answerAlarm(app, keeper, { id, answer: ' ' }))).toBe('DETAIL_MISSING')
  expect(await refusalOf(answerAlarm(app, keeper, { id: unknownId(), answer: 'x' }))).toBe('NOT_FOUND')
  expect(await contentOf(app)).toEqual(before)
  await answerAlarm(app, keeper, { id, answer: 'Đã thu phôi về kho, chuyển cơ quan điều tra.' })
  expect(await alarmsOf(serial)).toMatchObject([{ answerBy: keeper.id }])
  expect(await refusalOf(answerAlarm(app, keeper, { id, answer: 'x' }))).toBe('ALARM_ANSWERED')
})

test('blanks are not declared lost that became cards, that are unknown, or of another province', async () => {
  const { app } = running
  const station = await openStation(app, 1)
  await plannedJob(app)
  const { blankSerial } = await workUntil(app, station, 'STACKED')
  expect(await refusalOf(declareLoss([blankSerial]))).toBe('BLANKS_NOT_THERE')
  expect(await refusalOf(declareLoss(['PHZ000000001']))).toBe('BLANKS_NOT_THERE')
  expect(await refusalOf(declareLoss([blankSerial], officerOf('STOCK_KEEPER', '79')))).toBe('FORBIDDEN')
})

describe('a spoiled card whose chip was signed', () => {
  let withChips: TestApp
  beforeAll(async () => {
    withChips = await testApp({ variables: { CHIP_PROFILE: 'cc-2024' } })
    await keepCardPki(withChips.app)
  })
  afterAll(() => withChips.close())

  test('is revoked, and raises an alarm by its serial, its chip and its signed files', async () => {
    const { app } = withChips
    const station = await openStation(app, 1)
    const job = await plannedJob(app)
    const { lease, blankSerial, chip } = await workUntil(app, station, 'CARD_FED')
    await reportPrintJob(app, station, {
      id: job.id,
      report: { event: 'spoil', lease, reason: 'CHIP_NOT_WRITTEN' },
    })
    const sodSha256 = chip?.sodSha256 ?? ''
    expect(await app.db.spoilage.findUniqueOrThrow({ where: { blankSerial } })).toMatchObject({
      failClass: 'CHIP',
      chipSerial: chipSerialOf(blankSerial),
      sodSha256,
    })
    const record = await app.db.chipRecord.findUniqueOrThrow({ where: { printJobId: job.id } })
    expect(record).toMatchObject({ revokedAt: new Date(app.clock()), sealedKeys: null })
    for (const what of [{ serial: blankSerial }, { chipSerial: chipSerialOf(blankSerial) }, { sodSha256 }]) {
      const reading = { ...what, place: 'INSPECTION', actor: operator } as const
      expect(await refusalOf(alarmIfHotListed(app.db, app, reading))).toBe('HOT_LISTED')
    }
    // Lost and found again it is watched for as before: its chip opens.
    const vanished = { serials: [blankSerial], actor: keeper, at: app.clock() }
    await app.db.$transaction((tx) => loseBlanks(tx, { ...vanished, reason: 'LOST' }))
    await app.db.$transaction((tx) => findBlanks(tx, { ...vanished, storeCode }))
    expect(await blanksIn(app, [blankSerial])).toMatchObject([{ status: 'SPOILED' }])
    const shown = { serial: blankSerial, place: 'STORE', actor: operator } as const
    expect(await refusalOf(alarmIfHotListed(app.db, app, shown))).toBe('HOT_LISTED')
  })
})
