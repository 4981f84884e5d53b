import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../support/app.ts'
import { openCase } from '../../support/duplicate-cases.ts'
import { askGraphql, type Credentials, type HttpServer, openHttp, signIn } from '../../support/http.ts'
import { hireOfficer } from '../../support/officers.ts'

let running: TestApp
let server: HttpServer
let first: Credentials
let second: Credentials
let supervisor: Credentials
beforeAll(async () => {
  running = await testApp()
  server = await openHttp(running)
  const session = async (role: 'ADJUDICATOR' | 'APPROVER') =>
    (await signIn(server, await hireOfficer(running.app, role))).credentials
  first = await session('ADJUDICATOR')
  second = await session('ADJUDICATOR')
  supervisor = await session('APPROVER')
})
afterAll(async () => {
  await server.close()
  await running.close()
})

async function ask(credentials: Credentials, query: string, variables: Record<string, unknown> = {}) {
  const { data, errors } = await askGraphql(server, { query, variables }, credentials)
  expect(errors).toEqual([])
  return data ?? {}
}

const head = 'case { id state version takenByMe takenByName heldUntil overdue dueOn waitReason verdict }'
const act = (name: string, args = '') => `mutation ($id: String!, $version: Int!) {
  ${name}(id: $id, version: $version ${args}) { __typename
    ... on DuplicateCaseDetail { ${head} round possibleEvents } ... on DomainRefusal { code text { vi } } } }`
const screen = `query ($id: String!) { duplicateCase(id: $id) { __typename ... on DuplicateCaseDetail {
  ${head} round mayNot { vi } possibleEvents blind
  verdicts { verdict text { vi } consequence { vi } needsCandidate needsKeptNumber needsRecapture possible whyNot { vi } }
  applicant { ...side } candidates { id residentId grounds groundTexts { vi } scores { abis score }
    fingerScores { position score } own mergeable person { ...side }
    differences { field label { vi } applicant candidate difference differenceText { vi } contradicts } }
  documents { id kind kindText { vi } title note officerName at type path }
  judgements { round officerName mine verdict text { vi } candidateId keptNumber recapture reason at seconds }
} ... on DomainRefusal { code } } }
fragment side on CasePerson { residentId number name birthDate sex fields { field label { vi } value }
  portrait { id path } fingers { id kind position impression path width height dpi device quality exception capturedAt }
  capturedAt centreCode centreName applicationCode
  files { applicationId code kind state receivedAt centreCode } cards { serial state number issuedOn expiresOn }
  numbers { number state allottedOn cancelledOn successor reason } history { at kind label { vi } state } }`

test('a case goes from the list to its end by two officers, and the screen needs one question', async () => {
  const { app } = running
  const { id, applicant, candidate } = await openCase(app)
  const list = `{ duplicateCases(scope: OPEN, first: 5) { edges { node { id applicantName applicationCode candidateCount
    unitName originTexts { vi } state } } pageInfo { hasNextPage endCursor } } duplicateCaseCounts { open mine } }`
  expect(await ask(first, list)).toMatchObject({
    duplicateCases: {
      edges: [{ node: { id, applicantName: applicant.person.name, candidateCount: 1, state: 'OPEN' } }],
      pageInfo: { hasNextPage: false },
    },
    duplicateCaseCounts: { open: 1, mine: 0 },
  })
  const taken = await ask(first, act('takeDuplicateCase'), { id, version: 0 })
  expect(taken['takeDuplicateCase']).toMatchObject({
    case: { state: 'TAKEN', version: 1, takenByMe: true, takenByName: 'Cán bộ Mẫu' },
    round: 1,
    possibleEvents: ['giveBack', 'wait', 'judge', 'addDocument'],
  })
  const seen = await ask(first, screen, { id })
  expect(seen['duplicateCase']).toMatchObject({
    applicant: { number: applicant.number, files: [{ state: 'ADJUDICATION' }] },
    candidates: [
      {
        groundTexts: [{ vi: 'Vân tay' }],
        scores: [{ abis: 'EMBEDDED', score: 95.5 }],
        fingerScores: [{ position: 2, score: 95.5 }],
        own: false,
        mergeable: true,
        person: { number: candidate.number },
      },
    ],
    judgements: [],
  })
  const distinct = 'verdict: DISTINCT, reason: "Vân tay khác nhau rõ rệt"'
  await ask(first, act('judgeDuplicateCase', `, ${distinct}`), { id, version: 1 })
  const blind = await ask(second, screen, { id })
  expect(blind['duplicateCase']).toMatchObject({ blind: true, judgements: [], round: 2 })
  await ask(second, act('takeDuplicateCase'), { id, version: 2 })
  const closed = await ask(second, act('judgeDuplicateCase', `, ${distinct}`), { id, version: 3 })
  expect(closed['judgeDuplicateCase']).toMatchObject({ case: { state: 'CLOSED', verdict: 'DISTINCT' } })
  const after = await ask(second, screen, { id })
  expect(after['duplicateCase']).toMatchObject({
    judgements: [
      { round: 1, mine: false },
      { round: 2, mine: true },
    ],
  })
})

