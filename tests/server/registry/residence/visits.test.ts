import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseCalendarDate } from '../../../../core/dates/calendar-date.ts'
import { approveDeclaration } from '../../../../server/registry/residence/approve-declaration.ts'
import {
  type AbsentResident,
  absentWorklist,
} from '../../../../server/registry/residence/visits/absent-worklist.ts'
import {
  assignVisits,
  type VisitsToAssign,
} from '../../../../server/registry/residence/visits/assign-visits.ts'
import { finishVisit } from '../../../../server/registry/residence/visits/finish-visit.ts'
import { myVisits } from '../../../../server/registry/residence/visits/my-visits.ts'
import { recordVisit } from '../../../../server/registry/residence/visits/record-visit.ts'
import { syncVisits } from '../../../../server/registry/residence/visits/sync-visits.ts'
import { days, type TestApp, testApp } from '../../../support/app.ts'
import { askGraphql, openHttp, signIn } from '../../../support/http.ts'
import { hireOfficer, officerOf } from '../../../support/officers.ts'
import { makePerson, registerResident } from '../../../support/people.ts'
import { refusalOf } from '../../../support/refusals.ts'
import { contentOf } from '../../../support/rows.ts'
import { approver, declare, registrar } from './registrar.ts'

let running: TestApp
/** The clock stands at 20/03/2026: the visits of the tests lie before it. */
beforeAll(async () => {
  running = await testApp()
  running.advanceClock(days(18))
})
afterAll(() => running.close())

const collector = officerOf('COLLECTOR')
const resident = async (unit = '00002') =>
  (await registerResident(running.app, makePerson({ residenceUnit: unit }))).residentId

const report = (residentId: string, visitedAt: string, more: Readonly<Record<string, unknown>> = {}) => ({
  clientId: randomUUID(),
  residentId,
  outcome: 'ABSENT',
  visitedAt: `${visitedAt}+07:00`,
  ...more,
})
const record = (visit: ReturnType<typeof report>, actor = collector) => recordVisit(running.app, actor, visit)

/** Four visits in vain: morning, evening, weekend, its evening. */
const inVain = ['2026-03-02T09:00:00', '2026-03-03T19:00:00', '2026-03-07T09:00:00', '2026-03-08T19:00:00']

