import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays, parseCalendarDate, parsePartialDate } from '../../../../core/dates/calendar-date.ts'
import { expiringCards } from '../../../../server/issuance/card-life/expiring-cards.ts'
import { cardsToRenew } from '../../../../server/issuance/card-life/expiring-worklist.ts'
import { type TestApp, testApp } from '../../../support/app.ts'
import { cardInHand } from '../../../support/cards-in-hand.ts'
import { applicationIn } from '../../../support/files.ts'
import { officerOf } from '../../../support/officers.ts'
import { makePerson, registerResident } from '../../../support/people.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
})
afterAll(() => running.close())

const today = parseCalendarDate('2026-03-02')
const bornOn = (date: string) => makePerson({ birthDate: parsePartialDate(date) })

test('who is reminded on a day: cards, older documents, and those who reach 14 without a card', async () => {
  const { app } = running
  const in30 = addDays(today, 30)
  // Reaches 40 in 30 days.
  const atForty = await cardInHand(app, {
    person: bornOn('1986-04-01'),
    issuedOn: parseCalendarDate('2022-01-05'),
  })
  const locked = await cardInHand(app, { status: 'LOCKED', expiresOn: addDays(today, 7) })
  const renewing = await cardInHand(app, { expiresOn: in30 })
  await applicationIn(app, 'RECEIVED', { applicant: renewing })
  await cardInHand(app, { expiresOn: addDays(today, 29) })
  await cardInHand(app, { status: 'REPLACED', expiresOn: in30 })
  const dead = await cardInHand(app, { expiresOn: in30 })
  await app.db.resident.update({ where: { id: dead.residentId }, data: { deathOn: '2026-02-01' } })
  const old = await registerResident(app, bornOn('1986-05-01'))
  const document = { kind: 'CCCD_CHIP', number: old.number, expiresOn: new Date('2026-05-01') }
  await app.db.legacyDocument.create({ data: { ...document, residentId: old.residentId } })
  const first = await registerResident(app, bornOn('2012-04-01'))

  const found = await expiringCards(app, { on: today })
  const inOrder = found.toSorted((a, b) => a.daysLeft - b.daysLeft || (a.age ?? 0) - (b.age ?? 0))
  expect(inOrder).toMatchObject([
    { residentId: locked.residentId, source: 'CARD', cardId: locked.id, lastDay: '2026-03-09', age: null },
    { residentId: first.residentId, source: 'FIRST', cardId: null, lastDay: in30, age: 14 },
    { residentId: atForty.residentId, source: 'CARD', cardId: atForty.id, lastDay: in30, age: 40 },
    { residentId: old.residentId, source: 'LEGACY', cardId: null, lastDay: '2026-05-01', age: 40 },
  ])
  expect(inOrder.map(({ daysLeft }) => daysLeft)).toEqual([7, 30, 30, 60])
  // The same page by page, with the same keys.
  const keys: string[] = []
  for (let after = ''; ;) {
    const [row] = await expiringCards(app, { on: today, after, limit: 1 })
    if (!row) break
    keys.push(row.key)
    after = row.key
  }
  expect(keys).toEqual(found.map(({ key }) => key))
})

test('the unit’s list has its own cards, those that ended too, fifty a page', async () => {
  const { app } = running
  const unitCode = '79'
  const days = [-80, -91, 10, 61]
  const cards = await Promise.all(
    days.map((left) =>
      cardInHand(app, { unitCode, expiresOn: addDays(today, left), status: left < 0 ? 'EXPIRED' : 'ACTIVE' }),
    ),
  )
  const { cards: listed, next } = await cardsToRenew(app, officerOf('RECEPTION', unitCode), {})
  expect(listed.map(({ serial }) => serial)).toEqual([cards[0]?.serial, cards[2]?.serial])
  expect([next, listed[0]?.holder]).toEqual([null, cards[0]?.person.name])
  const after = listed[0]?.id ?? null
  const rest = await cardsToRenew(app, officerOf('RECEPTION', unitCode), { after })
  expect(rest.cards.map(({ serial }) => serial)).toEqual([cards[2]?.serial])
})
