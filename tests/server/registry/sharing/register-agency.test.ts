import { exportJWK } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { changeAgency } from '../../../../server/registry/sharing/change-agency.ts'
import { type NewAgency, registerAgency } from '../../../../server/registry/sharing/register-agency.ts'
import { resumeAgency, suspendAgency } from '../../../../server/registry/sharing/suspend-agency.ts'
import { type TestApp, testApp } from '../../../support/app.ts'
import { officerOf } from '../../../support/officers.ts'
import { refusalOf } from '../../../support/refusals.ts'
import { contentOf } from '../../../support/rows.ts'
import { administrator, openAgency, publicJwk, taxFields, taxGrant, termsFor } from './agencies.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
})
afterAll(() => running.close())

const register = async (changes: Partial<NewAgency> = {}, actor = administrator) =>
  registerAgency(running.app, actor, await termsFor(changes))
const audited = (code: string) =>
  running.app.db.auditEntry.findMany({ where: { subjectId: code }, orderBy: { seq: 'asc' } })

test('an administrator registers an agency; the audit keeps how much was granted and to which key', async () => {
  const code = await register({ grants: [{ purpose: 'TAX', fields: [...taxFields, 'name'] }] })
  const row = await running.app.db.relyingParty.findUniqueOrThrow({ where: { code } })
  expect(row).toMatchObject({
    active: true,
    grants: { TAX: [...taxFields] },
    createdById: administrator.id,
    validTo: null,
  })
  const [entry] = await audited(code)
  expect(entry).toMatchObject({ action: 'agency.register', actorId: administrator.id })
  expect(JSON.parse(entry?.details ?? '')).toMatchObject({ grants: 'TAX:5', perMinute: 1000, perDay: 10_000 })
})

describe('an agency is not registered', () => {
  const base = { kty: 'EC', crv: 'P-256' }
  const offCurve = JSON.stringify({ ...base, x: 'A'.repeat(43), y: 'A'.repeat(43) })
  const cases: readonly [string, Partial<NewAgency>, string][] = [
    ['under a code with other signs', { code: 'thuế' }, 'ILLEGAL_AGENCY'],
    ['without a name', { name: ' ' }, 'ILLEGAL_AGENCY'],
    ['without an agreement', { agreement: '' }, 'ILLEGAL_AGENCY'],
    ['with no question a minute', { perMinute: 0 }, 'ILLEGAL_AGENCY'],
    ['with part of a question', { perMinute: 1.5 }, 'ILLEGAL_AGENCY'],
    ['with more a minute than a day', { perMinute: 10, perDay: 9 }, 'ILLEGAL_AGENCY'],
    ['with a number that is none', { perDay: Number.NaN }, 'ILLEGAL_AGENCY'],
    ['from a day that is not', { validFrom: '2026-02-30' }, 'ILLEGAL_DATE'],
    ['until before it begins', { validFrom: '2026-02-02', validTo: '2026-02-02' }, 'ILLEGAL_AGENCY'],
    ['for nothing', { grants: [] }, 'ILLEGAL_GRANT'],
    ['for an unknown purpose', { grants: [{ purpose: 'TÒ MÒ', fields: ['name'] }] }, 'ILLEGAL_GRANT'],
    ['for a purpose named like a method', { grants: [{ purpose: 'toString', fields: [] }] }, 'ILLEGAL_GRANT'],
    ['for a purpose twice', { grants: [taxGrant, taxGrant] }, 'ILLEGAL_GRANT'],
    ['for a purpose without fields', { grants: [{ purpose: 'TAX', fields: [] }] }, 'ILLEGAL_GRANT'],
    ['for an unknown field', { grants: [{ purpose: 'TAX', fields: ['otherData'] }] }, 'ILLEGAL_GRANT'],
    [
      'for a field above the purpose’s ceiling',
      { grants: [{ purpose: 'TAX', fields: ['religion'] }] },
      'ILLEGAL_GRANT',
    ],
    [
      'to confirm by the name alone',
      { grants: [{ purpose: 'IDENTITY_CONFIRMATION', fields: ['name'] }] },
      'ILLEGAL_GRANT',
    ],
    ['with a key that is no JSON', { publicKey: 'khóa' }, 'ILLEGAL_AGENCY_KEY'],
    ['with a key that is not on the curve', { publicKey: offCurve }, 'ILLEGAL_AGENCY_KEY'],
    ['with a key of another kind', { publicKey: '{"kty":"oct","k":"AAAA"}' }, 'ILLEGAL_AGENCY_KEY'],
  ]
  test.each(cases)('%s', async (_, changes, code) => {
    const before = await contentOf(running.app)
    expect(await refusalOf(register(changes))).toBe(code)
    expect(await contentOf(running.app)).toEqual(before)
  })

  test('with a private key', async () => {
    const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign'])
    const publicKey = JSON.stringify(await exportJWK(pair.privateKey))
    expect(publicKey).toContain('"d"')
    expect(await refusalOf(register({ publicKey }))).toBe('ILLEGAL_AGENCY_KEY')
  })

  test('under a code that is taken, also at the same moment', async () => {
    const outcomes = await Promise.all([1, 2, 3].map(() => refusalOf(register({ code: 'CUNG-MA' }))))
    expect(outcomes.toSorted()).toEqual(['ILLEGAL_AGENCY', 'ILLEGAL_AGENCY', 'NOT_REFUSED'])
  })

  test('changed, suspended or resumed by anybody but an administrator', async () => {
    const { app } = running
    const { code } = await openAgency(app)
    const terms = await termsFor({ code })
    for (const actor of [officerOf('REGISTRAR'), officerOf('DATA_CENTRE_OPERATOR')])
      expect(
        await Promise.all(
          [
            register({}, actor),
            changeAgency(app, actor, terms),
            suspendAgency(app, actor, { code, reason: 'MISUSE' }),
            resumeAgency(app, actor, { code }),
          ].map(refusalOf),
        ),
      ).toEqual(['FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN'])
  })
})

