import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dispatchParcel } from '../../../../server/production/dispatch/dispatch-parcel.ts'
import { cardsToPack } from '../../../../server/production/dispatch/cards-to-pack.ts'
import { offerParcel } from '../../../../server/production/dispatch/offer-parcel.ts'
import { openParcel } from '../../../../server/production/dispatch/open-parcel.ts'
import { packCard } from '../../../../server/production/dispatch/pack-card.ts'
import { reopenParcel } from '../../../../server/production/dispatch/reopen-parcel.ts'
import { sealParcel } from '../../../../server/production/dispatch/seal-parcel.ts'
import { takeOutCard } from '../../../../server/production/dispatch/take-out-card.ts'
import { takeParcel } from '../../../../server/production/dispatch/take-parcel.ts'
import { receiveCard } from '../../../../server/issuance/receive-card.ts'
import { centres, type TestApp, testApp } from '../../../support/app.ts'
import { clonedCards } from '../../../support/cloned-cards.ts'
import {
  cardOf,
  controller,
  openStation,
  packedParcel,
  passedCard,
  plannedJob,
  producer,
  qrOf,
  newSeal,
  sealOf,
  workUntil,
} from '../../../support/factory.ts'
import { officerOf } from '../../../support/officers.ts'
import { refusalOf } from '../../../support/refusals.ts'
import { contentOf } from '../../../support/rows.ts'

const issuer = officerOf('ISSUING_OFFICER')

let running: TestApp
let model: string
beforeAll(async () => {
  running = await testApp()
  const { app } = running
  await plannedJob(app)
  const station = await openStation(app)
  model = (await passedCard(app, station)).id
})
afterAll(() => running.close())

/** Cards that passed, of files of their own. */
async function cards(count: number) {
  const { app } = running
  const ids = await clonedCards(app, model, count)
  const kept = await app.db.card.findMany({ where: { id: { in: [...ids] } }, orderBy: { id: 'asc' } })
  return kept
}
const parcelOf = (id: string) =>
  running.app.db.parcel.findUniqueOrThrow({ where: { id }, include: { items: true } })
describe('packing', () => {
  test('takes cards that passed, of the parcel’s centre, once, and into a new box where one is full', async () => {
    const { app } = running
    const [first, second, third] = await cards(3)
    const parcelId = await packedParcel(app, [first!.id, second!.id], 2)
    const pack = (scan: string, id = parcelId) => packCard(app, producer, { parcelId: id, scan })
    expect(await refusalOf(pack(first!.serial))).toBe('CARD_PACKED_ALREADY')
    const { id: other } = await openParcel(app, producer, { centreCode: centres.here.code })
    expect(await refusalOf(pack(second!.serial, other))).toBe('CARD_PACKED_ALREADY')
    expect(await pack(third!.serial)).toMatchObject({ box: 2, position: 1, count: 3 })
    const { id: elsewhere } = await openParcel(app, producer, { centreCode: centres.elsewhere.code })
    await takeOutCard(app, producer, { parcelId, scan: third!.serial })
    expect(await refusalOf(pack(third!.serial, elsewhere))).toBe('CARD_FOR_OTHER_CENTRE')
    expect(await pack(third!.serial, other)).toMatchObject({ box: 1, position: 1, count: 1 })
    const packed = { action: 'parcel.pack', subjectId: other, actorId: producer.id }
    expect(await app.db.auditEntry.count({ where: packed })).toBe(1)
    expect(await refusalOf(pack('KHONGCO1'))).toBe('NOT_FOUND')
    expect(await refusalOf(pack('https://example.invalid/' + 'x'.repeat(40)))).toBe('ILLEGAL_CARD_QR')
    expect(await refusalOf(packCard(app, controller, { parcelId, scan: first!.serial }))).toBe('FORBIDDEN')
    expect(await refusalOf(openParcel(app, producer, { centreCode: centres.factory.code }))).toBe('NOT_FOUND')
    const illegal = { centreCode: centres.here.code, boxCapacity: 0 }
    expect(await refusalOf(openParcel(app, producer, illegal))).toBe('ILLEGAL_BOX_CAPACITY')
  })

  test('refuses a card before quality control, one that was revoked, and raises an alarm for one that is hot-listed', async () => {
    const { app } = running
    const station = await openStation(app)
    await plannedJob(app)
    const { id: jobId } = await workUntil(app, station, 'STACKED')
    const stacked = await cardOf(app, jobId)
    const [revoked, listed] = await cards(2)
    const { id: parcelId } = await openParcel(app, producer, { centreCode: centres.here.code })
    const pack = (scan: string) => refusalOf(packCard(app, producer, { parcelId, scan }))
    expect(await pack(await qrOf(app, stacked.id))).toBe('CARD_NOT_TO_PACK')
    await app.db.card.update({ where: { id: revoked!.id }, data: { status: 'REVOKED' } })
    expect(await pack(revoked!.serial)).toBe('CARD_NOT_TO_PACK')
    const entry = { serial: listed!.serial, reason: 'LOST', at: new Date(app.clock()), actorId: 'test' }
    await app.db.hotListEntry.create({ data: entry })
    expect(await pack(listed!.serial)).toBe('HOT_LISTED')
    expect(await app.db.hotListAlarm.count({ where: { serial: listed!.serial, place: 'PARCEL' } })).toBe(1)
    expect(await parcelOf(parcelId)).toMatchObject({ count: 0, items: [] })
  })

  test('tells where cards wait, without those that are packed', async () => {
    const { app } = running
    const waiting = async () =>
      (await cardsToPack(app, producer)).find(({ centreCode }) => centreCode === 'HN001')
    const before = (await waiting())?.cards ?? 0
    const two = await cards(2)
    expect(await waiting()).toMatchObject({ unitCode: '01', cards: before + 2 })
    await packedParcel(
      app,
      two.map(({ id }) => id),
    )
    expect((await waiting())?.cards ?? 0).toBe(before)
  })
})

