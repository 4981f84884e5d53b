import { X509Certificate } from 'node:crypto'
import { inflateSync } from 'node:zlib'
import express from 'express'
import { compactVerify, decodeProtectedHeader } from 'jose'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { parseCitizenNumber } from '../../../../core/citizen/citizen-number.ts'
import { statusListClaims } from '../../../../core/cms/status-list-token.ts'
import { parseCalendarDate } from '../../../../core/dates/calendar-date.ts'
import { cardStatus } from '../../../../server/issuance/card-status/card-status.ts'
import { statusListRoutes } from '../../../../server/issuance/card-status/status-list-routes.ts'
import { refusalHandler } from '../../../../server/kernel/http-refusals.ts'
import { keepCardPki } from '../../../../server/pki/card/keep-card-pki.ts'
import { days, publicUrl, seconds, type TestApp, testApp } from '../../../support/app.ts'
import { refusalOf } from '../../../support/refusals.ts'
import { cardInHand } from '../../../support/cards-in-hand.ts'

let running: TestApp
let url: string
let close: () => void
beforeAll(async () => {
  running = await testApp()
  await keepCardPki(running.app)
  const site = express().use(statusListRoutes(running.app)).use(refusalHandler(running.app))
  const server = site.listen(0, '127.0.0.1')
  await new Promise((resolve) => void server.once('listening', resolve))
  const address = server.address()
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  close = () => void server.close()
})
afterAll(async () => {
  close()
  await running.close()
})

let card: Awaited<ReturnType<typeof cardInHand>>
let index: number
beforeEach(async () => {
  card = await cardInHand(running.app)
  index = card.statusIndex
  // Whatever a test before has published may be replaced.
  running.advanceClock(seconds(2))
})

const becomes = async (status: string, id = card.id) => {
  await running.app.db.card.update({ where: { id }, data: { status } })
  running.advanceClock(seconds(2))
}

const getList = (list = 0, headers: Record<string, string> = {}) =>
  fetch(`${url}/card-status/lists/${list}`, { headers })

/** As a relying party reads it: jose for the signature, zlib for the list, the bits by hand. */
async function entryIn(token: string, at = index) {
  const { x5c, typ } = decodeProtectedHeader(token)
  const { publicKey } = new X509Certificate(Buffer.from(x5c?.[0] ?? '', 'base64'))
  const { payload } = await compactVerify(token, publicKey, { algorithms: ['ES256'] })
  const claims = statusListClaims.parse(JSON.parse(Buffer.from(payload).toString()))
  expect(typ).toBe('statuslist+jwt')
  expect(claims.sub).toBe(`${publicUrl}/card-status/lists/0`)
  expect([claims.iat * 1000 <= running.app.clock(), claims.exp * 1000 > running.app.clock()]).toEqual([
    true,
    true,
  ])
  const bits = inflateSync(Buffer.from(claims.status_list.lst, 'base64url'))
  return ((bits[Math.floor(at / 4)] ?? 0) >> ((at % 4) * 2)) & 3
}

test.each([
  ['ACTIVE', 0],
  ['LOCKED', 2],
  ['HELD', 2],
  ['EXPIRED', 1],
  ['REVOKED', 1],
  ['REPLACED', 1],
  ['DESTROYED', 1],
])('a card that becomes %s stands with %i in the list that is asked for next', async (state, value) => {
  expect(await entryIn(await (await getList()).text())).toBe(0)
  await becomes(state)
  expect(await entryIn(await (await getList()).text())).toBe(value)
  if (state !== 'LOCKED') return
  await becomes('ACTIVE')
  expect(await entryIn(await (await getList()).text())).toBe(0)
})

test('a list that did not change is not sent twice, and one that did has another tag', async () => {
  await becomes('LOCKED')
  const first = await getList()
  expect(first.headers.get('content-type')).toBe('application/statuslist+jwt')
  const tag = first.headers.get('etag') ?? ''
  expect((await getList(0, { 'if-none-match': tag })).status).toBe(304)
  await becomes('ACTIVE')
  const second = await getList(0, { 'if-none-match': tag })
  expect([second.status, second.headers.get('etag') === tag]).toEqual([200, false])
})

