import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Finding } from '../../../../core/review/findings.ts'
import { readReview, visibleResult } from '../../../../server/registry/reviews/read-review.ts'
import { recordFindings } from '../../../../server/registry/reviews/record-findings.ts'
import { reviewSamples, type SampleList } from '../../../../server/registry/reviews/review-samples.ts'
import { submitRound } from '../../../../server/registry/reviews/submit-round.ts'
import { type TestApp, testApp } from '../../../support/app.ts'
import { unknownId } from '../../../support/factory.ts'
import { hireOfficer, officerOf, type Officer } from '../../../support/officers.ts'
import { refusalOf } from '../../../support/refusals.ts'
import {
  checkedReview,
  collectedForms,
  communes,
  hireTeam,
  manager,
  recheckedReview,
  sampleOf,
  startedReview,
  type Team,
  wrongName,
} from './locality.ts'

let running: TestApp
let team: Team
let id: string
beforeAll(async () => {
  running = await testApp()
  team = await hireTeam(running.app)
})
afterAll(() => running.close())
beforeEach(async () => {
  await running.pool.query(
    'TRUNCATE "ReviewFinding", "ReviewSample", "ReviewStratum", "ReviewTeamMember", "AcceptanceDecision", "ReviewPlan"',
  )
  await running.app.db.form.deleteMany()
  await collectedForms(running.app, { unitCode: communes.small, count: 40 })
  id = await startedReview(running.app, communes.small, team)
})

const findingsOf = (sampleId: string) => running.app.db.reviewFinding.findMany({ where: { sampleId } })
const sampleAt = async (place: number) => (await sampleOf(running.app, id))[place - 1]?.id ?? ''
const record = (officer: Officer, sampleId: string, findings: readonly Finding[] = []) =>
  recordFindings(running.app, officer, { sampleId, findings })
const recheckSample = async () => (await sampleOf(running.app, id)).find(({ recheck }) => recheck)?.id ?? ''

describe('answers about a form', () => {
  test('are kept with who found what, and sending them again changes nothing', async () => {
    const sampleId = await sampleAt(1)
    const findings: Finding[] = [
      { field: 'name', kind: 'WRONG', found: 'TRẦN VĂN MẪU' },
      { field: 'ethnicity', kind: 'MISSING', found: null },
    ]
    const [checker] = team.checkers
    await record(checker, sampleId, findings)
    const once = await findingsOf(sampleId)
    await Promise.all([record(checker, sampleId, findings), record(checker, sampleId, findings)])
    expect(await findingsOf(sampleId)).toEqual(once)
    expect(once.map(({ field, kind, round, officerId }) => ({ field, kind, round, officerId }))).toEqual(
      expect.arrayContaining([
        { field: 'name', kind: 'WRONG', round: 1, officerId: checker.id },
        { field: 'ethnicity', kind: 'MISSING', round: 1, officerId: checker.id },
      ]),
    )
  })

  test('can be corrected, by a colleague too, until the round is handed in', async () => {
    const sampleId = await sampleAt(1)
    const [checker, colleague] = team.checkers
    await record(checker, sampleId, [wrongName])
    await record(colleague, sampleId)
    expect(await findingsOf(sampleId)).toEqual([])
    await checkedReview(running.app, id, team)
    expect(await refusalOf(record(checker, sampleId, [wrongName]))).toBe('ROUND_NOT_OPEN')
    expect(await findingsOf(sampleId)).toEqual([])
  })

  test('are refused from outside the team, the locality and the role, and for a form that is in no sample', async () => {
    const sampleId = await sampleAt(1)
    const reviewer = (await hireOfficer(running.app, 'REVIEWER')).actor
    expect(await refusalOf(record(reviewer, sampleId))).toBe('NOT_ON_TEAM')
    expect(await refusalOf(record(officerOf('REVIEWER', '08'), sampleId))).toBe('FORBIDDEN')
    expect(await refusalOf(record(officerOf('COLLECTOR'), sampleId))).toBe('FORBIDDEN')
    const [checker] = team.checkers
    expect(await refusalOf(record(checker, unknownId()))).toBe('NOT_FOUND')
    expect(await refusalOf(record(checker, 'x'))).toBe('NOT_FOUND')
  })

  test('are refused from whoever collected the form', async () => {
    const [checker, colleague] = team.checkers
    const sampleId = await sampleAt(1)
    await running.app.db.reviewSample.update({
      where: { id: sampleId },
      data: { collectorId: checker.id },
    })
    expect(await refusalOf(record(checker, sampleId))).toBe('SAME_PERSON')
    expect(await refusalOf(record(colleague, sampleId))).toBe('NOT_REFUSED')
  })

  test('about items that the form does not have leave the earlier answer', async () => {
    const sampleId = await sampleAt(1)
    const [checker] = team.checkers
    await record(checker, sampleId, [wrongName])
    const illegal = record(checker, sampleId, [{ ...wrongName, field: 'shoeSize' }])
    expect(await refusalOf(illegal)).toBe('ILLEGAL_FINDING')
    expect(await findingsOf(sampleId)).toHaveLength(1)
  })

  test('do not reach the audit', async () => {
    await record(team.checkers[0], await sampleAt(1), [{ ...wrongName, found: 'TRẦN VĂN MẪU' }])
    const entries = await running.app.db.auditEntry.findMany({ where: { action: 'review.check' } })
    expect(entries.map(({ details }) => details)).toContain('{"round":1,"errors":1}')
    expect(entries.map(({ details }) => details).join()).not.toContain('TRẦN')
  })
})

