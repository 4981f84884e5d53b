import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { minutes, type TestApp, testApp } from '../../../support/app.ts'
import { type HttpServer, openHttp, refusalIn } from '../../../support/http.ts'
import { type Applicant, freeNumber, registerResident } from '../../../support/people.ts'
import { ask, type Claims, claimsOf, openAgency, post, sign, type TestAgency } from './agencies.ts'

let running: TestApp
let server: HttpServer
let resident: Applicant
beforeAll(async () => {
  running = await testApp()
  server = await openHttp(running)
  resident = await registerResident(running.app)
})
beforeEach(() => running.advanceClock(minutes(1)))
afterAll(async () => {
  await server.close()
  await running.close()
})

const claims = (changes: Claims, by: TestAgency) => claimsOf(running.app, by, resident.number, changes)
const askAs = async (by: TestAgency, question: Claims) => post(server, await sign(by, question))

describe('a quota', () => {
  const many = (by: TestAgency, count: number, changes: () => Claims = () => ({})) =>
    Promise.all(
      Array.from({ length: count }, async () => {
        const response = await askAs(by, claims(changes(), by))
        return { status: response.status, after: Number(response.headers.get('retry-after')), response }
      }),
    )

  test('of a minute holds when many questions come at once, whether somebody is found or not', async () => {
    const { app } = running
    running.advanceClock(60_000 - (app.clock() % 60_000) + 20_000)
    const by = await openAgency(app, { perMinute: 7, perDay: 100 })
    const answers = await many(by, 24, () => ({
      subject: { number: Math.random() < 0.5 ? resident.number : freeNumber() },
    }))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(7)
    const over = answers.filter(({ status }) => status === 429)
    expect(over).toHaveLength(17)
    expect(new Set(over.map(({ after }) => after))).toEqual(new Set([40]))
    for (const { response } of over) expect(await refusalIn(response)).toBe('429 QUOTA_PER_MINUTE_USED')
    const { id } = await app.db.relyingParty.findUniqueOrThrow({ where: { code: by.code } })
    expect(await app.db.agencyQuery.count({ where: { relyingPartyId: id } })).toBe(7)
    expect(await app.db.agencyAllowance.findFirst({ where: { relyingPartyId: id } })).toMatchObject({
      dayCount: 7,
      overQuota: 17,
    })
  })

  test('leaves the request id free, and the next minute answers it', async () => {
    const by = await openAgency(running.app, { perMinute: 1, perDay: 100 })
    await ask(server, by, claims({}, by))
    const question = claims({}, by)
    expect((await askAs(by, question)).status).toBe(429)
    running.advanceClock(minutes(1))
    const again = claims({ jti: question['jti'] }, by)
    expect(await ask(server, by, again)).toMatchObject({ outcome: 'ANSWERED' })
  })

  test('does not stop an answer that was given from being sent again', async () => {
    const by = await openAgency(running.app, { perMinute: 1, perDay: 1 })
    const question = claims({}, by)
    await ask(server, by, question)
    expect(await ask(server, by, question)).toMatchObject({ outcome: 'ANSWERED' })
  })

  test('counts refused questions too', async () => {
    const by = await openAgency(running.app, { perMinute: 2, perDay: 2 })
    const statuses = await many(by, 5, () => ({ fields: ['religion'], jti: randomUUID() }))
    expect(statuses.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([403, 403, 429, 429, 429])
  })

  test('of a day ends at midnight in Việt Nam', async () => {
    const { app } = running
    // 23:30 in Việt Nam.
    const untilEvening = Date.parse('2026-03-20T16:30:00Z') - app.clock()
    running.advanceClock(untilEvening)
    const by = await openAgency(app, { perMinute: 2, perDay: 3 })
    await ask(server, by, claims({}, by))
    await ask(server, by, claims({}, by))
    running.advanceClock(minutes(1))
    await ask(server, by, claims({}, by))
    const response = await askAs(by, claims({}, by))
    expect(Number(response.headers.get('retry-after'))).toBe(29 * 60)
    expect(await refusalIn(response)).toBe('429 QUOTA_PER_DAY_USED')
    running.advanceClock(minutes(29))
    expect(await ask(server, by, claims({}, by))).toMatchObject({ outcome: 'ANSWERED' })
  })
})
