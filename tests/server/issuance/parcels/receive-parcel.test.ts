import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { closeParcelReceipt } from '../../../../server/issuance/parcels/close-parcel-receipt.ts'
import { receiveParcelCard } from '../../../../server/issuance/parcels/receive-parcel-card.ts'
import { receiveParcel } from '../../../../server/issuance/parcels/receive-parcel.ts'
import { reconcileParcel } from '../../../../server/issuance/parcels/reconcile-parcel.ts'
import { sendBackCard } from '../../../../server/issuance/parcels/send-back-card.ts'
import { writeOffParcel } from '../../../../server/issuance/parcels/write-off-parcel.ts'
import { type TestApp, testApp } from '../../../support/app.ts'
import { clonedCards } from '../../../support/cloned-cards.ts'
import { handToRepresentative } from '../../../support/counter.ts'
import {
  openStation,
  passedCard,
  plannedJob,
  producer,
  qrOf,
  sealOf,
  sendCards,
} from '../../../support/factory.ts'
import { hireOfficer, type Officer, officerOf } from '../../../support/officers.ts'
import { refusalOf } from '../../../support/refusals.ts'

const stranger = officerOf('ISSUING_OFFICER', '79')
const conclusion = 'Đã tìm thấy đủ thẻ trong kho của đơn vị'

let running: TestApp
let model: string
let issuer: Officer
let supervisor: Officer
beforeAll(async () => {
  running = await testApp()
  const { app } = running
  await plannedJob(app)
  model = (await passedCard(app, await openStation(app))).id
  issuer = (await hireOfficer(app, 'ISSUING_OFFICER')).actor
  supervisor = (await hireOfficer(app, 'PRODUCTION_SUPERVISOR')).actor
})
afterAll(() => running.close())

/** A parcel on its way, and its cards in their order. */
async function onItsWay(count: number) {
  const { app } = running
  const ids = await clonedCards(app, model, count)
  const id = await sendCards(app, ids)
  const items = await app.db.parcelItem.findMany({
    where: { parcelId: id },
    orderBy: [{ box: 'asc' }, { position: 'asc' }],
    include: { card: true },
  })
  return { id, cards: items.map(({ card }) => card) }
}
const parcelOf = (id: string) =>
  running.app.db.parcel.findUniqueOrThrow({
    where: { id },
    include: { items: { orderBy: [{ box: 'asc' }, { position: 'asc' }] }, minutes: true, settlement: true },
  })
const fileOf = async (cardId: string) => {
  const { status, application } = await running.app.db.card.findUniqueOrThrow({
    where: { id: cardId },
    include: { application: true },
  })
  return `${status} ${application.status}`
}
const scanIn = (parcelId: string, scan: string, damaged = false) =>
  receiveParcelCard(running.app, issuer, { parcelId, scan, damaged })

describe('a parcel', () => {
  test('whose seal is whole is taken over at once, counted, and closed', async () => {
    const { app } = running
    const { id, cards } = await onItsWay(3)
    await app.db.card.update({ where: { id: cards[2]!.id }, data: { status: 'REVOKED' } })
    expect(await refusalOf(receiveParcel(app, stranger, { id, sealNumber: await sealOf(app, id) }))).toBe(
      'FORBIDDEN',
    )
    expect(await refusalOf(receiveParcel(app, producer, { id, sealNumber: await sealOf(app, id) }))).toBe(
      'FORBIDDEN',
    )
    expect(await refusalOf(receiveParcel(app, issuer, { id, sealNumber: 'NP-9' }))).toBe('SEAL_MISMATCH')
    await receiveParcel(app, issuer, { id, sealNumber: await sealOf(app, id) })
    expect(await fileOf(cards[0]!.id)).toBe('AT_UNIT READY')
    const { items, status } = await parcelOf(id)
    expect(status).toBe('RECEIVED')
    expect(items.map(({ finding, settled }) => [finding, settled])).toEqual([
      [null, null],
      [null, null],
      ['REVOKED', 'SENT_BACK'],
    ])
    expect(await closeParcelReceipt(app, issuer, { id })).toEqual({ state: 'RECONCILED', findings: 0 })
    expect(await parcelOf(id)).toMatchObject({ closedBy: issuer.id, minutes: null })
    expect(await refusalOf(receiveParcel(app, issuer, { id, sealNumber: await sealOf(app, id) }))).toBe(
      'TRANSITION_REFUSED',
    )
  })

  test('is opened card by card, each scanned once', async () => {
    const { id, cards } = await onItsWay(2)
    expect(await scanIn(id, cards[1]!.serial)).toMatchObject({ finding: null, again: false, left: 1 })
    expect(await fileOf(cards[1]!.id)).toBe('AT_UNIT READY')
    expect(await fileOf(cards[0]!.id)).toBe('DISPATCHED IN_TRANSIT')
    expect(await scanIn(id, cards[1]!.serial)).toMatchObject({ again: true, left: 1 })
    expect(await scanIn(id, cards[0]!.serial)).toMatchObject({ left: 0 })
    expect(await closeParcelReceipt(running.app, issuer, { id })).toEqual({
      state: 'RECONCILED',
      findings: 0,
    })
    expect(await refusalOf(scanIn(id, cards[0]!.serial))).toBe('TRANSITION_REFUSED')
  })
})

