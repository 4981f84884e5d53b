import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadFormIntoRegister } from '../../../../server/registry/forms/load-form.ts'
import { type TestApp, testApp } from '../../../support/app.ts'
import { askGraphql, type Credentials, type HttpServer, openHttp, signIn } from '../../../support/http.ts'
import { hireOfficer, officerOf } from '../../../support/officers.ts'
import { registerResident } from '../../../support/people.ts'
import { acceptLocality, answersFor, answersOf, transmitted } from './transmitted-forms.ts'

let running: TestApp
let server: HttpServer
let registrar: Credentials
let approver: Credentials
let stranger: Credentials
beforeAll(async () => {
  running = await testApp()
  server = await openHttp(running)
  await acceptLocality(running.app, '01')
  const session = async (role: 'REGISTRAR' | 'APPROVER', unit: string) =>
    (await signIn(server, await hireOfficer(running.app, role, unit))).credentials
  registrar = await session('REGISTRAR', '01')
  approver = await session('APPROVER', '01')
  stranger = await session('REGISTRAR', '79')
})
afterAll(async () => {
  await server.close()
  await running.close()
})

async function ask(credentials: Credentials, query: string, variables: Record<string, unknown> = {}) {
  const { data, errors } = await askGraphql(server, { query, variables }, credentials)
  expect(errors).toEqual([])
  return data
}

const screen = `query ($id: String!) { conflict(id: $id) { ... on ConflictDetail {
  case { id state kinds kindTexts { vi } unitName possibleEvents formSerial }
  number recordVersion provisional mine documentKind documentNumber
  rows { field label { vi en } outcome contradictory against advice because { vi }
    cells { source sourceText { vi } lookedUp value unknown difference differenceText { vi } } }
  proposal { outcome outcomeText { vi } confirmsRecord values { field label { vi } value } }
  refusals { reason values { field value } }
} ... on DomainRefusal { code } } }`

interface Page {
  readonly edges: readonly { readonly node: Readonly<Record<string, unknown>> }[]
  readonly pageInfo: { readonly endCursor: string; readonly hasNextPage: boolean }
}

test('the three-way screen needs one question, and a case goes from opening to its end', async () => {
  const known = await registerResident(running.app)
  const serial = await transmitted(running.app, answersFor(known, { birthDate: '05/02/1990' }), {
    unitCode: '01',
  })
  const load = `mutation ($serial: String!) { loadForm(serial: $serial) {
    ... on LoadedForm { outcome conflictId form { state } } ... on DomainRefusal { code } } }`
  const loaded = await ask(registrar, load, { serial })
  expect(loaded).toMatchObject({ loadForm: { outcome: 'WAITING', form: { state: 'TRANSMITTED' } } })
  const { conflictId: id } = (loaded?.['loadForm'] ?? {}) as { conflictId: string }

  const record = `mutation ($id: String!) { recordConflictSource(id: $id, source: RESIDENCE_BOOK,
    values: [{ field: "birthDate", value: "1990-02-05" }]) { __typename } }`
  expect(await ask(registrar, record, { id })).toEqual({
    recordConflictSource: { __typename: 'ConflictDetail' },
  })
  const open = await ask(registrar, screen, { id })
  expect(open?.['conflict']).toMatchObject({
    case: { state: 'OPEN', kinds: ['BIRTH_DATE'], possibleEvents: ['propose', 'park'], formSerial: serial },
    recordVersion: 1,
    proposal: null,
    rows: expect.arrayContaining([
      expect.objectContaining({
        field: 'birthDate',
        against: 'REGISTER',
        advice: 'RESIDENCE_BOOK',
        contradictory: true,
        label: { vi: 'Ngày, tháng, năm sinh', en: 'Date of birth' },
      }),
    ]),
  })

  const propose = `mutation ($id: String!) { proposeDecision(id: $id, outcome: SAME_PERSON, baseVersion: 1,
    values: [{ field: "birthDate", value: "1990-02-05" }], documentKind: BIRTH_CERTIFICATE,
    documentNumber: "12/1990") { ... on ConflictDetail { mine proposal { outcome } } ... on DomainRefusal { code } } }`
  expect(await ask(registrar, propose, { id })).toEqual({
    proposeDecision: { mine: true, proposal: { outcome: 'SAME_PERSON' } },
  })
  const confirm = `mutation ($id: String!) { confirmDecision(id: $id) {
    ... on SettledConflict { residentId touchesNumber formOutcome } ... on DomainRefusal { code } } }`
  expect(await ask(approver, confirm, { id })).toEqual({
    confirmDecision: { residentId: known.residentId, touchesNumber: false, formOutcome: 'LOADED' },
  })
})

