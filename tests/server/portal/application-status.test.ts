import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { composeApplicationCode } from '../../../core/enrollment/application-code.ts'
import type { ApplicationState } from '../../../core/lifecycle/application.ts'
import { applicationStatus } from '../../../server/portal/application-status.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { applicationIn } from '../../support/files.ts'
import { askGraphql, type HttpServer, openHttp } from '../../support/http.ts'
import { makePerson, registerResident } from '../../support/people.ts'
import { contentOf } from '../../support/rows.ts'

let running: TestApp
let server: HttpServer
beforeAll(async () => {
  running = await testApp()
  server = await openHttp(running)
})
afterAll(async () => {
  await server.close()
  await running.close()
})

/** A code as it should be, of no file. */
const nobodys = composeApplicationCode({ centre: 'HN001', machine: 1, day: '2026-03-02', sequence: 1 })

const query = `query ($code: String!, $birthDate: String!) {
  applicationStatus(code: $code, birthDate: $birthDate) {
    __typename
    ... on ApplicationStatus {
      code state promisedOn deadlineOn steps { step finishedOn current } advice { vi en } reasons { vi en }
    }
    ... on StatusNotFound { text { vi en } }
    ... on DomainRefusal { code text { vi en } }
  }
}`

async function lookUp(code: string, birthDate: string) {
  const answer = await askGraphql(server, { query, variables: { code, birthDate } })
  expect(answer.errors).toEqual([])
  return { text: answer.text, status: answer.data?.['applicationStatus'] as Record<string, unknown> }
}

test('a citizen sees a file by its code and birth date, typed as people type, without signing in', async () => {
  const { app } = running
  const stepDates = { RECEIVED: '2026-03-02', UNDER_REVIEW: '2026-03-03' }
  const { code } = await applicationIn(app, 'IN_PRODUCTION', {
    stepDates,
    promisedOn: new Date('2026-03-11'),
  })
  const { status } = await lookUp(` ${code.toLowerCase().replaceAll('-', ' ')} `, '1990-05-20')
  expect(status).toMatchObject({
    code,
    state: 'IN_PRODUCTION',
    promisedOn: '2026-03-11',
    steps: [
      { step: 'RECEIVED', finishedOn: '2026-03-02', current: false },
      { step: 'UNDER_REVIEW', finishedOn: '2026-03-03', current: false },
      { step: 'IN_PRODUCTION', finishedOn: null, current: true },
      { step: 'IN_TRANSIT', finishedOn: null, current: false },
      { step: 'READY', finishedOn: null, current: false },
      { step: 'ISSUED', finishedOn: null, current: false },
    ],
    reasons: [],
  })
})

test('nothing in the answer says more of the person than was asked with', async () => {
  const { app } = running
  const applicant = await registerResident(app, makePerson({ name: 'NGUYỄN THỊ DẤU VẾT' }))
  const { code, unitCode } = await applicationIn(app, 'READY', { applicant })
  const { text } = await lookUp(code, '1990-05-20')
  const { name, residence, fatherName, motherName } = applicant.person
  for (const secret of [name, residence, fatherName, motherName, applicant.number])
    expect(text).not.toContain(secret)
  expect(unitCode).toBe('01')
})

test('a returned file tells why, and what to bring', async () => {
  const { code } = await applicationIn(running.app, 'RETURNED', { reasonCodes: ['EVIDENCE_MISSING'] })
  const { status } = await lookUp(code, '1990-05-20')
  expect(status).toMatchObject({ state: 'RETURNED' })
  const [reason] = status['reasons'] as { vi: string; en: string }[]
  expect(reason?.vi).toMatch(/Thiếu giấy tờ.+Mang giấy tờ/)
  expect(reason?.en).toMatch(/papers/)
})

test('a card that is made again is told so', async () => {
  const { code } = await applicationIn(running.app, 'IN_PRODUCTION', { flags: ['REMAKING'] })
  expect((await lookUp(code, '1990-05-20')).status).toMatchObject({
    state: 'REMAKING',
    advice: { vi: 'Thẻ lỗi, đang làm lại, không thu phí.' },
  })
})

const outside: readonly (readonly [ApplicationState, string])[] = [
  ['RECEIVED', 'RECEIVED'],
  ['SCREENING', 'RECEIVED'],
  ['ADJUDICATION', 'RECEIVED'],
  ['AWAITING_APPROVAL', 'UNDER_REVIEW'],
  ['APPROVED', 'IN_PRODUCTION'],
  ['IN_TRANSIT', 'IN_TRANSIT'],
  ['UNCOLLECTED', 'READY'],
  ['ISSUED', 'ISSUED'],
  ['REFUSED', 'REFUSED'],
  ['WITHDRAWN', 'WITHDRAWN'],
  ['LAPSED', 'LAPSED'],
  ['CLOSED', 'CLOSED'],
]
test.each(outside)('a file in the state %s is seen as %s', async (state, seen) => {
  const { code } = await applicationIn(running.app, state)
  const status = await applicationStatus(running.app, { code, birthDate: '1990-05-20' })
  expect(status.state).toBe(seen)
})

describe('nothing is told, and nothing is changed,', () => {
  test('with a wrong birth date or an unknown code: the two look the same', async () => {
    const { code } = await applicationIn(running.app, 'READY')
    const before = await contentOf(running.app)
    const wrong = await lookUp(code, '1990-05-21')
    const unknown = await lookUp(nobodys, '1990-05-20')
    expect(wrong.status).toMatchObject({ __typename: 'StatusNotFound' })
    expect(unknown.text).toBe(wrong.text)
    expect(await contentOf(running.app)).toEqual(before)
  })

  test('of a file whose packet was not opened yet: its birth date is not known', async () => {
    const { code } = await applicationIn(running.app, 'RECEIVED', { birthDate: null })
    expect((await lookUp(code, '1990-05-20')).status).toMatchObject({ __typename: 'StatusNotFound' })
  })

  test.each([
    ['a mistyped code', 'HN001-01-260302-0001-A', '1990-05-20', 'ILLEGAL_APPLICATION_CODE'],
    ['no code', '', '1990-05-20', 'ILLEGAL_APPLICATION_CODE'],
    ['a day that is not in the calendar', nobodys, '2023-02-30', 'ILLEGAL_DATE'],
    ['no day', nobodys, '', 'ILLEGAL_DATE'],
  ])('for %s', async (_, code, birthDate, refusal) => {
    const { status } = await lookUp(code, birthDate)
    expect(status).toMatchObject({ __typename: 'DomainRefusal', code: refusal })
    expect(status['text']).toMatchObject({ vi: expect.stringMatching(/\S/), en: expect.stringMatching(/\S/) })
  })
})
