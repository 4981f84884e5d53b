import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { correctFile } from '../../server/issuance/correct-file.ts'
import { handOverReceipt } from '../../server/issuance/hand-over-receipt.ts'
import { listCard } from '../../server/issuance/lists/list-card.ts'
import { openCardList } from '../../server/issuance/lists/open-card-list.ts'
import { sendCardList } from '../../server/issuance/lists/send-card-list.ts'
import { takeListedCard } from '../../server/issuance/lists/take-listed-card.ts'
import { receiveCard } from '../../server/issuance/receive-card.ts'
import { recogniseHolder } from '../../server/issuance/recognise-holder.ts'
import { remakeCard } from '../../server/issuance/remake-card.ts'
import { arrangeShelf } from '../../server/issuance/shelves/arrange-shelf.ts'
import { closeCount } from '../../server/issuance/shelves/close-count.ts'
import { countCard } from '../../server/issuance/shelves/count-card.ts'
import { findShelved } from '../../server/issuance/shelves/find-shelved.ts'
import { startCount } from '../../server/issuance/shelves/start-count.ts'
import { giveUpUncollected } from '../../server/issuance/uncollected/give-up-uncollected.ts'
import { lapseUncollected } from '../../server/issuance/uncollected/lapse-uncollected.ts'
import { recallUncollected } from '../../server/issuance/uncollected/recall-uncollected.ts'
import { uncollectedCards } from '../../server/issuance/uncollected/uncollected-cards.ts'
import { keepCardPki } from '../../server/pki/card/keep-card-pki.ts'
import { confirmDeclaration } from '../../server/production/stock/confirm-declaration.ts'
import { declareStock } from '../../server/production/stock/declare-stock.ts'
import { witnessSpoilages } from '../../server/production/stock/witness-spoilages.ts'
import { centres, days, type TestApp, testApp } from '../support/app.ts'
import { type ArrivedCard, arrivedCards, cardGivenBack, cardState, issuer } from '../support/arrivals.ts'
import { collectorPerson, handToHolder, handToRepresentative } from '../support/counter.ts'
import { dispatchedCard, openStation, passedCard, plannedJob, qrOf } from '../support/factory.ts'
import type { MachineActor } from '../support/machines.ts'
import { hireOfficer, type Officer, officerOf } from '../support/officers.ts'
import { registerResident } from '../support/people.ts'
import { keepTemplates, printPng } from '../support/prints.ts'
import { refusalOf } from '../support/refusals.ts'

const here = centres.here.code
const letter = new TextEncoder().encode('%PDF-1.4 giấy ủy quyền')

let running: TestApp
let station: MachineActor
let model: string
let colleague: Officer
beforeAll(async () => {
  running = await testApp()
  const { app } = running
  station = await openStation(app, 20)
  await keepCardPki(app)
  await plannedJob(app)
  model = (await passedCard(app, station)).id
  colleague = (await hireOfficer(app, 'ISSUING_OFFICER')).actor
  await arrangeShelf(app, issuer, { centreCode: here, shelf: 'a', slots: 40 })
})
afterAll(() => running.close())

const arrived = (count: number) => arrivedCards(running.app, model, count)
const stateOf = (id: string) => cardState(running.app, id)
const oldCard = () => cardGivenBack(running.app, model)

async function oneArrived(): Promise<ArrivedCard> {
  const [card] = await arrived(1)
  if (!card) throw new RangeError('no slot is free')
  return card
}

const changeFile = (card: ArrivedCard, data: object) =>
  running.app.db.application.update({ where: { id: card.applicationId }, data })

