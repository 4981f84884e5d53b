import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '../../../core/access/actions.ts'
import type { DeclaredPerson } from '../../../core/enrollment/packet.ts'
import { receiveCard } from '../../../server/issuance/receive-card.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { dispatchedCard, openStation, plannedJob, unknownId, workUntil } from '../../support/factory.ts'
import { applicationIn } from '../../support/files.ts'
import {
  askGraphql,
  type Credentials,
  type GraphqlAnswer,
  type HttpServer,
  openHttp,
  signIn,
} from '../../support/http.ts'
import { type Account, hireOfficer, officerOf } from '../../support/officers.ts'
import { type Applicant, freeNumber, makePerson, registerResident } from '../../support/people.ts'
import { contentOf } from '../../support/rows.ts'

/** Words that stand nowhere but in this applicant's data. */
const marked: Partial<DeclaredPerson> = {
  name: 'NGUYỄN THỊ DẤU VẾT',
  residence: 'Số 77, ngõ Dấu Vết, Phường Mẫu Một, Thành phố Hà Nội',
  motherName: 'TRẦN THỊ DẤU MẸ',
  legacyNumber: '987654321',
}

let running: TestApp
let server: HttpServer
let applicant: Applicant
const officers = new Map<string, Account & { readonly credentials: Credentials }>()

beforeAll(async () => {
  running = await testApp()
  server = await openHttp(running)
  applicant = await registerResident(running.app, makePerson(marked))
})
afterAll(async () => {
  await server.close()
  await running.close()
})

async function officer(role: Role, unitCode = '01') {
  const key = `${role} ${unitCode}`
  const known = officers.get(key)
  if (known) return known
  const account = await hireOfficer(running.app, role, unitCode)
  const { credentials } = await signIn(server, account)
  officers.set(key, { ...account, credentials })
  return { ...account, credentials }
}

const answers: GraphqlAnswer[] = []

/** The code of a refusal, wherever in the answer it stands. */
function refusalIn({ data, errors }: GraphqlAnswer): string {
  const [result] = Object.values(data ?? {}) as { __typename?: string; code?: string }[]
  return errors[0] ?? result?.code ?? result?.__typename ?? 'NO ANSWER'
}

/** Asks as an officer of a role; the database must be as before. Answers the refusal's code. */
async function refused(as: { readonly credentials: Credentials }, query: string): Promise<string> {
  const before = await contentOf(running.app)
  const answer = await askGraphql(server, { query }, as.credentials)
  answers.push(answer)
  expect(await contentOf(running.app)).toEqual(before)
  return refusalIn(answer)
}

const refusal = '__typename ... on DomainRefusal { code text { vi en } }'
const mutation = (field: string) => `mutation { ${field} { ${refusal} } }`
const subject = (number: string, birthDate: string) =>
  `{ enrollmentSubject(number: "${number}", birthDate: "${birthDate}") { ${refusal} ... on SubjectUnknown { text { vi en } } } }`

describe('at the desk', () => {
  test.each([
    ['a number that nobody has', () => subject(freeNumber(), '1990-05-20'), 'SubjectUnknown'],
    ['another’s birth date', () => subject(applicant.number, '1991-05-20'), 'SubjectUnknown'],
    ['a number of eleven digits', () => subject('00119000001', '1990-05-20'), 'ILLEGAL_CITIZEN_NUMBER'],
    [
      'a birth date that is not in the calendar',
      () => subject(applicant.number, '1990-02-30'),
      'ILLEGAL_DATE',
    ],
    ['a birth date in words', () => subject(applicant.number, 'hôm qua'), 'ILLEGAL_DATE'],
  ])('%s is refused', async (_, query, code) => {
    expect(await refused(await officer('CAPTURE_OFFICER'), query())).toBe(code)
  })
})

describe('a decision on a file is refused', () => {
  const waiting = () => applicationIn(running.app, 'AWAITING_APPROVAL', { applicant })
  let id: string
  beforeAll(async () => {
    id = (await waiting()).id
  })

  test('to the officer who captured it', async () => {
    const approver = await officer('APPROVER')
    await running.app.db.application.update({ where: { id }, data: { operatorId: approver.actor.id } })
    expect(await refused(approver, mutation(`approveApplication(id: "${id}")`))).toBe('SAME_PERSON')
    await running.app.db.application.update({ where: { id }, data: { operatorId: unknownId() } })
  })

  test('in another province', async () => {
    const elsewhere = await officer('APPROVER', '79')
    const decide = (field: string) => refused(elsewhere, mutation(field))
    expect(await decide(`approveApplication(id: "${id}")`)).toBe('FORBIDDEN')
    expect(await decide(`returnApplication(id: "${id}", reason: INCOMPLETE)`)).toBe('FORBIDDEN')
    expect(await decide(`refuseApplication(id: "${id}", reason: NOT_ENTITLED)`)).toBe('FORBIDDEN')
  })

  test('to another role', async () => {
    expect(await refused(await officer('CAPTURE_OFFICER'), mutation(`approveApplication(id: "${id}")`))).toBe(
      'FORBIDDEN',
    )
  })

  test('once the session has expired', async () => {
    const account = await hireOfficer(running.app, 'APPROVER')
    const { credentials } = await signIn(server, account)
    await running.app.db.officerSession.updateMany({
      where: { officerId: account.actor.id },
      data: { expiresAt: new Date(0) },
    })
    const before = await running.app.db.application.findUniqueOrThrow({ where: { id } })
    const answer = await askGraphql(
      server,
      { query: mutation(`approveApplication(id: "${id}")`) },
      credentials,
    )
    expect(refusalIn(answer)).toBe('UNAUTHENTICATED')
    expect(await running.app.db.application.findUniqueOrThrow({ where: { id } })).toEqual(before)
  })

  test('for a reason that the citizen could not read', async () => {
    const query = mutation(`returnApplication(id: "${id}", reason: VI_TOI_THICH)`)
    expect(await refused(await officer('APPROVER'), query)).toBe('GRAPHQL_VALIDATION_FAILED')
  })
})

