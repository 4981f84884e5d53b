import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { agencyCounts } from '../../../../server/registry/sharing/agency-counts.ts'
import { agencyLog, type LogSearch } from '../../../../server/registry/sharing/agency-log.ts'
import { days, minutes, type TestApp, testApp } from '../../../support/app.ts'
import { type HttpServer, openHttp } from '../../../support/http.ts'
import { officerOf } from '../../../support/officers.ts'
import { freeNumber, registerResident } from '../../../support/people.ts'
import { refusalOf } from '../../../support/refusals.ts'
import { administrator, ask, claimsOf, openAgency, post, sign, type TestAgency } from './agencies.ts'

let running: TestApp
let server: HttpServer
let agency: TestAgency

/** Two days of questions: answered, not found, refused, and beyond the quota. */
beforeAll(async () => {
  running = await testApp()
  server = await openHttp(running)
  const { app } = running
  agency = await openAgency(app, { perMinute: 4, perDay: 100 })
  await openAgency(app)
  const { number } = await registerResident(app)
  for (let day = 0; day < 2; day++) {
    await ask(server, agency, claimsOf(app, agency, number))
    await ask(server, agency, claimsOf(app, agency, number))
    await ask(server, agency, claimsOf(app, agency, freeNumber()))
    await post(server, await sign(agency, claimsOf(app, agency, number, { fields: ['religion'] })))
    await post(server, await sign(agency, claimsOf(app, agency, number)))
    running.advanceClock(days(1) + minutes(1))
  }
})
afterAll(async () => {
  await server.close()
  await running.close()
})

const search = (changes: Partial<LogSearch> = {}) =>
  agencyLog(running.app, administrator, { agencyCode: agency.code, ...changes })
const outcomes = async (changes: Partial<LogSearch>) =>
  (await search(changes)).queries.map(({ outcome }) => outcome)

describe('the log of an agency', () => {
  test('tells what was asked and what became of it, the newest first, and not about whom', async () => {
    const { queries, next } = await search()
    expect(queries).toHaveLength(8)
    expect(next).toBeNull()
    expect(queries.map(({ at }) => at.getTime())).toEqual(
      queries.map(({ at }) => at.getTime()).toSorted((a, b) => b - a),
    )
    const refused = queries.find(({ outcome }) => outcome === 'REFUSED')
    expect(refused).toMatchObject({
      purpose: 'TAX',
      reference: 'HS-2026/000123',
      fields: ['religion'],
      refusal: 'FIELD_NOT_GRANTED',
      refusedField: 'religion',
    })
    expect(Object.keys(refused ?? {})).not.toContain('residentId')
  })

  test('is narrowed by day and outcome', async () => {
    expect(await outcomes({ from: '2026-03-02', to: '2026-03-02' })).toHaveLength(4)
    expect(await outcomes({ to: '2026-03-01' })).toEqual([])
    expect(await outcomes({ from: '2026-03-03', outcome: 'NOT_FOUND' })).toEqual(['NOT_FOUND'])
    expect(await outcomes({ outcome: 'ANSWERED' })).toHaveLength(4)
  })

  test('is read page by page, each question once, also those of the same moment', async () => {
    const seen: string[] = []
    for (let after: string | null | undefined; after !== null;) {
      const page = await search({ first: 3, after })
      seen.push(...page.queries.map(({ id }) => id))
      after = page.next
    }
    expect(new Set(seen).size).toBe(8)
    expect(seen).toEqual((await search()).queries.map(({ id }) => id))
  })

  test('refuses other cursors and days, unknown agencies and other officers', async () => {
    for (const after of ['x', 'MTIz', Buffer.from("1.' OR 1=1").toString('base64url')])
      expect(await refusalOf(search({ after }))).toBe('ILLEGAL_CURSOR')
    expect(await refusalOf(search({ from: '02/03/2026' }))).toBe('ILLEGAL_DATE')
    expect(await refusalOf(search({ agencyCode: 'KHONG-CO' }))).toBe('NOT_FOUND')
    const registrar = agencyLog(running.app, officerOf('REGISTRAR'), { agencyCode: agency.code })
    expect(await refusalOf(registrar)).toBe('FORBIDDEN')
  })
})

describe('the counts of an agency', () => {
  const count = (from: string, to: string, actor = administrator) =>
    agencyCounts(running.app, actor, { agencyCode: agency.code, from, to })

  test('are by day, purpose, outcome and reason, with what was beyond the quota', async () => {
    const day = '2026-03-02'
    expect(await count(day, day)).toEqual([
      { day, purpose: 'TAX', outcome: 'ANSWERED', refusal: null, count: 2 },
      { day, purpose: 'TAX', outcome: 'NOT_FOUND', refusal: null, count: 1 },
      { day, purpose: 'TAX', outcome: 'REFUSED', refusal: 'FIELD_NOT_GRANTED', count: 1 },
      { day, purpose: null, outcome: 'OVER_QUOTA', refusal: null, count: 1 },
    ])
    expect(await count('2026-03-01', '2026-03-31')).toHaveLength(8)
  })

  test('are for three months at most, and for the administrator', async () => {
    expect(await refusalOf(count('2026-01-01', '2026-04-03'))).toBe('PERIOD_TOO_LONG')
    expect(await refusalOf(count('2026-03-02', '2026-03-01'))).toBe('PERIOD_TOO_LONG')
    expect(await refusalOf(count('2026-03-01', '2026-03-02', officerOf('REGISTRAR')))).toBe('FORBIDDEN')
  })
})