test('many who ask at once get one signature; what changed within a second comes with the next', async () => {
  const { app } = running
  await becomes('LOCKED')
  const signatures = () => app.db.keySignature.count({ where: { purpose: 'STATUS_LIST' } })
  const before = await signatures()
  const tokens = await Promise.all(Array.from({ length: 20 }, async () => (await getList()).text()))
  expect([new Set(tokens).size, (await signatures()) - before]).toEqual([1, 1])
  await app.db.card.update({ where: { id: card.id }, data: { status: 'REVOKED' } })
  expect(await entryIn(await (await getList()).text())).toBe(2)
  running.advanceClock(seconds(1))
  expect(await entryIn(await (await getList()).text())).toBe(1)
})

test('a list without changes is signed anew before it ends', async () => {
  const first = await (await getList()).text()
  running.advanceClock(days(2))
  const second = await (await getList()).text()
  expect(second).not.toBe(first)
  expect(await entryIn(second)).toBe(0)
})

test('lists that no card stands in are not there; those that are can be found', async () => {
  const unknown = await Promise.all([1, 2047, 9999, 99_999].map(async (list) => (await getList(list)).status))
  expect(unknown).toEqual([404, 404, 404, 404])
  const all = await (await fetch(`${url}/card-status/lists`)).json()
  expect(all).toEqual({ status_lists: [`${publicUrl}/card-status/lists/0`] })
})

test('places are drawn at random, kept for life, and no two cards have one', async () => {
  const others = await Promise.all([
    cardInHand(running.app),
    cardInHand(running.app),
    cardInHand(running.app),
  ])
  const places = [index, ...others.map(({ statusIndex }) => statusIndex)]
  expect(new Set(places).size).toBe(4)
  // One in three hundred thousand that four of a million places lie so close together.
  expect(Math.max(...places) - Math.min(...places)).toBeGreaterThan(4000)
  await becomes('LOCKED')
  await becomes('ACTIVE')
  const { statusIndex } = await running.app.db.card.findUniqueOrThrow({ where: { id: card.id } })
  expect(statusIndex).toBe(index)
})

test('by its place, or by number and a date, a card tells whether to accept it and nothing else', async () => {
  const { app } = running
  const list = { address: `${publicUrl}/card-status/lists/0`, position: index }
  const number = parseCitizenNumber(card.number)
  const valid = { state: 'VALID', at: new Date(app.clock()).toISOString(), list }
  expect(await cardStatus(app, { index })).toEqual(valid)
  expect(await cardStatus(app, { number, issuedOn: card.issuedOn })).toEqual(valid)
  expect(await cardStatus(app, { number, expiresOn: card.expiresOn })).toEqual(valid)
  await becomes('HELD')
  expect(await cardStatus(app, { number, issuedOn: card.issuedOn })).toMatchObject({ state: 'SUSPENDED' })
})

test('a wrong date, no date, another number and a card that nobody has yet look the same', async () => {
  const { app } = running
  const number = parseCitizenNumber(card.number)
  const wrong = parseCalendarDate('2020-01-01')
  const asked = [
    { number, issuedOn: wrong },
    { number, issuedOn: card.issuedOn, expiresOn: wrong },
    { number, expiresOn: null },
    { number },
    { number: parseCitizenNumber('001090999999'), issuedOn: card.issuedOn },
    { index: index + 1 },
    { index: -1 },
    { index: 2 ** 40 },
    { index: 0.5 },
  ]
  expect(new Set(await Promise.all(asked.map((one) => refusalOf(cardStatus(app, one)))))).toEqual(
    new Set(['CARD_UNKNOWN']),
  )
})

test('of two cards of one day the dates must tell which is meant', async () => {
  const { app } = running
  const number = parseCitizenNumber(card.number)
  await becomes('REPLACED')
  const { residentId } = card
  const later = parseCalendarDate('2026-02-20')
  await cardInHand(app, { residentId, number, issuedOn: later })
  expect(await refusalOf(cardStatus(app, { number, expiresOn: card.expiresOn }))).toBe('BOTH_DATES_NEEDED')
  const { issuedOn, expiresOn } = card
  expect(await cardStatus(app, { number, issuedOn, expiresOn })).toMatchObject({ state: 'ENDED' })
  expect(await cardStatus(app, { number, expiresOn, issuedOn: later })).toMatchObject({ state: 'VALID' })
})

test('a card is over on the day after its last, before the night’s job comes to it', async () => {
  const { app } = running
  await app.db.card.update({ where: { id: card.id }, data: { expiresOn: new Date('2026-01-01') } })
  expect(await cardStatus(app, { index })).toMatchObject({ state: 'ENDED' })
})
