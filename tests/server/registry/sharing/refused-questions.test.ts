import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sharingPath, sharingRefusalSchema } from '../../../../core/contracts/agency-query.ts'
import { changeAgency } from '../../../../server/registry/sharing/change-agency.ts'
import { resumeAgency, suspendAgency } from '../../../../server/registry/sharing/suspend-agency.ts'
import { days, minutes, type TestApp, testApp } from '../../../support/app.ts'
import { type HttpServer, openHttp, refusalIn } from '../../../support/http.ts'
import { signingKeys } from '../../../support/machines.ts'
import { type Applicant, freeNumber, registerResident } from '../../../support/people.ts'
import { contentOf } from '../../../support/rows.ts'
import {
  administrator,
  ask,
  type Claims,
  claimsOf,
  confirmGrant,
  openAgency,
  post,
  publicJwk,
  sign,
  taxGrant,
  termsFor,
  type TestAgency,
} from './agencies.ts'

let running: TestApp
let server: HttpServer
let agency: TestAgency
let resident: Applicant
beforeAll(async () => {
  running = await testApp()
  server = await openHttp(running)
  agency = await openAgency(running.app)
  resident = await registerResident(running.app)
})
beforeEach(() => running.advanceClock(minutes(1)))
afterAll(async () => {
  await server.close()
  await running.close()
})

const claims = (changes: Claims = {}, by: TestAgency = agency) =>
  claimsOf(running.app, by, resident.number, changes)
const askAs = async (by: TestAgency, question: Claims) => post(server, await sign(by, question))
const now = () => Math.floor(running.app.clock() / 1000)
const kept = () => running.app.db.agencyQuery.count()
const last = () => running.app.db.agencyQuery.findFirstOrThrow({ orderBy: { at: 'desc' } })

/** Status, code and field; both languages must be there. */
async function refusal(response: Response): Promise<string> {
  const { code, vi, en, field } = sharingRefusalSchema.parse(await response.json())
  expect([vi, en].every((text) => text.length > 10)).toBe(true)
  return [response.status, code, field].filter((part) => part !== undefined).join(' ')
}

