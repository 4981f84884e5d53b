import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chipSerialOf } from '../../../../core/contracts/chip-order.ts'
import { issueBlanks } from '../../../../server/production/issue-blanks.ts'
import { reportPrintJob } from '../../../../server/production/report-print-job.ts'
import { answerAlarm } from '../../../../server/production/stock/answer-alarm.ts'
import { confirmDeclaration } from '../../../../server/production/stock/confirm-declaration.ts'
import { declareStock } from '../../../../server/production/stock/declare-stock.ts'
import { findBlank } from '../../../../server/production/stock/find-blank.ts'
import { alarmIfHotListed, type SerialRead } from '../../../../server/production/stock/hot-list.ts'
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
beforeAll(async () => {
  running = await testApp()
  keeper = await namedOfficer(running.app, 'STOCK_KEEPER')
  operator = await namedOfficer(running.app, 'PRODUCTION_OPERATOR')
})
afterAll(() => running.close())

const storeCode = centres.factory.code
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

  test('is found again: in the store, off the list', async () => {
    const { app } = running
    const serial = await lostBlank()
    expect(await refusalOf(findBlank(app, operator, { serial, storeCode }))).toBe('FORBIDDEN')
    await findBlank(app, keeper, { serial, storeCode })
    expect(await blanksIn(app, [serial])).toMatchObject([{ status: 'IN_STORE', storeCode }])
    expect(await refusalOf(read({ serial }))).toBe('NOT_REFUSED')
    expect(await refusalOf(findBlank(app, keeper, { serial, storeCode }))).toBe('BLANKS_NOT_THERE')
    expect(await refusalOf(findBlank(app, keeper, { serial: 'PHZ1', storeCode }))).toBe('BLANKS_NOT_THERE')
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
    await findBlank(app, keeper, { serial: first, storeCode })
    expect(await shiftBalance(app.db, id)).toMatchObject({ lost: 0, returned: 1, expectedLeft: 2 })
  })
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
  })
})