test('terms are changed as a whole', async () => {
  const { app } = running
  const agency = await openAgency(app, { validTo: '2027-01-01' })
  const terms = await termsFor({
    code: agency.code,
    grants: [{ purpose: 'EDUCATION', fields: ['name'] }],
    perMinute: 5,
    perDay: 50,
    publicKey: await publicJwk(agency.keys),
  })
  await changeAgency(app, administrator, terms)
  expect(await app.db.relyingParty.findUniqueOrThrow({ where: { code: agency.code } })).toMatchObject({
    grants: { EDUCATION: ['name'] },
    perMinute: 5,
    validTo: null,
  })
  expect((await audited(agency.code)).map(({ action }) => action)).toEqual([
    'agency.register',
    'agency.change',
  ])
  expect(await refusalOf(changeAgency(app, administrator, { ...terms, perDay: 1 }))).toBe('ILLEGAL_AGENCY')
  expect(await refusalOf(changeAgency(app, administrator, { ...terms, code: 'KHONG-CO' }))).toBe('NOT_FOUND')
})

test('suspending twice is one suspension, with its reason; resuming ends it', async () => {
  const { app } = running
  const { code } = await openAgency(app)
  await suspendAgency(app, administrator, { code, reason: 'KEY_COMPROMISED' })
  await suspendAgency(app, administrator, { code, reason: 'MISUSE' })
  expect(await app.db.relyingParty.findUnique({ where: { code } })).toMatchObject({ active: false })
  await resumeAgency(app, administrator, { code })
  expect(await app.db.relyingParty.findUnique({ where: { code } })).toMatchObject({ active: true })
  expect((await audited(code)).slice(1).map(({ action, details }) => `${action} ${details}`)).toEqual([
    'agency.suspend {"reason":"KEY_COMPROMISED"}',
    'agency.resume {"reason":null}',
  ])
  const unknown = suspendAgency(app, administrator, { code: 'KHONG-CO', reason: 'MISUSE' })
  expect(await refusalOf(unknown)).toBe('NOT_FOUND')
})