describe('nothing is told and nothing is kept', () => {
  const other = (jws: string, part: number, text: string) => jws.split('.').with(part, text).join('.')
  const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

  const cases: readonly [string, string, () => Promise<string> | string][] = [
    ['to what is no JWS', '400 QUERY_MALFORMED', () => 'không phải'],
    ['to nothing', '400 QUERY_MALFORMED', () => ''],
    ['to two parts', '400 QUERY_MALFORMED', () => 'e30.e30'],
    ['without a key id', '400 QUERY_MALFORMED', () => sign(agency, claims(), { kid: undefined })],
    ['for another kind of JWS', '400 QUERY_MALFORMED', () => sign(agency, claims(), { typ: 'at+jwt' })],
    [
      'without a signature',
      '400 QUERY_MALFORMED',
      async () => other(await sign(agency, claims()), 0, encoded({ alg: 'none', kid: agency.code })),
    ],
    [
      'with an extension that is not understood',
      '400 QUERY_MALFORMED',
      async () =>
        other(
          await sign(agency, claims()),
          0,
          encoded({ alg: 'ES256', kid: agency.code, typ: 'agency-query+jwt', crit: ['b64'], b64: false }),
        ),
    ],
    [
      'from an agency that nobody knows',
      '401 QUERY_NOT_AUTHENTIC',
      () => sign(agency, claims(), { kid: 'KHONG-CO' }),
    ],
    [
      'signed with another key',
      '401 QUERY_NOT_AUTHENTIC',
      async () => sign({ ...agency, keys: await signingKeys() }, claims()),
    ],
    [
      'with altered claims',
      '401 QUERY_NOT_AUTHENTIC',
      async () => other(await sign(agency, claims()), 1, encoded(claims({ fields: ['sex'] }))),
    ],
    [
      'with a signature cut short',
      '401 QUERY_NOT_AUTHENTIC',
      async () => (await sign(agency, claims())).slice(0, -4),
    ],
    [
      'that speaks for another agency',
      '401 QUERY_NOT_FOR_HERE iss',
      () => sign(agency, claims({ iss: 'KHAC' })),
    ],
    [
      'for another system',
      '401 QUERY_NOT_FOR_HERE aud',
      () => sign(agency, claims({ aud: 'https://example.invalid/sharing/queries' })),
    ],
    [
      'once it has expired',
      '401 QUERY_EXPIRED exp',
      () => sign(agency, claims({ iat: now() - 100, exp: now() - 40 })),
    ],
    [
      'from the future',
      '401 QUERY_FROM_FUTURE iat',
      () => sign(agency, claims({ iat: now() + 31, exp: now() + 90 })),
    ],
    ['that lasts too long', '401 QUERY_LASTS_TOO_LONG exp', () => sign(agency, claims({ exp: now() + 61 }))],
    ['with an id that is none', '422 QUERY_ILLEGAL jti', () => sign(agency, claims({ jti: '1' }))],
    ['for a purpose that is none', '422 QUERY_ILLEGAL purpose', () => sign(agency, claims({ purpose: 'X' }))],
    [
      'about a field that is none',
      '422 QUERY_ILLEGAL fields.1',
      () => sign(agency, claims({ fields: ['name', 'otherData'] })),
    ],
    ['about no field', '422 QUERY_ILLEGAL fields', () => sign(agency, claims({ fields: [] }))],
    [
      'about a field twice',
      '422 QUERY_ILLEGAL fields',
      () => sign(agency, claims({ fields: ['name', 'name'] })),
    ],
    [
      'about a number of eleven digits',
      '422 QUERY_ILLEGAL subject.number',
      () => sign(agency, claims({ subject: { number: '00109000001' } })),
    ],
    [
      'with a reference of more than codes',
      '422 QUERY_ILLEGAL reference',
      () => sign(agency, claims({ reference: 'Hồ sơ ông Mẫu' })),
    ],
    ['with more than was agreed', '422 QUERY_ILLEGAL', () => sign(agency, claims({ all: true }))],
  ]
  test.each(cases)('%s', async (_, expected, question) => {
    const jws = await question()
    const before = await contentOf(running.app)
    expect(await refusal(await post(server, jws))).toBe(expected)
    expect(await contentOf(running.app)).toEqual(before)
  })

  test('to claims that are no JSON', async () => {
    const { CompactSign } = await import('jose')
    const jws = await new CompactSign(Buffer.from('{'))
      .setProtectedHeader({ alg: 'ES256', kid: agency.code, typ: 'agency-query+jwt' })
      .sign(agency.keys.privateKey)
    expect(await refusal(await post(server, jws))).toBe('400 QUERY_MALFORMED')
  })

  test('to another content type, or to a body too large to be a question', async () => {
    const jws = await sign(agency, claims())
    expect(await refusal(await post(server, jws, 'application/json'))).toBe('400 QUERY_MALFORMED')
    expect(await refusalIn(await post(server, 'a'.repeat(17_000)))).toBe('413 TOO_LARGE')
    expect((await fetch(server.url + sharingPath)).status).toBe(404)
  })

  test('a minute later, to somebody who recorded a question on its way', async () => {
    const jws = await sign(agency, claims())
    expect((await post(server, jws)).status).toBe(200)
    running.advanceClock(91_000)
    expect(await refusal(await post(server, jws))).toBe('401 QUERY_EXPIRED exp')
  })
})