describe('at the counter', () => {
  test('a proxy with a letter takes the card; nobody does without one, or where the fingers of the file are in doubt', async () => {
    const { app } = running
    const card = await oneArrived()
    const authorisation = { number: '12/2026/UQ', on: '2026-03-01' as never, paper: letter }
    const proxy = {
      scan: card.serial,
      collector: 'PROXY',
      person: collectorPerson({ relation: 'Chị' }),
    } as const
    const give = async (changes: object = {}) =>
      refusalOf(
        handToRepresentative(app, issuer, {
          ...proxy,
          authorisation,
          surrendered: await oldCard(),
          ...changes,
        }),
      )
    expect(await give({ authorisation: null })).toBe('COLLECTOR_UNKNOWN')
    expect(await give({ authorisation: { ...authorisation, on: '2026-03-03' } })).toBe('COLLECTOR_UNKNOWN')
    expect(await give({ authorisation: { ...authorisation, paper: new Uint8Array([1]) } })).toBe(
      'PAPER_UNREADABLE',
    )
    await changeFile(card, { flags: ['FINGERS_UNLIKE_EARLIER'] })
    expect(await give()).toBe('HOLDER_MUST_COME')
    await changeFile(card, { flags: [] })
    expect(await give()).toBe('NOT_REFUSED')
    expect(await stateOf(card.id)).toBe('ACTIVE ISSUED')
    const given = await app.db.handOver.findUniqueOrThrow({ where: { cardId: card.id } })
    expect(given).toMatchObject({
      collector: 'PROXY',
      person: proxy.person,
      authorisation: { number: '12/2026/UQ', on: '2026-03-01' },
      verifiedBy: null,
    })
    expect(await app.blobs.get(given.authorisationSha256 ?? '')).toEqual(Buffer.from(letter))
    expect(Buffer.from(await handOverReceipt(app, issuer, { cardId: card.id })).includes('/ByteRange')).toBe(
      true,
    )
  })

  test('the wrong person is refused and counted; the holder takes it from one of two officers', async () => {
    const { app } = running
    await plannedJob(app, { applicant: await registerResident(app) })
    const { id, applicationId } = await dispatchedCard(app, station)
    await receiveCard(app, issuer, { id })
    const file = await app.db.application.findUniqueOrThrow({ where: { id: applicationId } })
    await keepTemplates(app, file, { body: 1, positions: [2, 7] })
    const scan = await qrOf(app, id)
    const fingersOf = (body: number) =>
      Promise.all(
        ([2, 7] as const).map(async (position) => ({
          position,
          dpi: 500,
          file: await printPng(body, position, { impression: 2 }),
        })),
      )
    expect(await refusalOf(recogniseHolder(app, issuer, { scan, fingers: await fingersOf(2) }))).toBe(
      'NOT_THE_HOLDER',
    )
    const entry = await app.db.auditEntry.findFirstOrThrow({
      where: { subjectId: id, action: 'card.check-holder' },
    })
    expect(JSON.parse(entry.details)).toMatchObject({ verdict: 'DIFFERENT', tries: 1 })
    expect(await stateOf(id)).toBe('AT_UNIT READY shelved')
    const fingers = await fingersOf(1)
    const outcomes = await Promise.all(
      [issuer, colleague].map((officer) => refusalOf(handToHolder(app, officer, { scan, fingers }))),
    )
    expect(outcomes.filter((code) => code === 'NOT_REFUSED')).toHaveLength(1)
    expect(await stateOf(id)).toBe('ACTIVE ISSUED')
  })

  test('a misprint is made again first and free; wrong data go back to the desk with whose error it was', async () => {
    const { app } = running
    const [misprinted, wrong] = await arrived(2)
    await remakeCard(app, issuer, { scan: misprinted!.serial, misprint: 'PRINT' })
    expect(await stateOf(misprinted!.id)).toBe('REVOKED APPROVED')
    const file = (card: ArrivedCard) =>
      app.db.application.findUniqueOrThrow({ where: { id: card.applicationId } })
    expect(await file(misprinted!)).toMatchObject({
      fault: 'AUTHORITY',
      flags: ['REMAKING'],
      priority: 10,
      readyOn: null,
    })
    await correctFile(app, issuer, { scan: wrong!.serial, fault: 'CITIZEN' })
    expect(await stateOf(wrong!.id)).toBe('REVOKED RETURNED')
    expect(await file(wrong!)).toMatchObject({ fault: 'CITIZEN', reasonCodes: ['CARD_DATA_WRONG'] })
    const spoiled = await app.db.spoilage.count({
      where: { blankSerial: { in: [misprinted!.serial, wrong!.serial] } },
    })
    expect(spoiled).toBe(2)
    expect(await refusalOf(remakeCard(app, issuer, { scan: wrong!.serial, misprint: 'PRINT' }))).toBe(
      'CARD_NOT_HERE',
    )
  })
})