describe('a round', () => {
  test('is handed in when every form is checked, by a member, once', async () => {
    const [checker, colleague] = team.checkers
    expect(await refusalOf(submitRound(running.app, checker, { id }))).toBe('ROUND_INCOMPLETE')
    expect(await refusalOf(submitRound(running.app, manager, { id }))).toBe('FORBIDDEN')
    const reviewer = (await hireOfficer(running.app, 'REVIEWER')).actor
    expect(await refusalOf(submitRound(running.app, reviewer, { id }))).toBe('NOT_ON_TEAM')
    await checkedReview(running.app, id, team)
    expect(await refusalOf(submitRound(running.app, colleague, { id }))).toBe('TRANSITION_REFUSED')
  })

  test('of the second check begins after the first, only on the forms drawn for it', async () => {
    const [rechecker] = team.recheckers
    const drawn = await recheckSample()
    expect(await refusalOf(record(rechecker, drawn))).toBe('ROUND_NOT_OPEN')
    await checkedReview(running.app, id, team)
    const other = (await sampleOf(running.app, id)).find(({ recheck }) => !recheck)?.id ?? ''
    expect(await refusalOf(record(rechecker, other))).toBe('NOT_ON_TEAM')
    expect(await refusalOf(submitRound(running.app, rechecker, { id }))).toBe('ROUND_INCOMPLETE')
    await recheckedReview(running.app, id, team)
    expect(await refusalOf(record(rechecker, drawn))).toBe('ROUND_NOT_OPEN')
    expect(await running.app.db.reviewPlan.findUnique({ where: { id } })).toMatchObject({
      status: 'RECHECKED',
    })
  })
})

describe('what an officer sees of the sample', () => {
  const listed = (officer: Officer, list: SampleList, page: { first?: number; after?: number } = {}) =>
    reviewSamples(running.app, officer, { planId: id, list, first: 50, after: 0, ...page })

  test('is their own work, in visiting order and in pages', async () => {
    const [checker, colleague] = team.checkers
    await record(checker, await sampleAt(1))
    const size = (await sampleOf(running.app, id)).length
    const mine = await listed(colleague, 'MINE', { first: 3 })
    expect(mine.samples.map(({ place }) => place)).toEqual([2, 3, 4])
    const rest = await listed(colleague, 'MINE', { after: mine.next ?? 0 })
    expect(rest.samples).toHaveLength(size - 4)
    expect(rest.next).toBeNull()
    expect((await listed(team.recheckers[0], 'MINE')).samples).toEqual([])
    expect((await listed(manager, 'MINE')).samples).toEqual([])
  })

  test('leaves out the forms that they collected', async () => {
    const [checker] = team.checkers
    const sampleId = await sampleAt(1)
    await running.app.db.reviewSample.update({
      where: { id: sampleId },
      data: { collectorId: checker.id },
    })
    expect((await listed(checker, 'MINE')).samples.map((one) => one.id)).not.toContain(sampleId)
  })

  test('does not say which forms will be checked again before the first round is in', async () => {
    const [checker] = team.checkers
    expect((await listed(checker, 'ALL')).samples.filter(({ recheck }) => recheck)).toEqual([])
    expect((await listed(manager, 'TO_RECHECK')).samples).toEqual([])
    await checkedReview(running.app, id, team)
    expect((await listed(checker, 'TO_RECHECK')).samples.length).toBeGreaterThan(0)
  })

  test('keeps the first findings from the second team until it has handed in', async () => {
    const [rechecker] = team.recheckers
    const size = (await sampleOf(running.app, id)).length
    await checkedReview(running.app, id, team, size)
    const blind = async () => ({
      shown: (await listed(rechecker, 'ALL')).samples.flatMap(({ findings }) => findings),
      faulty: (await listed(rechecker, 'WITH_ERRORS')).samples,
      result: await visibleResult(running.app, rechecker, await readReview(running.app, rechecker, { id })),
    })
    expect(await blind()).toEqual({ shown: [], faulty: [], result: null })
    expect((await listed(manager, 'WITH_ERRORS')).samples).toHaveLength(size)
    await recheckedReview(running.app, id, team)
    expect((await blind()).shown.map(({ round }) => round)).toContain(1)
    expect((await blind()).result).not.toBeNull()
  })

  test('lists where the two checks differ', async () => {
    await checkedReview(running.app, id, team, 2)
    await recheckedReview(running.app, id, team, 1)
    const { samples } = await listed(manager, 'DIFFERING')
    expect(samples).toHaveLength(1)
    expect(samples[0]?.findings).toHaveLength(1)
  })

  test('ends at the border of their units', async () => {
    expect(await refusalOf(listed(officerOf('REVIEWER', '08'), 'ALL'))).toBe('FORBIDDEN')
    expect(await refusalOf(listed(officerOf('COLLECTOR'), 'ALL'))).toBe('FORBIDDEN')
  })
})
