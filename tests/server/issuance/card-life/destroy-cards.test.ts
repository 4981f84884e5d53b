import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  confirmDestruction,
  endDestruction,
  proposeDestruction,
} from '../../../../server/issuance/card-life/destroy-cards.ts'
import { expireCards } from '../../../../server/issuance/card-life/expire-cards.ts'
import { findLifeCards } from '../../../../server/issuance/card-life/find-life-cards.ts'
import { lockCard } from '../../../../server/issuance/card-life/lock-card.ts'
import { destructionsToConfirm } from '../../../../server/issuance/card-life/measures-to-decide.ts'
import type { Actor } from '../../../../server/kernel/actor.ts'
import { centres, type TestApp, testApp } from '../../../support/app.ts'
import { cardInHand, cardNow } from '../../../support/cards-in-hand.ts'
import { hireOfficer, officerOf } from '../../../support/officers.ts'
import { refusalOf } from '../../../support/refusals.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
})
afterAll(() => running.close())

const issuer = officerOf('ISSUING_OFFICER')

let card: Awaited<ReturnType<typeof cardInHand>>
beforeEach(async () => {
  card = await cardInHand(running.app)
})

const state = async (id = card.id) => (await cardNow(running.app, id)).status
const lost = () => lockCard(running.app, issuer, { cardId: card.id, ground: 'LOST' })
const lastMeasure = () =>
  running.app.db.cardMeasure.findFirstOrThrow({ where: { cardId: card.id }, orderBy: { id: 'desc' } })

describe('destruction', () => {
  const ended = () => running.app.db.card.update({ where: { id: card.id }, data: { status: 'REPLACED' } })
  const pile = { centreCode: centres.here.code, ground: 'SURRENDERED' } as const

  test('takes two officers who scan every card, and leaves a record', async () => {
    const { app } = running
    const [one, two] = [await hireOfficer(app, 'ISSUING_OFFICER'), await hireOfficer(app, 'ISSUING_OFFICER')]
    const second = await cardInHand(app, { status: 'EXPIRED' })
    await ended()
    const serials = [card.serial, second.serial]
    const { groupId, count } = await proposeDestruction(app, one.actor, { ...pile, serials })
    expect([count, await state()]).toEqual([2, 'REPLACED'])
    const confirming = (actor: Actor, scanned: readonly string[]) =>
      confirmDestruction(app, actor, { groupId, serials: scanned })
    expect(await refusalOf(confirming(one.actor, serials))).toBe('ANOTHER_OFFICER_NEEDED')
    expect(await refusalOf(confirming(two.actor, [card.serial]))).toBe('OTHER_CARDS_IN_HAND')
    expect(await refusalOf(confirming(two.actor, [...serials, 'TAY999999999']))).toBe('OTHER_CARDS_IN_HAND')
    expect((await destructionsToConfirm(app, two.actor)).map((waiting) => waiting.groupId)).toContain(groupId)
    const { minutesId } = await confirming(
      two.actor,
      serials.map((serial) => ` ${serial.toLowerCase()} `),
    )
    expect([await state(), await state(second.id)]).toEqual(['DESTROYED', 'DESTROYED'])
    const record = await app.db.minutes.findUniqueOrThrow({ where: { id: minutesId } })
    expect(record.number).toMatch(/\/2026\/BB-HT$/)
    expect(record.body).toMatchObject({
      cards: expect.arrayContaining([{ serial: card.serial, state: 'REPLACED' }]),
    })
    expect(await lastMeasure()).toMatchObject({ minutesId, secondId: two.actor.id })
  })

  test('is for cards that have ended, and can be taken back', async () => {
    const { app } = running
    const asking = () => proposeDestruction(app, issuer, { ...pile, serials: [card.serial] })
    expect(await refusalOf(asking())).toBe('NOT_TO_BE_DESTROYED')
    await ended()
    const elsewhere = officerOf('ISSUING_OFFICER', '79')
    expect(await refusalOf(proposeDestruction(app, elsewhere, { ...pile, serials: [card.serial] }))).toBe(
      'FORBIDDEN',
    )
    const { groupId } = await asking()
    await endDestruction(app, issuer, { groupId })
    expect([await state(), (await lastMeasure()).status]).toEqual(['REPLACED', 'WITHDRAWN'])
  })
})

test('after its last day a card expires, locked and held ones too, and not before', async () => {
  const { app } = running
  const on = (day: string, status = 'ACTIVE') =>
    cardInHand(app, { status }).then(async ({ id }) => {
      await app.db.card.update({ where: { id }, data: { expiresOn: new Date(day) } })
      return id
    })
  const over = [await on('2026-03-01'), await on('2026-03-01', 'LOCKED'), await on('2025-12-31', 'HELD')]
  const lastDay = await on('2026-03-02')
  expect(await expireCards(app)).toBe(3)
  expect(await Promise.all(over.map((id) => state(id)))).toEqual(['EXPIRED', 'EXPIRED', 'EXPIRED'])
  expect(await state(lastDay)).toBe('ACTIVE')
  expect(await app.db.transition.count({ where: { recordId: over[0] ?? '', event: 'expire' } })).toBe(1)
  expect(await expireCards(app)).toBe(0)
})

describe('looking a card up', () => {
  const found = (term: string, actor: Actor = issuer) => findLifeCards(running.app, actor, { term })

  test('finds it by QR, number of the blank, application and the whole citizen number, and audits each', async () => {
    const { number } = card
    const terms = [
      card.qr,
      card.serial.toLowerCase(),
      card.code,
      number,
      number.replaceAll(/(\d{3})/g, '$1 '),
    ]
    for (const term of terms) expect((await found(term)).map(({ id }) => id)).toEqual([card.id])
    const looks = { action: 'card.find', subjectId: card.id }
    expect(await running.app.db.auditEntry.count({ where: looks })).toBe(terms.length)
    expect(await found(number.slice(0, 11))).toEqual([])
    expect(await refusalOf(found(number, officerOf('HOTLINE')))).toBe('FORBIDDEN')
  })

  test('tells its history and what this officer may do', async () => {
    await lost()
    const [one] = await found(card.serial)
    expect(one?.steps).toMatchObject([{ event: 'lock', to: 'LOCKED', reason: 'LOST' }])
    expect(one?.offers.map(({ kind }) => kind)).toEqual(['UNLOCK', 'HOLD', 'REVOKE'])
    const [elsewhere] = await found(card.serial, officerOf('ISSUING_OFFICER', '79'))
    expect(elsewhere?.offers.map(({ kind }) => kind)).toEqual(['UNLOCK', 'HOLD'])
    const [reception] = await found(card.serial, officerOf('RECEPTION'))
    expect(reception?.offers).toEqual([])
  })
})