describe('a visit', () => {
  test('in vain says when to go again; the next of the same person takes its place on the list', async () => {
    const residentId = await resident()
    const first = await record(report(residentId, '2026-03-19T09:00:00'))
    expect(first).toEqual({
      result: 'STORED',
      nextAttempt: { on: '2026-03-23', part: 'EVENING' },
      declarationId: null,
    })
    await record(report(residentId, '2026-03-20T09:00:00', { outcome: 'MET' }))
    const rows = await running.app.db.absenceVisit.findMany({
      where: { residentId },
      orderBy: { visitedAt: 'asc' },
    })
    expect(rows.map(({ latest }) => latest)).toEqual([false, true])
    expect(rows[0]).toMatchObject({ unitCode: '00002', visitedById: collector.id })
  })

  test('sent again changes nothing, and its id is nobody else’s', async () => {
    const residentId = await resident()
    const visit = report(residentId, '2026-03-19T09:00:00')
    const first = await record(visit)
    const before = await contentOf(running.app)
    expect(await record(visit)).toEqual({ ...first, result: 'STORED_BEFORE' })
    expect(await refusalOf(record({ ...visit, outcome: 'MET' }))).toBe('VISIT_NOT_POSSIBLE')
    expect(await refusalOf(record(visit, officerOf('COLLECTOR')))).toBe('VISIT_NOT_POSSIBLE')
    expect(await contentOf(running.app)).toEqual(before)
  })

  test('sent several times at the same moment is stored once', async () => {
    const visit = report(await resident(), '2026-03-19T09:00:00')
    const results = await Promise.all([1, 2, 3, 4].map(() => record(visit)))
    expect(results.map(({ result }) => result).toSorted()).toEqual([
      'STORED',
      'STORED_BEFORE',
      'STORED_BEFORE',
      'STORED_BEFORE',
    ])
  })

  test('enough in vain propose a status, which an approver decides; being met proposes the return', async () => {
    const { app } = running
    const residentId = await resident()
    const results = []
    for (const at of inVain)
      results.push(await record(report(residentId, at, { reason: 'WORKING_ELSEWHERE' })))
    expect(results.map(({ declarationId }) => declarationId !== null)).toEqual([false, false, false, true])
    expect(results.at(-1)?.nextAttempt).toBeNull()
    await approveDeclaration(app, approver, { id: results.at(-1)?.declarationId ?? '' })
    const statusOf = () => app.db.residenceStatus.findFirst({ where: { residentId, validTo: null } })
    expect(await statusOf()).toMatchObject({ status: 'ABSENT', reason: 'WORKING_ELSEWHERE' })
    const met = await record(report(residentId, '2026-03-14T19:00:00', { outcome: 'MET' }))
    await approveDeclaration(app, approver, { id: met.declarationId ?? '' })
    expect(await statusOf()).toMatchObject({ status: 'PERMANENT', reason: null })
  })

  test('that comes in late does not overwrite what was found since', async () => {
    const { app } = running
    const residentId = await resident()
    await record(report(residentId, '2026-03-10T19:00:00', { outcome: 'MET' }))
    const late = await record(report(residentId, '2026-03-09T09:00:00', { outcome: 'MOVED_AWAY' }))
    expect(late).toEqual({ result: 'STORED', nextAttempt: null, declarationId: null })
    const last = await app.db.absenceVisit.findFirst({ where: { residentId, latest: true } })
    expect(last?.outcome).toBe('MET')
    const other = await resident()
    const declared = { kind: 'STATUS', status: 'DECLARED_ABSENT', reason: 'ABROAD', from: '2026-03-15' }
    await declare(app, { residentId: other, declaration: declared })
    const older = await record(report(other, '2026-03-12T19:00:00', { outcome: 'UNKNOWN_HERE' }))
    expect(older.declarationId, 'the declaration is newer than the visit').toBeNull()
  })

  test('is refused from the future, of somebody elsewhere, of nobody, and in another form', async () => {
    const residentId = await resident()
    const refusal = (visit: ReturnType<typeof report>, actor = collector) => refusalOf(record(visit, actor))
    expect(await refusal(report(residentId, '2026-03-21T09:00:00'))).toBe('VISIT_NOT_POSSIBLE')
    expect(await refusal(report(residentId, '2026-03-19T09:00:00', { outcome: 'AWAY' }))).toBe(
      'VISIT_NOT_POSSIBLE',
    )
    expect(await refusal(report(randomUUID(), '2026-03-19T09:00:00'))).toBe('NOT_FOUND')
    expect(await refusal(report(residentId, '2026-03-19T09:00:00'), officerOf('COLLECTOR', '79'))).toBe(
      'FORBIDDEN',
    )
    expect(await refusal(report(residentId, '2026-03-19T09:00:00'), officerOf('APPROVER'))).toBe('FORBIDDEN')
    const assignmentId = randomUUID()
    expect(await refusal(report(residentId, '2026-03-19T09:00:00', { assignmentId }))).toBe('NOT_FOUND')
  })
})

describe('visits made without network', () => {
  test('are each answered on their own, in the order sent, and stored oldest first', async () => {
    const { app } = running
    const residentId = await resident()
    const good = inVain.map((at) => report(residentId, at))
    const sent = [...good.toReversed(), report(randomUUID(), inVain[0] ?? ''), { clientId: 'x' }, null]
    const answers = await syncVisits(app, collector, sent)
    expect(answers.map(({ result }) => result)).toEqual([
      ...good.map(() => 'STORED'),
      'REFUSED',
      'REFUSED',
      'REFUSED',
    ])
    expect(answers.map(({ clientId }) => clientId).slice(0, 4)).toEqual(
      good.toReversed().map(({ clientId }) => clientId),
    )
    expect(answers[0]?.declarationId, 'the newest of the four').not.toBeNull()
    expect(answers.slice(4).map(({ refusal }) => refusal?.code)).toEqual([
      'NOT_FOUND',
      'VISIT_NOT_POSSIBLE',
      'VISIT_NOT_POSSIBLE',
    ])
    const again = await syncVisits(app, collector, sent)
    expect(again.slice(0, 4).map(({ result }) => result)).toEqual(good.map(() => 'STORED_BEFORE'))
    expect(await app.db.absenceVisit.count({ where: { residentId } })).toBe(4)
  })

  test('are at most 200 at once, and a collector’s', async () => {
    const many = Array.from({ length: 201 }, () => ({}))
    expect(await refusalOf(syncVisits(running.app, collector, many))).toBe('TOO_MANY_VISITS')
    expect(await refusalOf(syncVisits(running.app, registrar, []))).toBe('FORBIDDEN')
  })
})

