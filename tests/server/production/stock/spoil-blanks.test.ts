import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { issueBlanks } from '../../../../server/production/issue-blanks.ts'
import { reportPrintJob } from '../../../../server/production/report-print-job.ts'
import { claimLot } from '../../../../server/production/stock/claim-lot.ts'
import { confirmDeclaration } from '../../../../server/production/stock/confirm-declaration.ts'
import { declareStock } from '../../../../server/production/stock/declare-stock.ts'
import { spoilBlanks } from '../../../../server/production/stock/spoil-blanks.ts'
import { withdrawDeclaration } from '../../../../server/production/stock/withdraw-declaration.ts'
import { witnessSpoilages } from '../../../../server/production/stock/witness-spoilages.ts'
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
const spoilageOf = (serial: string) =>
  running.app.db.spoilage.findUniqueOrThrow({ where: { blankSerial: serial } })
const spoil = (serials: readonly string[], by = operator) =>
  spoilBlanks(running.app, by, {
    storeCode,
    serials,
    spoilClass: 'DEAD_ON_ARRIVAL',
    reason: 'Chip không trả lời',
  })
const witness = (serials: readonly string[], by = keeper) =>
  witnessSpoilages(running.app, by, { storeCode, serials })
const declare = (serials: readonly string[], by = keeper) =>
  declareStock(running.app, by, { kind: 'DESTRUCTION', storeCode, serials, reason: 'Cắt bằng máy hủy thẻ.' })

/** Blanks of a new lot, spoiled and seen by a second officer. */
async function witnessed(count: number) {
  const lot = await deliveredLot(running.app, keeper, count)
  await spoil(lot.serials)
  await witness(lot.serials)
  return lot
}

describe('a spoiled blank', () => {
  test('of a job has its row with class, reason, job, station and shift', async () => {
    const { app } = running
    const station = await openStation(app, 1)
    await plannedJob(app)
    const { id, lease, blankSerial } = await workUntil(app, station, 'PRINTED')
    await reportPrintJob(app, station, { id, report: { event: 'spoil', lease, reason: 'QR_NOT_FOUND' } })
    expect(await spoilageOf(blankSerial)).toMatchObject({
      jobId: id,
      failClass: 'PRINT',
      reason: 'QR_NOT_FOUND',
      actorId: station.id,
      witnessId: null,
      sodSha256: null,
    })
    // A card without a chip that opens may be thrown on the heap: nothing can be done with it.
    expect(await app.db.hotListEntry.count({ where: { serial: blankSerial } })).toBe(0)
  })

  test('outside a job is spoiled with its history, wherever it lay', async () => {
    const { app } = running
    const { serials } = await deliveredLot(app, keeper, 2)
    await spoil(serials)
    expect((await blanksIn(app, serials)).map(({ status }) => status)).toEqual(['SPOILED', 'SPOILED'])
    expect(await spoilageOf(serials[0] ?? '')).toMatchObject({
      failClass: 'DEAD_ON_ARRIVAL',
      actorId: operator.id,
    })
    expect(await app.db.transition.count({ where: { recordId: { in: [...serials] }, event: 'spoil' } })).toBe(
      2,
    )
  })

  test('is witnessed by a second officer, once', async () => {
    const { serials } = await deliveredLot(running.app, keeper, 1)
    await spoil(serials)
    expect(await refusalOf(witness(serials, operator))).toBe('ANOTHER_OFFICER_NEEDED')
    expect(await witness(serials)).toEqual({ count: 1 })
    expect(await spoilageOf(serials[0] ?? '')).toMatchObject({ witnessId: keeper.id })
    expect(await refusalOf(witness(serials, await namedOfficer(running.app, 'QUALITY_CONTROLLER')))).toBe(
      'BLANKS_NOT_THERE',
    )
  })
})

test('two officers who witness the same blank at once: one has', async () => {
  const { serials } = await deliveredLot(running.app, keeper, 1)
  await spoil(serials)
  const other = await namedOfficer(running.app, 'QUALITY_CONTROLLER')
  const codes = await Promise.all([keeper, other].map((one) => refusalOf(witness(serials, one))))
  expect(codes.toSorted()).toEqual(['BLANKS_NOT_THERE', 'NOT_REFUSED'])
})

test.each([
  ['PHZ000000001', 'PHZ000000001'],
  ['001203000018', null],
  ['001203000018|MẪU VĂN AN|01012003', null],
])(
  'a refusal tells %s back as the serial that is amiss only if it can be one',
  async (scanned, firstAmiss) => {
    await expect(spoil([scanned])).rejects.toMatchObject({ code: 'BLANKS_NOT_THERE', facts: { firstAmiss } })
  },
)