describe('an id that names nothing is not found, whatever it looks like:', () => {
  const fields: readonly [Role, (id: string) => string][] = [
    ['APPROVER', (id) => `approveApplication(id: "${id}")`],
    ['APPROVER', (id) => `returnApplication(id: "${id}", reason: INCOMPLETE)`],
    ['APPROVER', (id) => `refuseApplication(id: "${id}", reason: NOT_ENTITLED)`],
    ['RECEPTION', (id) => `withdrawApplication(id: "${id}")`],
    ['QUALITY_CONTROLLER', (id) => `passPrintJob(id: "${id}")`],
    ['QUALITY_CONTROLLER', (id) => `failPrintJob(id: "${id}", failClass: DATA)`],
    ['PRODUCTION_OPERATOR', (id) => `settlePrintJob(id: "${id}", found: UNTOUCHED)`],
    ['PRODUCTION_OPERATOR', (id) => `reopenParcel(id: "${id}")`],
    ['ISSUING_OFFICER', (id) => `receiveCard(id: "${id}")`],
    ['ADMINISTRATOR', (id) => `certifyMachine(id: "${id}")`],
    ['STOCK_KEEPER', (id) => `issueBlanks(stationId: "${id}", count: 1)`],
  ]
  test.each(fields.map(([role, field]) => [field('…'), role, field] as const))(
    '%s',
    async (_, role, field) => {
      const as = await officer(role)
      for (const id of [unknownId(), 'không phải mã', '', "' OR 1=1 --"]) {
        expect(await refused(as, mutation(field(id)))).toBe('NOT_FOUND')
      }
    },
  )
})

describe('at the hand-over', () => {
  test('a QR that is not one, or not of a card that waits here, is refused', async () => {
    const { app } = running
    const station = await openStation(app)
    await plannedJob(app)
    const card = await dispatchedCard(app, station)
    await receiveCard(app, officerOf('ISSUING_OFFICER'), { id: card.id })
    const issuer = await officer('ISSUING_OFFICER')
    const handOver = (scan: string) => `{ counterCard(scan: ${JSON.stringify(scan)}) { ${refusal} } }`
    expect(await refused(issuer, handOver('https://example.invalid'))).toBe('ILLEGAL_CARD_QR')
    const foreign = `${card.number}||NGUYỄN THỊ KHÁC|20051990|Nữ|Nơi khác|02032026|||`
    expect(await refused(issuer, handOver(foreign))).toBe('CARD_NOT_HERE')
  })
})

test('a good card that is not that of the job does not settle it', async () => {
  const { app } = running
  await plannedJob(app)
  const { id } = await workUntil(app, await openStation(app), 'PRINTED')
  await app.db.printJob.update({ where: { id }, data: { status: 'OUTCOME_UNKNOWN' } })
  const query = mutation(`settlePrintJob(id: "${id}", found: GOOD, qr: "|||||||")`)
  expect(await refused(await officer('PRODUCTION_OPERATOR'), query)).toBe('QR_MISMATCH')
})

test('too many blanks, none, or fewer than none are refused', async () => {
  const station = await openStation(running.app, 0)
  const keeper = await officer('STOCK_KEEPER')
  const issue = (count: number) => mutation(`issueBlanks(stationId: "${station.id}", count: ${count})`)
  expect(await refused(keeper, issue(1_000_000))).toBe('STOCK_TOO_SMALL')
  expect(await refused(keeper, issue(0))).toBe('ILLEGAL_BLANK_COUNT')
  expect(await refused(keeper, issue(-5))).toBe('ILLEGAL_BLANK_COUNT')
})

test('a page of a worklist is never longer than fifty, and a cursor that is none is refused', async () => {
  const approver = await officer('APPROVER')
  const list = (args: string) => `{ applications(state: AWAITING_APPROVAL${args}) { edges { cursor } } }`
  const whole = await askGraphql(server, { query: list(', first: 5000') }, approver.credentials)
  expect(whole.errors).toEqual([])
  const answer = await askGraphql(server, { query: list(', after: "không phải"') }, approver.credentials)
  answers.push(answer)
  expect(answer.text).not.toContain('"edges"')
})

test('a cursor or page size that cannot be is refused in words, not recorded as a fault', async () => {
  const { credentials } = await signIn(server, await hireOfficer(running.app, 'APPROVER'))
  const faults = () => running.logged.filter((line) => line.includes('unexpected error')).length
  const before = faults()
  for (const page of ['first: -1', 'after: "junk"', 'after: "R1BDOko6e30="', 'after: "R1BDOlM6bm9uZQ=="']) {
    const query = `{ applications(state: AWAITING_APPROVAL, ${page}) { edges { node { id } } } }`
    expect((await askGraphql(server, { query }, credentials)).errors).toEqual(['ILLEGAL_REQUEST'])
  }
  expect(faults()).toBe(before)
})

test('every refusal has a Vietnamese and an English text, and none of them or the log tells who the applicant is', () => {
  const withText = answers.map(({ text }) => text).filter((text) => text.includes('"vi"'))
  expect(withText.length).toBeGreaterThan(50)
  const secrets = [...Object.values(marked), applicant.number].map(String)
  for (const text of [...answers.map((answer) => answer.text), ...running.logged]) {
    for (const secret of secrets) expect(text).not.toContain(secret)
    expect(text).not.toMatch(/node_modules|\.ts:\d|\\n {4}at /)
  }
})