describe('the shelf', () => {
  test('gives each card the lowest free slot, takes it back at the hand-over, and finds it', async () => {
    const { app } = running
    const [first, second] = await arrived(2)
    await handToRepresentative(app, issuer, { scan: first!.serial, surrendered: await oldCard() })
    const third = await oneArrived()
    expect(third.slot).toBe(first!.slot)
    expect(second!.slot).toBeGreaterThan(first!.slot)
    const label = `A-${String(second!.slot).padStart(3, '0')}`
    expect(await findShelved(app, issuer, { text: second!.serial })).toMatchObject([{ slot: label }])
    expect(await findShelved(app, issuer, { text: label })).toMatchObject([{ serial: second!.serial }])
    expect(await findShelved(app, officerOf('ISSUING_OFFICER', '79'), { text: label })).toEqual([])
  })

  test('is counted: what is missing and what is foreign is told, with where it belongs', async () => {
    const { app } = running
    const [found, missing] = await arrived(2)
    const { id } = await startCount(app, issuer, { centreCode: here })
    expect((await startCount(app, colleague, { centreCode: here })).id).toBe(id)
    const waiting = await app.db.card.findMany({ where: { centreCode: here, status: 'AT_UNIT' } })
    const scanned = waiting.filter((card) => card.id !== missing!.id)
    for (const { serial } of scanned) await countCard(app, issuer, { countId: id, scan: serial })
    expect(await countCard(app, colleague, { countId: id, scan: found!.serial })).toMatchObject({
      finding: 'FOUND',
      again: true,
    })
    const foreign = await app.db.card.findFirstOrThrow({ where: { status: 'ACTIVE' } })
    expect(await countCard(app, issuer, { countId: id, scan: foreign.serial })).toMatchObject({
      finding: 'FOREIGN',
      state: 'ACTIVE',
    })
    expect(await closeCount(app, issuer, { id })).toMatchObject({
      expected: waiting.length,
      found: scanned.length,
      missing: 1,
      foreign: 1,
    })
    expect(await app.db.shelfScan.findMany({ where: { countId: id, finding: 'MISSING' } })).toMatchObject([
      { serial: missing!.serial },
    ])
    expect(await refusalOf(countCard(app, issuer, { countId: id, scan: found!.serial }))).toBe('COUNT_CLOSED')
  })
})

test('a card that nobody comes for is given up, recalled, given up again, sent back and destroyed by two officers', async () => {
  const { app } = running
  const card = await oneArrived()
  const readyOn = async () => (await changeFile(card, {})).readyOn?.toISOString().slice(0, 10)
  const first = await readyOn()
  running.advanceClock(days(30))
  expect(await giveUpUncollected(app)).toBe(0)
  const { cards } = await uncollectedCards(app, issuer, { after: null })
  expect(cards.find(({ serial }) => serial === card.serial)).toMatchObject({
    remindedDay: 30,
    readyOn: first,
  })
  running.advanceClock(days(60))
  expect(await giveUpUncollected(app)).toBeGreaterThan(0)
  expect(await stateOf(card.id)).toBe('AT_UNIT UNCOLLECTED shelved')
  await recallUncollected(app, issuer, { scan: card.serial })
  expect(await stateOf(card.id)).toBe('AT_UNIT READY shelved')
  expect(await readyOn()).not.toBe(first)
  running.advanceClock(days(90))
  await giveUpUncollected(app)

  const toCentre = centres.factory.code
  const { id } = await openCardList(app, issuer, { kind: 'RETURN', fromCentre: here, toCentre })
  await listCard(app, issuer, { listId: id, scan: card.serial })
  await sendCardList(app, issuer, { id })
  const supervisor = (await hireOfficer(app, 'PRODUCTION_SUPERVISOR')).actor
  const keeper = (await hireOfficer(app, 'STOCK_KEEPER')).actor
  await takeListedCard(app, supervisor, { listId: id, scan: card.serial })
  expect(await stateOf(card.id)).toBe('AT_UNIT UNCOLLECTED')
  const lapse = () => lapseUncollected(app, supervisor, { scan: card.serial })
  expect(await refusalOf(lapse())).toBe('TOO_EARLY_TO_LAPSE')
  running.advanceClock(days(275))
  await lapse()
  expect(await stateOf(card.id)).toBe('REVOKED LAPSED')

  await witnessSpoilages(app, keeper, { storeCode: toCentre, serials: [card.serial] })
  const destruction = {
    kind: 'DESTRUCTION',
    storeCode: toCentre,
    serials: [card.serial],
    reason: 'Cắt vụn thẻ',
  } as const
  const declared = await declareStock(app, supervisor, destruction)
  expect(await refusalOf(confirmDeclaration(app, supervisor, declared))).toBe('ANOTHER_OFFICER_NEEDED')
  const { minutesId } = await confirmDeclaration(app, keeper, declared)
  expect(await stateOf(card.id)).toBe('DESTROYED LAPSED')
  expect(await app.db.minutes.findUniqueOrThrow({ where: { id: minutesId } })).toMatchObject({
    kind: 'DESTRUCTION',
    body: { cards: [{ serial: card.serial, reason: 'UNCOLLECTED', spoilClass: 'RECALL' }] },
  })
})