describe('blanks are not spoiled, and nothing is changed,', () => {
  test('that are unknown, elsewhere, spoiled already or in a machine', async () => {
    const { app } = running
    const { serials } = await deliveredLot(app, keeper, 3)
    const station = await bookedStation(app)
    await issueBlanks(app, keeper, { stationId: station.id, count: 1 })
    await plannedJob(app)
    const { blankSerial } = await workUntil(app, station, 'CLAIMED')
    const [before, [one = '']] = [await contentOf(app), serials.toReversed()]
    expect(await refusalOf(spoil([one, 'PHZ000000001']))).toBe('BLANKS_NOT_THERE')
    expect(await refusalOf(spoil([one, blankSerial]))).toBe('BLANK_IN_MACHINE')
    expect(await refusalOf(spoil([]))).toBe('TOO_MANY_FOR_MINUTES')
    const elsewhere = {
      storeCode: centres.here.code,
      serials: [one],
      spoilClass: 'DAMAGE',
      reason: 'Cong',
    } as const
    expect(await refusalOf(spoilBlanks(app, operator, elsewhere))).toBe('BLANKS_NOT_THERE')
    expect(await refusalOf(spoil([one], officerOf('PRODUCTION_OPERATOR', '79')))).toBe('FORBIDDEN')
    expect(await contentOf(app)).toEqual(before)
  })
})

describe('destruction', () => {
  test('takes two officers, and its record lists every serial', async () => {
    const { app } = running
    const { serials } = await witnessed(3)
    const { id } = await declare(serials)
    expect((await blanksIn(app, serials)).map(({ status }) => status)).toEqual(Array(3).fill('SPOILED'))
    expect(await refusalOf(confirmDeclaration(app, keeper, { id }))).toBe('ANOTHER_OFFICER_NEEDED')
    const { minutesId } = await confirmDeclaration(app, operator, { id })
    expect((await blanksIn(app, serials)).map(({ status }) => status)).toEqual(Array(3).fill('DESTROYED'))
    expect(await spoilageOf(serials[2] ?? '')).toMatchObject({ destructionId: minutesId })
    const { number, body, signatures } = await app.db.minutes.findUniqueOrThrow({ where: { id: minutesId } })
    expect(number).toMatch(/^\d+\/2026\/BB-TH$/)
    expect(body).toMatchObject({
      cards: serials.map((serial) => ({ serial, spoilClass: 'DEAD_ON_ARRIVAL' })),
    })
    expect(signatures).toMatchObject([
      { officerId: keeper.id, part: 'DECLARER' },
      { officerId: operator.id, part: 'CONFIRMER' },
    ])
    expect(await refusalOf(confirmDeclaration(app, operator, { id }))).toBe('DECLARATION_DECIDED')
  })

  test('is refused of what nobody has witnessed, of good blanks, and when it was withdrawn', async () => {
    const { app } = running
    const { serials } = await deliveredLot(app, keeper, 2)
    expect(await refusalOf(declare(serials))).toBe('BLANKS_NOT_THERE')
    await spoil(serials)
    expect(await refusalOf(declare(serials))).toBe('WITNESS_MISSING')
    await witness(serials)
    const { id } = await declare(serials)
    await withdrawDeclaration(app, keeper, { id })
    expect(await refusalOf(confirmDeclaration(app, operator, { id }))).toBe('DECLARATION_DECIDED')
    expect(await refusalOf(confirmDeclaration(app, operator, { id: unknownId() }))).toBe('NOT_FOUND')
  })

  test('declared twice happens once', async () => {
    const { app } = running
    const { serials } = await witnessed(1)
    const declared = [await declare(serials), await declare(serials)]
    const codes = await Promise.all(
      declared.map(({ id }) => refusalOf(confirmDeclaration(app, operator, { id }))),
    )
    expect(codes.toSorted()).toEqual(['BLANKS_NOT_THERE', 'NOT_REFUSED'])
  })
})

describe('dead blanks of a lot', () => {
  test('are claimed from its supplier together, each once', async () => {
    const { app } = running
    const { id: lotId, serials } = await witnessed(4)
    const { id, count, minutesId } = await claimLot(app, keeper, { lotId })
    expect(count).toBe(4)
    expect(await spoilageOf(serials[0] ?? '')).toMatchObject({ claimId: id })
    const { body } = await app.db.minutes.findUniqueOrThrow({ where: { id: minutesId } })
    expect(body).toMatchObject({
      kind: 'CLAIM',
      supplier: 'Công ty Phôi Mẫu',
      blanks: serials.map((serial) => ({ serial })),
    })
    expect(await refusalOf(claimLot(app, keeper, { lotId }))).toBe('NOTHING_TO_CLAIM')
    expect(await refusalOf(claimLot(app, operator, { lotId }))).toBe('FORBIDDEN')
    expect(await refusalOf(claimLot(app, keeper, { lotId: unknownId() }))).toBe('NOT_FOUND')
  })

  test('are not claimed before a second officer has seen them', async () => {
    const { id: lotId, serials } = await deliveredLot(running.app, keeper, 1)
    await spoil(serials)
    expect(await refusalOf(claimLot(running.app, keeper, { lotId }))).toBe('NOTHING_TO_CLAIM')
  })
})
