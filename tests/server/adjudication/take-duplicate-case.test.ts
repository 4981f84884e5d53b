import { afterAll, beforeAll, expect, test } from 'vitest'
import { leaseHours } from '../../../core/adjudication/case-terms.ts'
import { giveBackDuplicateCase } from '../../../server/adjudication/give-back-duplicate-case.ts'
import { takeDuplicateCase } from '../../../server/adjudication/take-duplicate-case.ts'
import { voidDuplicateCase } from '../../../server/adjudication/void-duplicate-case.ts'
import { systemActor } from '../../../server/kernel/actor.ts'
import { minutes, type TestApp, testApp } from '../../support/app.ts'
import { adjudicator, caseOf, judge, openCase, say, take, versionOf } from '../../support/duplicate-cases.ts'
import { unknownId } from '../../support/factory.ts'
import { officerOf } from '../../support/officers.ts'
import { refusalOf } from '../../support/refusals.ts'
import { contentOf } from '../../support/rows.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
})
afterAll(() => running.close())

test('an officer of the unit takes a case and holds it; the history and the audit say so', async () => {
  const { app } = running
  const { id, applicationId } = await openCase(app)
  const officer = adjudicator()
  await take(app, officer, id)
  expect(await caseOf(app, id)).toMatchObject({ status: 'TAKEN', takenBy: officer.id })
  const moves = await app.db.transition.findMany({ where: { record: 'duplicate case', recordId: id } })
  expect(moves).toMatchObject([{ event: 'take', toState: 'TAKEN', actorId: officer.id }])
  const entries = await app.db.auditEntry.findMany({
    where: { action: 'duplicate-case.take', subjectId: applicationId },
  })
  expect(entries).toMatchObject([{ actorId: officer.id, details: JSON.stringify({ case: id, round: 1 }) }])
})

test('of two officers who take at once one holds it, and the other is told', async () => {
  const { app } = running
  const { id } = await openCase(app)
  const version = await versionOf(app, id)
  const officers = [adjudicator(), adjudicator()]
  const refusals = await Promise.all(
    officers.map((officer) => refusalOf(takeDuplicateCase(app, officer, { id, version }))),
  )
  expect(refusals.toSorted()).toEqual(['NOT_REFUSED', 'STALE_VERSION'])
  const winner = officers[refusals.indexOf('NOT_REFUSED')]
  expect(await caseOf(app, id)).toMatchObject({ status: 'TAKEN', takenBy: winner?.id })
})

test('a double click takes once', async () => {
  const { app } = running
  const { id } = await openCase(app)
  const officer = adjudicator()
  const version = await versionOf(app, id)
  const clicks = [1, 2].map(() => refusalOf(takeDuplicateCase(app, officer, { id, version })))
  expect((await Promise.all(clicks)).toSorted()).toEqual(['NOT_REFUSED', 'STALE_VERSION'])
  expect(await app.db.transition.count({ where: { recordId: id, event: 'take' } })).toBe(1)
})

test('what another holds is refused until the lease is over, then it may be taken', async () => {
  const { app } = running
  const { id } = await openCase(app)
  const [first, second] = [adjudicator(), adjudicator()]
  await take(app, first, id)
  running.advanceClock(minutes(leaseHours * 60 - 1))
  expect(await refusalOf(take(app, second, id))).toBe('CASE_HELD')
  running.advanceClock(minutes(1))
  await take(app, second, id)
  expect(await caseOf(app, id)).toMatchObject({ takenBy: second.id })
  expect(await refusalOf(judge(app, first, id, { verdict: 'DISTINCT' }))).toBe('CASE_HELD')
})

test('an officer of another unit, an unknown case and no id at all look the same; nothing is written', async () => {
  const { app } = running
  const { id } = await openCase(app)
  const before = await contentOf(app)
  const foreign = adjudicator('79')
  for (const one of [id, unknownId(), 'không phải mã']) {
    expect(await refusalOf(takeDuplicateCase(app, foreign, { id: one, version: 0 }))).toBe('NOT_FOUND')
  }
  expect(await refusalOf(takeDuplicateCase(app, officerOf('APPROVER'), { id, version: 0 }))).toBe('FORBIDDEN')
  expect(await contentOf(app)).toEqual(before)
})

test.each(['operatorId', 'supervisorId', 'approverId'] as const)(
  'who is the %s of the file may not judge it',
  async (column) => {
    const { app } = running
    const officer = adjudicator()
    const { id } = await openCase(app, { file: { [column]: officer.id } })
    expect(await refusalOf(take(app, officer, id))).toBe('SAME_PERSON')
  },
)

test('nor may who captured the candidate: an officer who enrolled one person twice would judge it', async () => {
  const { app } = running
  const officer = adjudicator()
  const { id, candidateFileId } = await openCase(app)
  await app.db.application.update({ where: { id: candidateFileId }, data: { operatorId: officer.id } })
  expect(await refusalOf(take(app, officer, id))).toBe('SAME_PERSON')
})

test('who judged first may not take the case for the second or the third judgement', async () => {
  const { app } = running
  const { id, candidateId } = await openCase(app)
  const [first, second] = [adjudicator(), adjudicator()]
  await say(app, first, id, { verdict: 'DISTINCT' })
  expect(await refusalOf(take(app, first, id))).toBe('SAME_PERSON')
  await say(app, second, id, { verdict: 'SAME_PERSON', candidateId })
  for (const officer of [first, second]) expect(await refusalOf(take(app, officer, id))).toBe('SAME_PERSON')
})

test('a case that became void while it was taken can be neither judged, taken nor given back', async () => {
  const { app } = running
  const { id, applicationId } = await openCase(app)
  const officer = adjudicator()
  await take(app, officer, id)
  await app.db.$transaction((tx) => voidDuplicateCase(tx, app, { applicationId, actor: systemActor }))
  expect(await refusalOf(judge(app, officer, id, { verdict: 'DISTINCT' }))).toBe('TRANSITION_REFUSED')
  expect(await refusalOf(take(app, officer, id))).toBe('TRANSITION_REFUSED')
  const version = await versionOf(app, id)
  expect(await refusalOf(giveBackDuplicateCase(app, officer, { id, version }))).toBe('CASE_NOT_TAKEN')
  expect(await caseOf(app, id)).toMatchObject({ status: 'VOID', takenBy: null })
})

test('voided and judged at once, one of the two happens whole', async () => {
  const { app } = running
  const { id, applicationId } = await openCase(app)
  await say(app, adjudicator(), id, { verdict: 'DISTINCT' })
  const second = adjudicator()
  await take(app, second, id)
  const outcomes = await Promise.all([
    refusalOf(judge(app, second, id, { verdict: 'DISTINCT' })),
    refusalOf(app.db.$transaction((tx) => voidDuplicateCase(tx, app, { applicationId, actor: systemActor }))),
  ])
  const { status } = await caseOf(app, id)
  const file = await app.db.application.findUniqueOrThrow({ where: { id: applicationId } })
  expect(outcomes.includes('NOT_REFUSED')).toBe(true)
  expect([`CLOSED AWAITING_APPROVAL`, `VOID ADJUDICATION`]).toContain(`${status} ${file.status}`)
  expect(await app.db.caseJudgement.count({ where: { caseId: id } })).toBe(status === 'CLOSED' ? 2 : 1)
})
