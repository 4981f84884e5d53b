import { PDFiumLibrary } from '@hyzyla/pdfium'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../../support/app.ts'
import {
  askGraphql,
  type Credentials,
  type HttpServer,
  openHttp,
  refusalIn,
  signIn,
} from '../../../support/http.ts'
import { type Account, hireOfficer } from '../../../support/officers.ts'
import { collectedForms, communes, design, sampleOf } from './locality.ts'

let running: TestApp
let server: HttpServer
let manager: Credentials
let approver: Credentials
let checker: Account
let checking: Credentials
let rechecker: Account
let rechecking: Credentials

beforeAll(async () => {
  running = await testApp()
  server = await openHttp(running)
  const enter = async (account: Account) => (await signIn(server, account)).credentials
  manager = await enter(await hireOfficer(running.app, 'CAMPAIGN_MANAGER'))
  approver = await enter(await hireOfficer(running.app, 'APPROVER'))
  checker = await hireOfficer(running.app, 'REVIEWER')
  checking = await enter(checker)
  rechecker = await hireOfficer(running.app, 'REVIEWER')
  rechecking = await enter(rechecker)
})
afterAll(async () => {
  await server.close()
  await running.close()
})

async function ask(query: string, variables: Readonly<Record<string, unknown>>, as: Credentials) {
  const { data, errors } = await askGraphql(server, { query, variables }, as)
  expect(errors).toEqual([])
  return Object.values(data ?? {})[0]
}

const refusal = '... on DomainRefusal { code }'

const planReview = `mutation ($unit: String!, $design: ReviewDesignInput!, $team: ReviewTeamInput!) {
  planReview(unitCode: $unit, formKind: DC01, design: $design, team: $team,
    schedule: { from: "2026-03-02", to: "2026-03-06" }) {
    ... on Review { id state unitName population sampleSize seed members { officerId name round } result { drawn } }
    ${refusal}
  }
}`

const step = (field: string) => `mutation ($id: String!) {
  ${field}(id: $id) { ... on Review { state possibleEvents progress { drawn checked toRecheck rechecked } } ${refusal} }
}`

const wanted = (unit: string) => ({
  unit,
  design,
  team: { name: 'Đoàn số 1', round1: [checker.actor.id], round2: [rechecker.actor.id] },
})

async function planned(unit: string, count: number): Promise<string> {
  await collectedForms(running.app, { unitCode: unit, count })
  const plan = await ask(planReview, wanted(unit), manager)
  return (plan as { id: string }).id
}

const samples = `query ($id: String!, $list: ReviewSampleList!) {
  reviewSamples(reviewId: $id, list: $list, first: 50) {
    ... on ReviewSamplePage {
      next
      samples { id place formSerial hamlet unitCode recheck fields { id item label { vi } } findings { round field kind found } }
    }
    ${refusal}
  }
}`

interface Page {
  readonly samples: readonly { readonly id: string; readonly findings: readonly unknown[] }[]
}

const record = `mutation ($id: String!, $findings: [ReviewFindingInput!]!) {
  recordFindings(sampleId: $id, findings: $findings) { ... on RecordedCheck { sampleId } ${refusal} }
}`

async function answerAll(id: string, as: Credentials, findings: readonly unknown[]): Promise<number> {
  const page = (await ask(samples, { id, list: 'MINE' }, as)) as Page
  for (const sample of page.samples) await ask(record, { id: sample.id, findings }, as)
  return page.samples.length
}