describe('a whole question is refused and kept', () => {
  test('for one field that was not granted, which is named', async () => {
    const before = await kept()
    const response = await askAs(agency, claims({ fields: ['name', 'religion', 'sex'] }))
    const text = await response.clone().text()
    expect(await refusal(response)).toBe('403 FIELD_NOT_GRANTED religion')
    expect(text).toContain('Tôn giáo')
    expect(text).not.toContain(resident.person.name)
    expect(await kept()).toBe(before + 1)
    expect(await last()).toMatchObject({
      outcome: 'REFUSED',
      refusal: 'FIELD_NOT_GRANTED',
      refusedField: 'religion',
      fields: ['name', 'religion', 'sex'],
      residentId: null,
      answerSha256: null,
    })
  })

  test('for a purpose that was not granted', async () => {
    expect(await refusal(await askAs(agency, claims({ purpose: 'HEALTH_CARE' })))).toBe(
      '403 PURPOSE_NOT_GRANTED purpose',
    )
  })

  test('for a field of another purpose’s grant', async () => {
    const by = await openAgency(running.app, {
      grants: [taxGrant, { purpose: 'EDUCATION', fields: ['ethnicity'] }],
    })
    const asked = claims({ purpose: 'TAX', fields: ['ethnicity'] }, by)
    expect(await refusal(await askAs(by, asked))).toBe('403 FIELD_NOT_GRANTED ethnicity')
  })

  test('to confirm without both name and birth date', async () => {
    const { number, person } = resident
    const purpose = 'IDENTITY_CONFIRMATION'
    const fields = ['name', 'birthDate']
    for (const changes of [
      { purpose, fields, subject: { number } },
      { purpose, fields, subject: { number, name: person.name } },
      { purpose, fields: ['name'], subject: { number, name: person.name, birthDate: person.birthDate } },
    ])
      expect(await refusal(await askAs(agency, claims(changes)))).toBe('422 CLAIMS_NEEDED subject')
  })

  test('before the agreement begins, after it ends and while the agency is suspended', async () => {
    const { app } = running
    const early = await openAgency(app, { validFrom: '2026-03-03' })
    const late = await openAgency(app, { validTo: '2026-03-02' })
    const bad = await openAgency(app)
    await suspendAgency(app, administrator, { code: bad.code, reason: 'MISUSE' })
    for (const by of [early, late, bad])
      expect(await refusal(await askAs(by, claims({}, by)))).toBe('403 AGENCY_NOT_ACTIVE')
    await resumeAgency(app, administrator, { code: bad.code })
    expect(await ask(server, bad, claims({}, bad))).toMatchObject({ outcome: 'ANSWERED' })
  })
})