describe('a sealed parcel', () => {
  test('changes no more, until it is reopened', async () => {
    const { app } = running
    const [first, second] = await cards(2)
    const id = await packedParcel(app, [first!.id])
    const { id: empty } = await openParcel(app, producer, { centreCode: centres.here.code })
    expect(await refusalOf(sealParcel(app, producer, { id: empty, sealNumber: newSeal() }))).toBe(
      'PARCEL_EMPTY',
    )
    expect(await refusalOf(sealParcel(app, producer, { id, sealNumber: '?' }))).toBe('SEAL_NUMBER_NEEDED')
    await sealParcel(app, producer, { id, sealNumber: ' np-900123 ' })
    const sealed = await parcelOf(id)
    expect(sealed).toMatchObject({ status: 'SEALED', sealNumber: 'NP-900123', sealedBy: producer.id })
    expect(sealed.listSha256).toMatch(/^[0-9a-f]{64}$/)
    const before = await contentOf(app)
    const scan = second!.serial
    expect(await refusalOf(packCard(app, producer, { parcelId: id, scan }))).toBe('PARCEL_NOT_OPEN')
    expect(await refusalOf(takeOutCard(app, producer, { parcelId: id, scan: first!.serial }))).toBe(
      'PARCEL_NOT_OPEN',
    )
    expect(await refusalOf(sealParcel(app, producer, { id, sealNumber: newSeal() }))).toBe(
      'TRANSITION_REFUSED',
    )
    expect(await contentOf(app)).toEqual(before)
    await reopenParcel(app, producer, { id })
    expect(await parcelOf(id)).toMatchObject({ status: 'OPEN', sealNumber: null, listSha256: null })
    // What was broken once is on no parcel again, this one or another.
    const used = { id, sealNumber: 'NP-900123' }
    expect(await refusalOf(sealParcel(app, producer, used))).toBe('SEAL_USED')
    expect(await parcelOf(id)).toMatchObject({ status: 'OPEN', sealNumber: null })
  })

  test('leaves with every card and file, with their history and the dates that citizens see', async () => {
    const { app } = running
    const five = await cards(5)
    const ids = five.map(({ id }) => id)
    const id = await packedParcel(app, ids)
    await sealParcel(app, producer, { id, sealNumber: newSeal() })
    const send = (trackingCode: string) =>
      dispatchParcel(app, producer, { id, carrier: 'POST', trackingCode })
    expect(await refusalOf(send('  '))).toBe('TRACKING_CODE_NEEDED')
    await send('rr 123'.replace(' ', '-'))
    expect(await parcelOf(id)).toMatchObject({
      status: 'DISPATCHED',
      carrier: 'POST',
      trackingCode: 'RR-123',
    })
    const sent = await app.db.card.findMany({ where: { id: { in: ids } }, include: { application: true } })
    const states = sent.map(({ status, application }) => `${status} ${application.status}`)
    expect(new Set(states)).toEqual(new Set(['DISPATCHED IN_TRANSIT']))
    // As the single move writes them: what is finished, each with a day.
    const steps = ['RECEIVED', 'UNDER_REVIEW', 'IN_PRODUCTION']
    for (const { application } of sent)
      expect(Object.keys(application.stepDates as object).toSorted()).toEqual(steps.toSorted())
    const both = [...ids, ...sent.map(({ applicationId }) => applicationId)]
    const history = await app.db.transition.findMany({ where: { recordId: { in: both }, event: 'dispatch' } })
    expect(history).toHaveLength(10)
    expect(new Set(history.map(({ version, recordId }) => `${recordId} ${version}`)).size).toBe(10)
    expect(await refusalOf(send('RR-124'))).toBe('TRANSITION_REFUSED')
  })

  test('with a card that was revoked since, or whose list was changed behind its back, does not leave', async () => {
    const { app } = running
    const [first, second] = await cards(2)
    const id = await packedParcel(app, [first!.id, second!.id])
    await sealParcel(app, producer, { id, sealNumber: newSeal() })
    const send = () =>
      refusalOf(dispatchParcel(app, producer, { id, carrier: 'COURIER', trackingCode: 'EMS-1' }))
    await app.db.card.update({ where: { id: first!.id }, data: { status: 'REVOKED' } })
    expect(await send()).toBe('CARDS_NOT_TO_SEND')
    await app.db.card.update({ where: { id: first!.id }, data: { status: 'MADE' } })
    await app.db.parcelItem.deleteMany({ where: { cardId: second!.id } })
    expect(await send()).toBe('PARCEL_LIST_BROKEN')
    expect(await app.db.card.findUniqueOrThrow({ where: { id: first!.id } })).toMatchObject({
      status: 'MADE',
    })
  })

  test('is handed over with two signatures, the taker’s of the unit, who reads the seal', async () => {
    const { app } = running
    const [card] = await cards(1)
    const id = await packedParcel(app, [card!.id])
    await sealParcel(app, producer, { id, sealNumber: newSeal() })
    const whole = await sealOf(app, id)
    const take = (taker: typeof issuer, seal = whole) => takeParcel(app, taker, { id, sealNumber: seal })
    expect(await refusalOf(take(issuer))).toBe('PARCEL_NOT_OFFERED')
    await offerParcel(app, producer, { id })
    const both = { ...producer, roles: [...producer.roles, ...issuer.roles] }
    expect(await refusalOf(take(both))).toBe('ANOTHER_OFFICER_NEEDED')
    expect(await refusalOf(take(officerOf('ISSUING_OFFICER', '79')))).toBe('FORBIDDEN')
    expect(await refusalOf(take(issuer, 'NP-000124'))).toBe('SEAL_MISMATCH')
    await take(issuer)
    expect(await parcelOf(id)).toMatchObject({
      status: 'DISPATCHED',
      carrier: 'HAND',
      offeredBy: producer.id,
      dispatchedBy: issuer.id,
    })
  })
})

