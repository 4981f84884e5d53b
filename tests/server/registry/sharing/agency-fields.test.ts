import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../../support/app.ts'
import { askGraphql, type Credentials, type HttpServer, openHttp, signIn } from '../../../support/http.ts'
import { signingKeys } from '../../../support/machines.ts'
import { hireOfficer } from '../../../support/officers.ts'
import { registerResident } from '../../../support/people.ts'
import { ask, claimsOf, publicJwk } from './agencies.ts'

let running: TestApp
let server: HttpServer
let administrator: Credentials
beforeAll(async () => {
  running = await testApp()
  server = await openHttp(running)
  administrator = (await signIn(server, await hireOfficer(running.app, 'ADMINISTRATOR'))).credentials
})
afterAll(async () => {
  await server.close()
  await running.close()
})

const gql = (query: string, variables: Readonly<Record<string, unknown>> = {}) =>
  askGraphql(server, { query, variables }, administrator)
const register = `mutation ($code: String!, $terms: AgencyTermsInput!) {
  registerAgency(code: $code, terms: $terms) {
    ... on Agency { code active keyThumbprint validFrom validTo grants { purpose purposeText { vi } fields fieldTexts { vi } } }
    ... on DomainRefusal { code text { vi } }
  }
}`

test('an administrator registers an agency over GraphQL, which then asks; suspends it and reads its log', async () => {
  const keys = await signingKeys()
  const terms = {
    name: 'Bảo hiểm xã hội Mẫu',
    agreement: '12/TT-2026',
    grants: [{ purpose: 'SOCIAL_INSURANCE', fields: ['name', 'death'] }],
    perMinute: 10,
    perDay: 100,
    publicKey: await publicJwk(keys),
    validFrom: '2026-01-01',
  }
  const made = await gql(register, { code: 'BHXH', terms })
  expect(made.data).toMatchObject({
    registerAgency: {
      code: 'BHXH',
      active: true,
      keyThumbprint: expect.stringMatching(/^[\w-]{43}$/) as string,
      validFrom: '2026-01-01',
      validTo: null,
      grants: [
        {
          purpose: 'SOCIAL_INSURANCE',
          purposeText: { vi: 'Bảo hiểm xã hội, bảo hiểm y tế' },
          fields: ['name', 'death'],
          fieldTexts: [{ vi: 'Họ, chữ đệm và tên khai sinh' }, { vi: 'Ngày chết hoặc mất tích' }],
        },
      ],
    },
  })
  const { number, person } = await registerResident(running.app)
  const agency = { code: 'BHXH', keys }
  const question = claimsOf(running.app, agency, number, {
    purpose: 'SOCIAL_INSURANCE',
    fields: ['name', 'death'],
  })
  expect((await ask(server, agency, question)).data).toEqual({ name: person.name, death: null })
  const log = await gql(`{
    agencyQueries(agencyCode: "BHXH", outcome: ANSWERED) { ... on AgencyQueryPage { queries { requestId purpose fields } next } }
    agencyCounts(agencyCode: "BHXH", from: "2026-03-02", to: "2026-03-02") { ... on AgencyCounts { counts { outcome count } } }
  }`)
  expect(log.data).toEqual({
    agencyQueries: {
      queries: [{ requestId: question['jti'], purpose: 'SOCIAL_INSURANCE', fields: ['name', 'death'] }],
      next: null,
    },
    agencyCounts: { counts: [{ outcome: 'ANSWERED', count: 1 }] },
  })
  const changed = await gql(register.replaceAll('registerAgency', 'changeAgency'), {
    code: 'BHXH',
    terms: { ...terms, validTo: '2027-01-01' },
  })
  expect(changed.data).toMatchObject({ changeAgency: { validTo: '2027-01-01' } })
  const stopped = await gql(
    'mutation { suspendAgency(code: "BHXH", reason: MISUSE) { ... on Agency { active } } }',
  )
  expect(stopped.data).toEqual({ suspendAgency: { active: false } })
  const again = await gql('mutation { resumeAgency(code: "BHXH") { ... on Agency { active } } }')
  expect(again.data).toEqual({ resumeAgency: { active: true } })
  const list = await gql('{ agencies(first: 10) { edges { node { code name perMinute perDay } } } }')
  expect(list.data).toEqual({
    agencies: {
      edges: [{ node: { code: 'BHXH', name: 'Bảo hiểm xã hội Mẫu', perMinute: 10, perDay: 100 } }],
    },
  })
})

test('what is left out or illegal is a refusal in Vietnamese', async () => {
  const empty = await gql(register, { code: 'TRONG', terms: {} })
  expect(empty.data).toMatchObject({ registerAgency: { code: 'ILLEGAL_AGENCY' } })
  const unknown = await gql(
    'mutation { resumeAgency(code: "X") { ... on DomainRefusal { code text { vi } } } }',
  )
  expect(unknown.data).toEqual({ resumeAgency: { code: 'NOT_FOUND', text: { vi: 'Không tìm thấy.' } } })
})