describe('the same request again', () => {
  test('gets the same answer, signed anew or not, and counts once', async () => {
    const question = claims()
    const jws = await sign(agency, question)
    const first = await (await post(server, jws)).text()
    const before = await contentOf(running.app)
    expect(await (await post(server, jws)).text()).toBe(first)
    running.advanceClock(minutes(10))
    const later = claims({ jti: question['jti'], fields: ['birthDate', 'name'] })
    expect(await (await askAs(agency, later)).text()).toBe(first)
    expect(await contentOf(running.app)).toEqual(before)
  })

  test('gets the same answer although the register has changed meanwhile, for a day', async () => {
    const { app } = running
    const { number, residentId, person } = await registerResident(app)
    const question = claimsOf(app, agency, number)
    const first = await (await askAs(agency, question)).text()
    await app.db.resident.update({ where: { id: residentId }, data: { name: 'TÊN ĐÃ ĐỔI' } })
    running.advanceClock(days(1) - 1000)
    const again = claimsOf(app, agency, number, { jti: question['jti'] })
    expect(await (await askAs(agency, again)).text()).toBe(first)
    running.advanceClock(2000)
    const old = claimsOf(app, agency, number, { jti: question['jti'] })
    expect(await refusal(await askAs(agency, old))).toBe('409 REQUEST_ID_USED jti')
    expect(person.name).not.toBe('TÊN ĐÃ ĐỔI')
  })

  test('ten times at once is one question', async () => {
    const { app } = running
    const by = await openAgency(app, { perMinute: 10, perDay: 10 })
    const question = claims({}, by)
    const signed = await Promise.all(Array.from({ length: 10 }, () => sign(by, question)))
    const answers = await Promise.all(
      signed.map(async (jws) => {
        const response = await post(server, jws)
        return `${response.status} ${await response.text()}`
      }),
    )
    expect(new Set(answers).size).toBe(1)
    expect(answers[0]).toMatch(/^200 /)
    const rows = await app.db.agencyQuery.findMany({ where: { requestId: String(question['jti']) } })
    expect(rows).toHaveLength(1)
    const audited = await app.db.auditEntry.count({ where: { subjectId: rows[0]?.id ?? '' } })
    expect(audited).toBe(1)
    const allowance = { relyingPartyId: rows[0]?.relyingPartyId ?? '' }
    expect(await app.db.agencyAllowance.findFirst({ where: allowance })).toMatchObject({
      dayCount: 1,
      minuteCount: 1,
      overQuota: 0,
    })
  })

  test('about something else is refused, whoever and whatever was asked before', async () => {
    const question = claims()
    await ask(server, agency, question)
    const { jti } = question
    for (const changes of [
      { jti, subject: { number: freeNumber() } },
      { jti, subject: { number: resident.number, name: resident.person.name } },
      { jti, fields: ['name'] },
      { jti, reference: 'HS-2' },
      { jti, fields: ['religion'] },
    ])
      expect(await refusal(await askAs(agency, claims(changes)))).toBe('409 REQUEST_ID_USED jti')
  })

  test('of another agency is another request', async () => {
    const by = await openAgency(running.app)
    const question = claims()
    const first = await ask(server, agency, question)
    const second = await ask(server, by, claims({ jti: question['jti'] }, by))
    expect(second).toMatchObject({ outcome: 'ANSWERED', aud: by.code, requestId: first.requestId })
    expect(second.jti).not.toBe(first.jti)
  })

  test('that was refused is refused alike and kept once; once granted it needs a new id', async () => {
    const { app } = running
    const by = await openAgency(app)
    const question = claims({ fields: ['relatives'] }, by)
    const before = await kept()
    for (let i = 0; i < 3; i++)
      expect(await refusal(await askAs(by, question))).toBe('403 FIELD_NOT_GRANTED relatives')
    expect(await kept()).toBe(before + 1)
    const terms = await termsFor({ code: by.code, grants: [{ purpose: 'TAX', fields: ['relatives'] }] })
    await changeAgency(app, administrator, { ...terms, publicKey: await publicJwk(by.keys) })
    expect(await refusal(await askAs(by, question))).toBe('409 REQUEST_ID_USED jti')
    const { jti } = claims()
    expect(await ask(server, by, claims({ jti, fields: ['relatives'] }, by))).toMatchObject({
      outcome: 'ANSWERED',
    })
  })

  test('is not answered again once its field, its agency or its key is no longer good', async () => {
    const { app } = running
    const by = await openAgency(app)
    const question = claims({}, by)
    await ask(server, by, question)
    const terms = await termsFor({ code: by.code, publicKey: await publicJwk(by.keys) })
    await changeAgency(app, administrator, { ...terms, grants: [confirmGrant] })
    expect(await refusal(await askAs(by, question))).toBe('403 PURPOSE_NOT_GRANTED purpose')
    await changeAgency(app, administrator, terms)
    await suspendAgency(app, administrator, { code: by.code, reason: 'OWN_WISH' })
    expect(await refusal(await askAs(by, question))).toBe('403 AGENCY_NOT_ACTIVE')
    await changeAgency(app, administrator, { ...terms, publicKey: await publicJwk(await signingKeys()) })
    expect(await refusal(await askAs(by, question))).toBe('401 QUERY_NOT_AUTHENTIC')
  })
})