test('a case is laid aside, documented without a file, and given back by a supervisor', async () => {
  const { id } = await openCase(running.app)
  await ask(first, act('takeDuplicateCase'), { id, version: 0 })
  const back = await ask(supervisor, act('giveBackDuplicateCase'), { id, version: 1 })
  expect(back['giveBackDuplicateCase']).toMatchObject({ case: { state: 'OPEN' }, round: null })
  await ask(first, act('takeDuplicateCase'), { id, version: 2 })
  const add = `mutation ($id: String!) { addCaseRecord(id: $id, kind: INTERVIEW, title: "Gọi điện", note: "Hẹn 05/03") {
    ... on DuplicateCaseDetail { documents { kind title note path officerName } } } }`
  expect((await ask(first, add, { id }))['addCaseRecord']).toEqual({
    documents: [
      { kind: 'INTERVIEW', title: 'Gọi điện', note: 'Hẹn 05/03', path: null, officerName: 'Cán bộ Mẫu' },
    ],
  })
  const wait = act('waitDuplicateCase', ', reason: INTERVIEW, until: "2026-03-05"')
  const waiting = await ask(first, wait, { id, version: 3 })
  expect(waiting['waitDuplicateCase']).toMatchObject({ case: { state: 'WAITING', waitReason: 'INTERVIEW' } })
  const illegal = act('waitDuplicateCase', ', reason: INTERVIEW, until: "32/13"')
  expect((await ask(first, illegal, { id, version: 4 }))['waitDuplicateCase']).toMatchObject({
    __typename: 'DomainRefusal',
    code: 'ILLEGAL_DATE',
  })
})

test('figures: one’s own for a judge, everybody’s for the supervisor', async () => {
  const period = 'from: "2026-03-01", to: "2026-03-31"'
  const fields =
    'officerName judged first second third compared agreed agreementPermille overturned medianSeconds months { month judged }'
  const own = await ask(first, `{ myAdjudicatorFigures(${period}) { ${fields} } }`)
  expect(own['myAdjudicatorFigures']).toMatchObject({ judged: 1, first: 1, agreementPermille: 1000 })
  const all = await ask(supervisor, `{ adjudicatorFigures(${period}) { ${fields} } }`)
  expect(all['adjudicatorFigures']).toMatchObject([{ judged: 1 }, { judged: 1 }])
  const refused = await askGraphql(server, { query: `{ adjudicatorFigures(${period}) { judged } }` }, first)
  expect(refused.errors).toEqual(['FORBIDDEN'])
})

test('the prints of a pair are asked for by finger', async () => {
  const { id, candidateId } = await openCase(running.app)
  const query = `query ($id: String!, $candidate: String!) { fingerComparison(caseId: $id, candidateId: $candidate, position: 2) {
    __typename ... on FingerComparison { score threshold pairs { applicant candidate }
      applicant { position width height samplePath minutiae { x y angle type quality } } }
    ... on DomainRefusal { code } } }`
  const answer = await ask(first, query, { id, candidate: candidateId })
  expect(answer['fingerComparison']).toEqual({ __typename: 'DomainRefusal', code: 'NO_PRINT_TO_COMPARE' })
})