test('worklists page through the cases of the officer’s units, with counts per state', async () => {
  const loader = officerOf('REGISTRAR')
  for (let i = 0; i < 3; i++) {
    const known = await registerResident(running.app)
    const serial = await transmitted(running.app, answersFor(known, { sex: 'MALE' }), { unitCode: '01' })
    await loadFormIntoRegister(running.app, loader, { serial })
  }
  const list = `query ($after: String) { conflicts(state: OPEN, kind: SEX, first: 2, after: $after) {
    edges { node { id state kinds } } pageInfo { endCursor hasNextPage } } conflictCounts(kind: SEX) { state count } }`
  const first = await ask(registrar, list)
  const page = first?.['conflicts'] as Page
  expect(page.edges).toHaveLength(2)
  expect(page.pageInfo.hasNextPage).toBe(true)
  expect(first?.['conflictCounts']).toEqual([
    { state: 'OPEN', count: 3 },
    ...['PROPOSED', 'WAITING_DOCUMENT', 'RESOLVED'].map((state) => ({ state, count: 0 })),
  ])
  const second = (await ask(registrar, list, { after: page.pageInfo.endCursor }))?.['conflicts'] as Page
  expect(new Set([...page.edges, ...second.edges].map(({ node }) => node.id)).size).toBe(3)
  const theirs = await ask(stranger, list)
  expect(theirs).toMatchObject({ conflicts: { edges: [] }, conflictCounts: [{ count: 0 }, {}, {}, {}] })
})

test('inquiries are seen by the unit that asks and the unit that is asked', async () => {
  const home = { province: 'Thành phố Hồ Chí Minh', commune: 'Phường Mẫu Mười Hai' }
  const serial = await transmitted(running.app, answersOf({ permanentAddress: home }), { unitCode: '01' })
  await loadFormIntoRegister(running.app, officerOf('REGISTRAR'), { serial })
  const list = `query ($direction: InquiryDirection!) { residenceInquiries(direction: $direction, state: SENT) { edges { node {
    id state fromUnitName toUnitName dueOn overdue subject { name birthDate } fields { field label { vi } }
    answers { field } possibleEvents } } } }`
  const nodes = async (who: Credentials, direction: string) => {
    const data = await ask(who, list, { direction })
    const page = data?.['residenceInquiries'] as Page | undefined
    return page?.edges.map(({ node }) => node) ?? []
  }
  const [sent] = await nodes(registrar, 'OUT')
  expect(sent).toMatchObject({
    state: 'SENT',
    fromUnitName: 'Thành phố Hà Nội',
    toUnitName: 'Phường Mẫu Mười Hai',
    dueOn: '2026-03-16',
    overdue: false,
    possibleEvents: ['receive', 'cancel'],
  })
  expect(await nodes(registrar, 'IN')).toEqual([])
  expect(await nodes(stranger, 'IN')).toEqual([sent])
  const answer = `mutation ($id: String!, $answers: [InquiryAnswerInput!]!) { answerInquiry(id: $id, answers: $answers) {
    ... on ResidenceInquiry { state } ... on DomainRefusal { code } } }`
  const receive = `mutation ($id: String!) { receiveInquiry(id: $id) { ... on ResidenceInquiry { state } } }`
  const id = sent?.['id']
  expect(await ask(stranger, receive, { id })).toEqual({ receiveInquiry: { state: 'RECEIVED' } })
  const broken = [{ field: 'name', outcome: 'VALUE' }]
  expect(await ask(stranger, answer, { id, answers: broken })).toEqual({
    answerInquiry: { code: 'ILLEGAL_ANSWER' },
  })
  const asked = sent?.['fields'] as { field: string }[]
  const answers = asked.map(({ field }) => ({ field, outcome: 'UNKNOWN' }))
  expect(await ask(stranger, answer, { id, answers })).toEqual({ answerInquiry: { state: 'ANSWERED' } })
})

test('bulk loads and provisional records have their questions', async () => {
  const start = `mutation { loadForms(unitCode: "00009", kind: DC01) {
    ... on FormLoad { total loaded reconciling finishedAt refused { code count } } ... on DomainRefusal { code } } }`
  expect(await ask(registrar, start)).toEqual({
    loadForms: { total: 0, loaded: 0, reconciling: 0, finishedAt: null, refused: [] },
  })
  expect(await ask(registrar, start)).toEqual({ loadForms: { code: 'LOAD_UNDER_WAY' } })
  const runs = `{ formLoads { edges { node { unitCode } } }
    provisionalResidents { ... on ProvisionalPage { next residents { id age missingTexts { vi } } } } }`
  expect(await ask(registrar, runs)).toEqual({
    formLoads: { edges: [{ node: { unitCode: '00009' } }] },
    provisionalResidents: { next: null, residents: [] },
  })
})
