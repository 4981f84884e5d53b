import { inflateSync } from 'node:zlib'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { statusListClaims } from '../../core/cms/status-list-token.ts'
import { confirmMeasure } from '../../server/issuance/card-life/decide-measure.ts'
import { proposeDestruction, confirmDestruction } from '../../server/issuance/card-life/destroy-cards.ts'
import { findLifeCards } from '../../server/issuance/card-life/find-life-cards.ts'
import { unlockCard } from '../../server/issuance/card-life/unlock-card.ts'
import { cardStatus } from '../../server/issuance/card-status/card-status.ts'
import { publishedStatusList } from '../../server/issuance/card-status/published-status-list.ts'
import { anonymousActor } from '../../server/kernel/actor.ts'
import { keepCardPki } from '../../server/pki/card/keep-card-pki.ts'
import { reportLostCard } from '../../server/portal/lost-cards/report-lost-card.ts'
import { verifyAudit } from '../../server/audit/verify-audit.ts'
import { centres, seconds, type TestApp, testApp } from '../support/app.ts'
import { cardInHand, cardNow } from '../support/cards-in-hand.ts'
import { applicationIn } from '../support/files.ts'
import { hireOfficer, officerOf } from '../support/officers.ts'
import { refusalOf } from '../support/refusals.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
  await keepCardPki(running.app)
})
afterAll(() => running.close())

/** As a bank reads the list it fetches. */
async function listedValue(index: number): Promise<number> {
  const list = await publishedStatusList(running.app, 0)
  const { status_list: published } = statusListClaims.parse(decodeJwt(list?.token ?? ''))
  const bits = inflateSync(Buffer.from(published.lst, 'base64url'))
  return ((bits[index >> 2] ?? 0) >> ((index & 3) * 2)) & 3
}

test('a card is lost, locked from home, found, unlocked; lost again, replaced, handed in and destroyed', async () => {
  const { app } = running
  const card = await cardInHand(app)
  const report = { code: card.code, birthDate: card.person.birthDate, number: card.number } as const
  const index = card.statusIndex
  const seen = async () => [(await cardStatus(app, { index })).state, await listedValue(index)]
  expect(await seen()).toEqual(['VALID', 0])

  await reportLostCard(app, anonymousActor, { ...report, ground: 'LOST' })
  running.advanceClock(seconds(1))
  expect(await seen()).toEqual(['SUSPENDED', 2])

  // Found in a coat: any desk in the country, two officers who see the holder.
  const [desk, colleague] = [officerOf('ISSUING_OFFICER', '79'), officerOf('STATION_SUPERVISOR', '79')]
  const [found] = await findLifeCards(app, desk, { term: card.qr })
  expect(found?.offers.map(({ kind }) => kind)).toContain('UNLOCK')
  await unlockCard(app, desk, { cardId: card.id, ground: 'FOUND' })
  const waiting = await app.db.cardMeasure.findFirstOrThrow({
    where: { cardId: card.id, status: 'PROPOSED' },
  })
  await confirmMeasure(app, colleague, { id: waiting.id })
  running.advanceClock(seconds(1))
  expect(await seen()).toEqual(['VALID', 0])

  // Lost again, and a new one asked for: what turns up now stays locked.
  await reportLostCard(app, anonymousActor, { ...report, ground: 'STOLEN' })
  await applicationIn(app, 'RECEIVED', { applicant: card, kind: 'REISSUE' })
  expect(await refusalOf(unlockCard(app, desk, { cardId: card.id, ground: 'FOUND' }))).toBe('NEW_CARD_FILED')

  // The new card was handed over: the old one, handed in, goes into the shredder before two officers.
  await app.db.card.update({ where: { id: card.id }, data: { status: 'REPLACED' } })
  const [one, two] = [await hireOfficer(app, 'ISSUING_OFFICER'), await hireOfficer(app, 'STATION_SUPERVISOR')]
  const pile = { centreCode: centres.here.code, serials: [card.serial], ground: 'SURRENDERED' } as const
  const { groupId } = await proposeDestruction(app, one.actor, pile)
  await confirmDestruction(app, two.actor, { groupId, serials: [card.serial] })
  running.advanceClock(seconds(1))
  expect(await seen()).toEqual(['ENDED', 1])
  expect((await cardNow(app, card.id)).status).toBe('DESTROYED')
  const kinds = await app.db.cardMeasure.findMany({ where: { cardId: card.id }, orderBy: { id: 'asc' } })
  expect(kinds.map(({ kind, status }) => `${kind} ${status}`)).toEqual([
    'LOCK DONE',
    'UNLOCK DONE',
    'LOCK DONE',
    'DESTROY DONE',
  ])
  expect((await verifyAudit(app)).faults).toEqual([])
})