describe('an assignment', () => {
  const given = (officerId: string, residentIds: readonly string[], more: Partial<VisitsToAssign> = {}) => ({
    unitCode: '00002',
    hamlet: null,
    officerId,
    residentIds,
    purpose: 'ABSENT' as const,
    formSerial: null,
    dueOn: parseCalendarDate('2026-03-31'),
    ...more,
  })
  const hire = async () => (await hireOfficer(running.app, 'COLLECTOR', '00002')).actor

  test('sends a collector of the unit, is on the collector’s list, and is done when the person is met', async () => {
    const { app } = running
    const officer = await hire()
    const people = [await resident(), await resident()]
    expect(await assignVisits(app, registrar, given(officer.id, people))).toBe(2)
    expect(await assignVisits(app, registrar, given(officer.id, people)), 'known already').toBe(0)
    const mine = await myVisits(app, officer, { first: 1 })
    expect(mine).toMatchObject({ total: 2, visits: [{ purpose: 'ABSENT', dueOn: '2026-03-31', visits: 0 }] })
    const rest = await myVisits(app, officer, { first: 1, after: mine.next })
    expect(rest.next).toBeNull()
    const [first] = mine.visits
    const [second] = rest.visits
    expect([first?.residentId, second?.residentId].toSorted()).toEqual(people.toSorted())
    const visit = report(first?.residentId ?? '', '2026-03-19T09:00:00', { assignmentId: first?.id })
    await record(visit, officer)
    expect((await myVisits(app, officer, {})).total, 'in vain: it stays').toBe(2)
    const met = report(first?.residentId ?? '', '2026-03-19T19:00:00', {
      assignmentId: first?.id,
      outcome: 'MET',
    })
    await record(met, officer)
    expect((await myVisits(app, officer, {})).visits.map(({ id }) => id)).toEqual([second?.id])
    await finishVisit(app, officer, { id: second?.id ?? '' })
    await finishVisit(app, officer, { id: second?.id ?? '' })
    expect((await myVisits(app, officer, {})).total).toBe(0)
  })

  test('is refused for an officer who collects elsewhere, or not in the hamlet', async () => {
    const { app } = running
    const officer = await hire()
    const far = (await hireOfficer(app, 'COLLECTOR', '79')).actor
    const clerk = (await hireOfficer(app, 'REGISTRAR', '00002')).actor
    const people = [await resident()]
    const refusal = (one: ReturnType<typeof given>) => refusalOf(assignVisits(app, registrar, one))
    for (const { id } of [far, clerk]) {
      expect(await refusal(given(id, people))).toBe('NOT_A_COLLECTOR_THERE')
    }
    const hamlet = { hamlet: 'Tổ dân phố 3' }
    expect(await refusal(given(officer.id, people, hamlet))).toBe('NOT_A_COLLECTOR_THERE')
    const covered = { officerId: officer.id, unitCode: '00002', validFrom: new Date('2026-01-01') }
    await app.db.collectorAssignment.create({ data: { ...covered, ...hamlet } })
    expect(await refusal(given(officer.id, people, hamlet))).toBe('NOT_REFUSED')
  })

  test('is refused as a whole where one person is not of the unit, and outside the officer’s units', async () => {
    const { app } = running
    const officer = await hire()
    const people = [await resident(), await resident('00009')]
    expect(await refusalOf(assignVisits(app, registrar, given(officer.id, people)))).toBe('NOT_FOUND')
    expect(await app.db.visitAssignment.count({ where: { officerId: officer.id } })).toBe(0)
    const southern = assignVisits(app, officerOf('REGISTRAR', '79'), given(officer.id, people))
    expect(await refusalOf(southern)).toBe('FORBIDDEN')
    expect(await refusalOf(assignVisits(app, registrar, given(officer.id, [])))).toBe('TOO_MANY_ASSIGNED')
  })
})

