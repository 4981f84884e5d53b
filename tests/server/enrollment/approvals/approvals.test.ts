import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseCalendarDate } from '../../../../core/dates/calendar-date.ts'
import type { ServerApp } from '../../../../server/graphql/context.ts'
import { dateOf } from '../../../../server/kernel/clock.ts'
import { type TestApp, testApp } from '../../../support/app.ts'
import { claimedFile } from '../../../support/claimed-file.ts'
import { type Desk, openDesk } from '../../../support/desk.ts'
import { unknownId } from '../../../support/factory.ts'
import { applicationIn } from '../../../support/files.ts'
import {
  askGraphql,
  type Credentials,
  type HttpServer,
  openHttp,
  refusalIn,
  signIn,
} from '../../../support/http.ts'
import { type Account, hireOfficer } from '../../../support/officers.ts'

let running: TestApp
let app: ServerApp
let server: HttpServer
let desk: Desk
let approver: Account
let mine: Credentials
let foreign: Credentials
beforeAll(async () => {
  running = await testApp()
  app = running.app
  server = await openHttp(running)
  desk = await openDesk(app)
  approver = await hireOfficer(app, 'APPROVER')
  mine = (await signIn(server, approver)).credentials
  foreign = (await signIn(server, await hireOfficer(app, 'APPROVER', '79'))).credentials
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

const waitingFile = (deadline: string | null, flags: string[] = [], unitCode = '01') =>
  applicationIn(app, 'AWAITING_APPROVAL', {
    flags,
    unitCode,
    deadlineOn: deadline === null ? null : dateOf(parseCalendarDate(deadline)),
  })

interface Page {
  readonly edges: readonly { readonly node: { readonly code: string; readonly overdue: boolean } }[]
  readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean }
}

async function listed(credentials: Credentials, args = '', variables: Record<string, unknown> = {}) {
  const query = `query ($after: String) { applicationsToApprove(first: 3, after: $after ${args}) {
    edges { node { code overdue ownHand unitName reason } } pageInfo { endCursor hasNextPage } } }`
  return (await ask(credentials, query, variables))['applicationsToApprove'] as Page
}
const codesOf = ({ edges }: Page) => edges.map(({ node }) => node.code)

describe('the list of files that wait for approval', () => {
  test('has the oldest deadline first, what has none last, page by page, narrowed by flag and by unit', async () => {
    const late = await waitingFile('2026-02-27')
    const none = await waitingFile(null)
    const flagged = await waitingFile('2026-03-09', ['FEE_DIFFERS'])
    const soon = await waitingFile('2026-03-05')
    const elsewhere = await waitingFile('2026-02-01', [], '79')
    await applicationIn(app, 'SCREENING')
    const first = await listed(mine)
    expect(codesOf(first)).toEqual([late.code, soon.code, flagged.code])
    expect(first.edges.map(({ node }) => node.overdue)).toEqual([true, false, false])
    const second = await listed(mine, '', { after: first.pageInfo.endCursor })
    expect(codesOf(second)).toEqual([none.code])
    expect(second.pageInfo.hasNextPage).toBe(false)
    expect(codesOf(await listed(mine, ', flag: FEE_DIFFERS'))).toEqual([flagged.code])
    expect(codesOf(await listed(mine, ', flagged: true'))).toEqual([flagged.code])
    expect(codesOf(await listed(mine, ', flagged: false'))).toEqual([late.code, soon.code, none.code])
    expect(codesOf(await listed(foreign))).toEqual([elsewhere.code])
    const { approvalCounts } = await ask(mine, '{ approvalCounts { waiting flagged overdue } }')
    expect(approvalCounts).toEqual({ waiting: 4, flagged: 1, overdue: 1 })
    const other = await askGraphql(server, { query: '{ approvalCounts(unitCode: "79") { waiting } }' }, mine)
    expect(other.errors).toEqual(['FORBIDDEN'])
  })
})

const whole = `query ($code: String!) { applicationFile(code: $code) { __typename ... on ApplicationFile {
  id code kind reason state flags unitName centreName overdue number ownHand possibleEvents operatorName
  person { name birthDate sex residence motherName } card { age issuedOn expiresOn portrait }
  captures { kind position quality dpi exception permanent reason path attempts }
  papers { kind reference page path } claims { field registry declared winner paper confirmedByCitizen }
  correction { state } fee { decision amount rule } oldCards { kind number handling }
  delivery { kind centre address } actions { action subject role officerName at } duplicateCases { state verdict }
} ... on DomainRefusal { code } } }`

interface Detail {
  readonly id: string
  readonly captures: readonly { readonly kind: string; readonly position: number; readonly path: string }[]
  readonly papers: readonly { readonly kind: string; readonly path: string }[]
  readonly actions: readonly { readonly action: string }[]
}

describe('the detail of a file', () => {
  test('holds in one question all that is decided upon, and its views are audited', async () => {
    const { applicant, file, declared, paper } = await claimedFile(desk)
    const { applicationFile } = await ask(mine, whole, { code: file.code })
    expect(applicationFile).toMatchObject({
      state: 'AWAITING_APPROVAL',
      flags: ['FINGER_EXCEPTION', 'CLAIM_PENDING'],
      number: applicant.number,
      ownHand: false,
      person: { name: applicant.person.name },
      card: { age: 35, issuedOn: '2026-03-02', expiresOn: '2030-05-20', portrait: true },
      claims: [{ field: 'name', registry: applicant.person.name, declared, winner: 'DECLARED', paper }],
      fee: { decision: 'FREE', rule: 'FIRST' },
      oldCards: [{ kind: 'CMND9', number: '012345678', handling: 'COLLECTED' }],
      delivery: { kind: 'PICKUP', centre: desk.centre },
      correction: { state: 'DRAFT' },
    })
    const detail = applicationFile as Detail
    const exception = detail.captures.find(({ position, kind }) => kind === 'FINGER' && position === 9)
    expect(exception).toMatchObject({ exception: 'AMPUTATED', reason: 'Cụt đốt một do tai nạn', path: null })
    expect(detail.papers.map(({ kind }) => kind).toSorted()).toEqual([
      'BIRTH_CERTIFICATE',
      'HAND_PHOTO',
      'SIGNATURE',
    ])
    expect(detail.actions.length).toBeGreaterThan(0)
    const views = { subjectId: file.id, action: 'application.review' }
    expect(await app.db.auditEntry.count({ where: views })).toBe(1)
  })

  test('shows its pictures to officers of its unit alone, each view audited', async () => {
    const { file } = await claimedFile(desk)
    const detail = (await ask(mine, whole, { code: file.code }))['applicationFile'] as Detail
    const face = detail.captures.find(({ kind }) => kind === 'FACE')?.path ?? ''
    const hand = detail.papers.find(({ kind }) => kind === 'HAND_PHOTO')?.path ?? ''
    for (const path of [face, hand]) {
      const answer = await fetch(server.url + path, { headers: mine })
      expect(answer.status).toBe(200)
      expect(answer.headers.get('content-type')).toBe('image/jpeg')
      expect(answer.headers.get('cache-control')).toBe('private, no-store')
      expect(await refusalIn(await fetch(server.url + path, { headers: foreign }))).toBe('404 NOT_FOUND')
    }
    const views = { subjectId: file.id, action: 'application.view-image' }
    expect(await app.db.auditEntry.findMany({ where: views })).toMatchObject([
      { actorId: approver.actor.id },
      { actorId: approver.actor.id },
    ])
    const chain = await app.db.evidence.findFirstOrThrow({
      where: { applicationId: file.id, kind: 'ACTIONS' },
    })
    const other = await applicationIn(app, 'AWAITING_APPROVAL')
    const refused = [
      `/applications/${file.id}/evidence/${chain.id}`,
      hand.replace(file.id, other.id),
      face.replace('samples', 'evidence'),
      `/applications/${file.id}/samples/${unknownId()}`,
      `/applications/${file.id}/samples/x`,
    ]
    const answers = refused.map(async (path) => refusalIn(await fetch(server.url + path, { headers: mine })))
    expect(await Promise.all(answers)).toEqual(refused.map(() => '404 NOT_FOUND'))
  })

  test('of another unit looks like none', async () => {
    const file = await waitingFile('2026-03-05')
    for (const [credentials, code] of [
      [foreign, file.code],
      [mine, 'HN001-00-000000-0000-X'],
      [mine, "x' OR 1=1"],
    ] as const) {
      const { applicationFile } = await ask(credentials, whole, { code })
      expect(applicationFile).toEqual({ __typename: 'DomainRefusal', code: 'NOT_FOUND' })
    }
    expect(await app.db.auditEntry.count({ where: { subjectId: file.id } })).toBe(0)
  })

  test('tells who captured it that somebody else must decide', async () => {
    const file = await applicationIn(app, 'AWAITING_APPROVAL', { operatorId: approver.actor.id })
    expect(await ask(mine, whole, { code: file.code })).toMatchObject({ applicationFile: { ownHand: true } })
  })
})