describe('a review over GraphQL', () => {
  test('goes from its plan through both rounds to the decision', async () => {
    await collectedForms(running.app, { unitCode: communes.small, count: 20 })
    const plan = await ask(planReview, wanted(communes.small), manager)
    expect(plan).toMatchObject({
      state: 'PLANNED',
      unitName: 'Xã Mẫu Hai',
      population: 20,
      seed: null,
      result: null,
    })
    const { id } = plan as { id: string }
    expect(await ask(step('startReview'), { id }, manager)).toMatchObject({ state: 'RUNNING' })
    const drawn = await answerAll(id, checking, [
      { field: 'ethnicity', kind: 'MISSING', found: null },
      { field: 'name', kind: 'WRONG', found: 'TRẦN THỊ MẪU' },
    ])
    expect(await ask(step('submitReviewRound'), { id }, checking)).toMatchObject({
      state: 'CHECKED',
      progress: { drawn, checked: drawn },
    })
    await answerAll(id, rechecking, [{ field: 'name', kind: 'WRONG', found: null }])
    expect(await ask(step('submitReviewRound'), { id }, rechecking)).toMatchObject({ state: 'RECHECKED' })
    const decide = `mutation ($id: String!) { decideReview(id: $id, event: fail, reason: null) {
      ... on Review { state decisions { attempt decision decidedBy seed result { quality { rate low high verdict text { vi } }
        mayAccept agreement { compared rate kappa } strata { unitName population sampleSize checked clean }
        fields { field missing wrong rate } collectors { name checked faulty rate low high } units { key name faulty } } } }
      ${refusal} } }`
    const decided = await ask(decide, { id }, approver)
    expect(decided).toMatchObject({
      state: 'FAILED',
      decisions: [
        {
          attempt: 1,
          decision: 'FAILED',
          decidedBy: 'Cán bộ Mẫu',
          result: {
            mayAccept: false,
            quality: { rate: 0, verdict: 'FAIL' },
            strata: [{ unitName: 'Xã Mẫu Hai', population: 20, checked: drawn, clean: 0 }],
            units: [{ key: communes.small, name: 'Xã Mẫu Hai', faulty: drawn }],
          },
        },
      ],
    })
  })

  test('keeps from the second team what the first found', async () => {
    const id = await planned(communes.large, 20)
    await ask(step('startReview'), { id }, manager)
    await answerAll(id, checking, [{ field: 'name', kind: 'WRONG', found: 'TRẦN THỊ MẪU' }])
    await ask(step('submitReviewRound'), { id }, checking)
    const seen = (await ask(samples, { id, list: 'ALL' }, rechecking)) as Page
    expect(seen.samples.flatMap(({ findings }) => findings)).toEqual([])
    const detail = `query ($id: String!) { review(id: $id) { ... on Review { result { clean } seed } } }`
    expect(await ask(detail, { id }, rechecking)).toMatchObject({ result: null })
    expect(await ask(detail, { id }, manager)).toMatchObject({ result: { clean: 0 } })
  })

  test('answers refusals with their code, and an unknown one as not found', async () => {
    expect(await ask(planReview, wanted('00003'), manager)).toEqual({ code: 'NOTHING_TO_REVIEW' })
    expect(await ask(step('startReview'), { id: 'none' }, manager)).toEqual({ code: 'NOT_FOUND' })
  })

  test('is listed within the officer’s units, one’s own work apart, in pages', async () => {
    const list = `query ($mine: Boolean, $first: Int, $after: String) { reviews(mine: $mine, first: $first, after: $after) {
      ... on ReviewPage { reviews { unitCode state overdue progress { drawn } } next } ${refusal} } }`
    const first = await ask(list, { first: 1 }, manager)
    expect(first).toMatchObject({ reviews: [{ unitCode: communes.large, state: 'CHECKED', overdue: false }] })
    const { next } = first as { next: string }
    expect(await ask(list, { after: next }, manager)).toMatchObject({
      reviews: [{ unitCode: communes.small, state: 'FAILED' }],
      next: null,
    })
    expect(await ask(list, { mine: true }, checking)).toMatchObject({ reviews: [{}, {}] })
    expect(await ask(list, { mine: true }, approver)).toEqual({ reviews: [], next: null })
    const elsewhere = await signIn(server, await hireOfficer(running.app, 'REVIEWER', '08'))
    expect(await ask(list, {}, elsewhere.credentials)).toEqual({ reviews: [], next: null })
  })
})

describe('the checklist on paper', () => {
  let id = ''
  const checklist = (id: string, headers: Credentials) =>
    fetch(`${server.url}/reviews/${id}/checklist.pdf`, { headers })

  async function textOf(response: Response): Promise<string> {
    expect(response.headers.get('content-type')).toBe('application/pdf')
    const pdfium = await PDFiumLibrary.init()
    const document = await pdfium.loadDocument(new Uint8Array(await response.arrayBuffer()))
    const text = [...document.pages()].map((page) => page.getText()).join(' ')
    document.destroy()
    pdfium.destroy()
    return text
  }

  test('lists the forms of one’s round; the hamlet is on it where it is known; every print is in the audit', async () => {
    id = await planned('01', 15)
    expect(await refusalIn(await checklist(id, checking))).toBe('422 ROUND_NOT_OPEN')
    await ask(step('startReview'), { id }, manager)
    const sample = await sampleOf(running.app, id)
    await running.app.db.form.updateMany({
      where: { serial: sample[0]?.formSerial ?? '' },
      data: {
        answers: {
          name: { type: 'TEXT', text: 'TRẦN THỊ MẪU' },
          permanentAddress: { type: 'ADDRESS', parts: { hamlet: 'Thôn Thử' } },
        },
      },
    })
    const text = await textOf(await checklist(id, checking))
    for (const { formSerial } of sample) expect(text).toContain(formSerial)
    expect(text).toContain('Thôn Thử, Phường Mẫu Một')
    expect(text).not.toContain('TRẦN THỊ MẪU')
    expect(await refusalIn(await checklist(id, rechecking))).toBe('422 ROUND_NOT_OPEN')
    await answerAll(id, checking, [])
    await ask(step('submitReviewRound'), { id }, checking)
    const second = await textOf(await checklist(id, rechecking))
    const drawn = sample.filter(({ formSerial }) => second.includes(formSerial))
    expect(drawn.map(({ recheck }) => recheck)).toEqual(drawn.map(() => true))
    expect(drawn).toHaveLength(sample.filter(({ recheck }) => recheck).length)
    const prints = await running.app.db.auditEntry.findMany({
      where: { action: 'review.print', subjectId: id },
    })
    expect(prints.map(({ details }) => details)).toEqual([
      `{"round":1,"forms":${sample.length}}`,
      `{"round":2,"forms":${drawn.length}}`,
    ])
  })

  test('is refused outside the unit and for a review that is none', async () => {
    const elsewhere = await signIn(server, await hireOfficer(running.app, 'REVIEWER', '08'))
    expect(await refusalIn(await checklist(id, elsewhere.credentials))).toBe('403 FORBIDDEN')
    expect(await refusalIn(await checklist('none', checking))).toBe('404 NOT_FOUND')
  })
})