describe('the list of the absent', () => {
  test('has who is away by status or by a visit, once each, page by page, and only of the officer’s units', async () => {
    const { app } = running
    const unit = '25742'
    const southern = officerOf('REGISTRAR', unit)
    const people: string[] = []
    for (let i = 0; i < 5; i++) people.push(await resident(unit))
    const [declared = '', both = '', visited = '', met = ''] = people
    const absence = {
      kind: 'STATUS',
      status: 'DECLARED_ABSENT',
      reason: 'STUDYING_ELSEWHERE',
      from: '2026-03-01',
    }
    for (const residentId of [declared, both]) {
      await declare(app, { residentId, declaration: absence, actor: southern })
    }
    const there = officerOf('COLLECTOR', unit)
    for (const residentId of [both, visited, met]) {
      await record(report(residentId, '2026-03-19T09:00:00', { reason: 'TREATMENT' }), there)
    }
    await record(report(met, '2026-03-19T19:00:00', { outcome: 'MET' }), there)
    const found: AbsentResident[] = []
    let after: string | null = null
    do {
      const page: Awaited<ReturnType<typeof absentWorklist>> = await absentWorklist(app, southern, {
        first: 2,
        after,
      })
      expect(page.total).toBe(3)
      found.push(...page.residents)
      after = page.next
    } while (after)
    expect(found.map(({ residentId }) => residentId)).toEqual([declared, both, visited].toSorted())
    const of = (id: string) => found.find(({ residentId }) => residentId === id)
    expect(of(declared)).toMatchObject({
      status: 'DECLARED_ABSENT',
      reason: 'STUDYING_ELSEWHERE',
      since: '2026-03-01',
      visits: 0,
      assigned: false,
    })
    expect(of(visited)).toMatchObject({
      status: null,
      reason: 'TREATMENT',
      unitCode: unit,
      lastOutcome: 'ABSENT',
      nextAttemptOn: '2026-03-23',
    })
    expect((await absentWorklist(app, officerOf('REGISTRAR', '26735'), {})).total).toBe(0)
    expect((await absentWorklist(app, officerOf('REGISTRAR', '79'), { unitCode: unit })).total).toBe(3)
    expect((await absentWorklist(app, registrar, { unitCode: unit })).total, 'another province').toBe(0)
  })

  test('and the visits are reached over GraphQL', async () => {
    const { app } = running
    const server = await openHttp(running)
    try {
      const account = await hireOfficer(app, 'COLLECTOR', '28758')
      const { credentials } = await signIn(server, account)
      const residentId = await resident('28758')
      const visit = report(residentId, '2026-03-19T09:00:00')
      const query = `mutation ($visits: [VisitInput!]!) { syncVisits(visits: $visits) {
        ... on SyncedVisits { visits { clientId result nextAttempt { on part } refusal { code } } }
      } }`
      const synced = await askGraphql(server, { query, variables: { visits: [visit] } }, credentials)
      expect(synced.data).toEqual({
        syncVisits: {
          visits: [
            {
              clientId: visit.clientId,
              result: 'STORED',
              nextAttempt: { on: '2026-03-23', part: 'EVENING' },
              refusal: null,
            },
          ],
        },
      })
      const list = `{ absentResidents { ... on AbsentPage { total residents { residentId nextAttempt { part } } } } }`
      const { data } = await askGraphql(server, { query: list }, credentials)
      expect(data).toEqual({
        absentResidents: { total: 1, residents: [{ residentId, nextAttempt: { part: 'EVENING' } }] },
      })
    } finally {
      await server.close()
    }
  })
})