describe('a discrepancy', () => {
  test('is a case with a record; a card found later and a foreign one sent back end it', async () => {
    const { app } = running
    const { id, cards } = await onItsWay(2)
    const other = await onItsWay(1)
    await scanIn(id, cards[0]!.serial)
    expect(await scanIn(id, other.cards[0]!.serial)).toMatchObject({ finding: 'EXTRA', left: 1 })
    expect(await closeParcelReceipt(app, issuer, { id })).toEqual({ state: 'DISPUTED', findings: 2 })
    const disputed = await parcelOf(id)
    expect(disputed.minutes).toMatchObject({
      kind: 'DISCREPANCY',
      body: {
        parcel: disputed.number,
        from: { code: 'SX001' },
        to: { code: 'HN001' },
        expected: 2,
        found: 1,
        cards: [
          { serial: other.cards[0]!.serial, finding: 'EXTRA' },
          { serial: cards[1]!.serial, finding: 'MISSING' },
        ],
      },
      signatures: [{ officerId: issuer.id, part: 'DECLARER' }],
    })
    expect(await refusalOf(reconcileParcel(app, issuer, { id, conclusion }))).toBe('PARCEL_NOT_SETTLED')
    expect(await scanIn(id, cards[1]!.serial)).toMatchObject({ finding: null, again: false, left: 0 })
    expect(await fileOf(cards[1]!.id)).toBe('AT_UNIT READY')
    const extra = disputed.items.find(({ finding }) => finding === 'EXTRA')
    await sendBackCard(app, issuer, { parcelId: id, itemId: extra?.id ?? '' })
    expect(await refusalOf(reconcileParcel(app, issuer, { id, conclusion: 'ổn' }))).toBe('CONCLUSION_NEEDED')
    await reconcileParcel(app, issuer, { id, conclusion })
    expect(await parcelOf(id)).toMatchObject({
      status: 'RECONCILED',
      settlement: {
        body: { conclusion, found: 2 },
        signatures: [{ part: 'DECLARER' }, { part: 'CONFIRMER' }],
      },
    })
    // Where it belongs it still arrives.
    await scanIn(other.id, other.cards[0]!.serial)
    expect(await fileOf(other.cards[0]!.id)).toBe('AT_UNIT READY')
  })

  test('of cards that never came or came broken is written off by the factory: revoked, hot-listed, made again', async () => {
    const { app } = running
    const { id, cards } = await onItsWay(3)
    const [good, missing, damaged] = cards
    await scanIn(id, good!.serial)
    expect(await scanIn(id, damaged!.serial, true)).toMatchObject({ finding: 'DAMAGED' })
    expect(await fileOf(damaged!.id)).toBe('DISPATCHED IN_TRANSIT')
    await closeParcelReceipt(app, issuer, { id })
    const both = { ...issuer, roles: [...issuer.roles, ...supervisor.roles] }
    const end = (by: Officer) => writeOffParcel(app, by, { id, conclusion })
    expect(await refusalOf(end(issuer))).toBe('FORBIDDEN')
    expect(await refusalOf(end(both))).toBe('ANOTHER_OFFICER_NEEDED')
    await end(supervisor)
    const { status, items, settlement } = await parcelOf(id)
    expect([status, ...items.map(({ settled }) => settled)]).toEqual([
      'RECONCILED',
      null,
      'WRITTEN_OFF',
      'SENT_BACK',
    ])
    expect(settlement).toMatchObject({ signatures: [{ officerId: issuer.id }, { officerId: supervisor.id }] })
    expect([await fileOf(missing!.id), await fileOf(damaged!.id), await fileOf(good!.id)]).toEqual([
      'REVOKED APPROVED',
      'REVOKED APPROVED',
      'AT_UNIT READY',
    ])
    const file = await app.db.application.findUniqueOrThrow({ where: { id: missing!.applicationId } })
    expect(file).toMatchObject({ priority: 10, flags: ['REMAKING'] })
    expect(
      await app.db.applicationStage.count({
        where: { applicationId: file.id, stage: 'plan-print-job', status: 'PENDING' },
      }),
    ).toBe(1)
    expect(await app.db.hotListEntry.findUniqueOrThrow({ where: { serial: missing!.serial } })).toMatchObject(
      {
        reason: 'MISSING_IN_PARCEL',
      },
    )
    expect(
      await app.db.spoilage.findUniqueOrThrow({ where: { blankSerial: damaged!.serial } }),
    ).toMatchObject({
      failClass: 'DAMAGE',
    })
    const later = await onItsWay(1)
    expect(await refusalOf(scanIn(later.id, missing!.serial))).toBe('HOT_LISTED')
    expect(await refusalOf(end(supervisor))).toBe('TRANSITION_REFUSED')
  })

  test('is not taken from the holder of a card that was handed over after it was counted as missing', async () => {
    const { app } = running
    const { id, cards } = await onItsWay(2)
    const [{ id: cardId, serial, applicationId }] = cards as [(typeof cards)[number]]
    await receiveParcel(app, issuer, { id, sealNumber: await sealOf(app, id) })
    await closeParcelReceipt(app, issuer, { id, missingSerials: [serial] })
    await app.db.card.update({ where: { id: cardId }, data: { status: 'ACTIVE' } })
    await app.db.application.update({ where: { id: applicationId }, data: { status: 'ISSUED' } })
    await writeOffParcel(app, supervisor, { id, conclusion })
    const { status, items } = await parcelOf(id)
    expect([status, ...items.map(({ settled }) => settled)]).toEqual(['RECONCILED', 'FOUND', null])
    expect(await fileOf(cardId)).toBe('ACTIVE ISSUED')
    expect(await app.db.hotListEntry.count({ where: { serial } })).toBe(0)
  })

  test('may show after a parcel was taken over whole, and a card found then is received once', async () => {
    const { app } = running
    const { id, cards } = await onItsWay(2)
    await receiveParcel(app, issuer, { id, sealNumber: await sealOf(app, id) })
    const missingSerials = [cards[0]!.serial]
    expect(await refusalOf(closeParcelReceipt(app, issuer, { id, missingSerials: ['KHONGCO'] }))).toBe(
      'NOT_FOUND',
    )
    expect(await closeParcelReceipt(app, issuer, { id, missingSerials })).toEqual({
      state: 'DISPUTED',
      findings: 1,
    })
    await scanIn(id, cards[0]!.serial)
    await reconcileParcel(app, issuer, { id, conclusion })
    expect((await parcelOf(id)).items.map(({ settled }) => settled)).toEqual(['FOUND', null])
    expect(await fileOf(cards[0]!.id)).toBe('AT_UNIT READY')
  })

  test('ends for a card that its holder is handed though it was counted as missing', async () => {
    const { app } = running
    const { id, cards } = await onItsWay(2)
    const [{ id: cardId, serial }] = cards as [(typeof cards)[number]]
    await receiveParcel(app, issuer, { id, sealNumber: await sealOf(app, id) })
    await closeParcelReceipt(app, issuer, { id, missingSerials: [serial] })
    const scan = await qrOf(app, cardId)
    // Of its clones, which are all of one resident, this one alone counts.
    await app.db.card.updateMany({ where: { id: { not: cardId } }, data: { status: 'REPLACED' } })
    await handToRepresentative(app, issuer, { scan })
    expect((await parcelOf(id)).items.map(({ settled }) => settled)).toEqual(['FOUND', null])
    await reconcileParcel(app, issuer, { id, conclusion })
    expect(await parcelOf(id)).toMatchObject({ status: 'RECONCILED' })
  })
})
