import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { cardStatus } from '../../../server/issuance/card-status/card-status.ts'
import { anonymousActor } from '../../../server/kernel/actor.ts'
import { reportLostCard, reportOwnLostCard } from '../../../server/portal/lost-cards/report-lost-card.ts'
import { minutes, type TestApp, testApp } from '../../support/app.ts'
import { cardInHand, cardNow } from '../../support/cards-in-hand.ts'
import { officerOf } from '../../support/officers.ts'
import { refusalOf } from '../../support/refusals.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
})
afterAll(() => running.close())

let card: Awaited<ReturnType<typeof cardInHand>>
beforeEach(async () => {
  card = await cardInHand(running.app)
})

const report = (changes: Partial<Parameters<typeof reportLostCard>[2]> = {}) =>
  reportLostCard(running.app, anonymousActor, {
    code: card.code,
    birthDate: card.person.birthDate,
    number: card.number,
    ground: 'LOST',
    ...changes,
  })

test('code, birth date and number lock the card at once; said again it answers since when', async () => {
  const { app } = running
  const first = await report({ ground: 'STOLEN' })
  expect(first).toEqual({ changed: true, at: new Date(app.clock()) })
  expect(await cardStatus(app, { index: card.statusIndex })).toMatchObject({ state: 'SUSPENDED' })
  running.advanceClock(minutes(5))
  expect(await report()).toEqual({ ...first, changed: false })
  const measure = await app.db.cardMeasure.findFirstOrThrow({ where: { cardId: card.id } })
  expect(measure).toMatchObject({
    ground: 'STOLEN',
    channel: 'PORTAL',
    identifiedBy: 'APPLICATION',
    actorId: null,
  })
})

test('any of the three that is somebody else’s is refused in the same words, and guessing ends', async () => {
  const { app } = running
  const other = await cardInHand(app)
  const wrong = [{ number: other.number }, { birthDate: '1990-05-21' }, { code: other.code }] as const
  const refusals = await Promise.all(wrong.map((change) => refusalOf(report(change))))
  expect(new Set(refusals)).toEqual(new Set(['APPLICANT_NOT_FOUND']))
  for (let i = 0; i < 8; i++) await refusalOf(report({ number: other.number }))
  expect(await refusalOf(report())).toBe('TOO_MANY_TRIES')
  expect([(await cardNow(app, card.id)).status, (await cardNow(app, other.id)).status]).toEqual([
    'ACTIVE',
    'ACTIVE',
  ])
  running.advanceClock(minutes(61))
  expect(await report()).toMatchObject({ changed: true })
})

test('who has no card in use is told so', async () => {
  await running.app.db.card.update({ where: { id: card.id }, data: { status: 'REPLACED' } })
  expect(await refusalOf(report())).toBe('NO_CARD_IN_USE')
})

test('a citizen who signed in reports their own card, and nobody else does it in that way', async () => {
  const { app } = running
  const citizen = { kind: 'citizen', id: card.residentId } as const
  expect(await reportOwnLostCard(app, citizen, { ground: 'LOST' })).toMatchObject({ changed: true })
  expect(await refusalOf(reportOwnLostCard(app, officerOf('HOTLINE'), { ground: 'LOST' }))).toBe('FORBIDDEN')
  expect(await refusalOf(reportOwnLostCard(app, anonymousActor, { ground: 'LOST' }))).toBe('UNAUTHENTICATED')
})