const acts = ['pack', 'takeOut', 'seal', 'reopen', 'send', 'receive'] as const
const steps = fc.array(
  fc.record({
    act: fc.constantFrom(...acts, 'pack' as const, 'seal' as const, 'send' as const),
    parcel: fc.nat(1),
    card: fc.nat(2),
  }),
  { minLength: 20, maxLength: 20 },
)

test('whatever is packed, taken out, sealed, reopened, sent and received: a card is in one place, and counts add up', async () => {
  const { app } = running
  const done = new Set<string>()
  const walk = async (walked: readonly Step[]) => {
    const pool = await cards(3)
    const open = () => openParcel(app, producer, { centreCode: centres.here.code, boxCapacity: 2 })
    const parcels = [(await open()).id, (await open()).id]
    for (const { act, parcel, card } of walked) {
      const at = { id: parcels[parcel] ?? '', scan: pool[card]?.serial ?? '', cardId: pool[card]?.id ?? '' }
      if ((await refusalOf(carryOut(act, at))) === 'NOT_REFUSED') done.add(act)
    }
    const rows = await Promise.all(parcels.map(parcelOf))
    for (const { count, items, boxes } of rows) {
      expect(items).toHaveLength(count)
      expect(items.every(({ box }) => box >= 1 && box <= boxes)).toBe(true)
      for (const inBox of Map.groupBy(items, ({ box }) => box).values())
        expect(inBox.length).toBeLessThanOrEqual(2)
    }
    for (const { id } of pool) {
      const places = rows.flatMap(({ status, items }) =>
        items.filter(({ cardId }) => cardId === id).map(({ receivedAt }) => ({ status, receivedAt })),
      )
      expect(places.length).toBeLessThanOrEqual(1)
      const [place] = places
      const left = place?.status === 'DISPATCHED'
      const expected = !left ? 'MADE' : place.receivedAt ? 'AT_UNIT' : 'DISPATCHED'
      expect(await app.db.card.findUniqueOrThrow({ where: { id } })).toMatchObject({ status: expected })
    }
  }
  await fc.assert(fc.asyncProperty(fc.noBias(steps), walk), { numRuns: 6, seed: 11 })
  // The walks have really gone somewhere.
  expect(done).toEqual(new Set(acts))
})

interface Step {
  readonly act: (typeof acts)[number]
  readonly parcel: number
  readonly card: number
}

function carryOut(
  act: Step['act'],
  { id, scan, cardId }: { readonly id: string; readonly scan: string; readonly cardId: string },
): Promise<unknown> {
  const { app } = running
  switch (act) {
    case 'pack':
      return packCard(app, producer, { parcelId: id, scan })
    case 'takeOut':
      return takeOutCard(app, producer, { parcelId: id, scan })
    case 'seal':
      return sealParcel(app, producer, { id, sealNumber: newSeal() })
    case 'reopen':
      return reopenParcel(app, producer, { id })
    case 'send':
      return dispatchParcel(app, producer, { id, carrier: 'COURIER', trackingCode: 'EMS-77' })
    case 'receive':
      return receiveCard(app, issuer, { id: cardId })
  }
}
