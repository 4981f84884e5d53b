import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { estimateQuality } from '../../../../core/review/quality-estimate.ts'
import { reviewResultSchema } from '../../../../server/registry/reviews/review-result.ts'
import { decideReview, type DecisionEvent } from '../../../../server/registry/reviews/decide-review.ts'
import { localityAccepted } from '../../../../server/registry/reviews/locality-accepted.ts'
import { planReview } from '../../../../server/registry/reviews/plan-review.ts'
import { readReview, visibleResult } from '../../../../server/registry/reviews/read-review.ts'
import { recordFindings } from '../../../../server/registry/reviews/record-findings.ts'
import { repairReview } from '../../../../server/registry/reviews/repair-review.ts'
import { startReview } from '../../../../server/registry/reviews/start-review.ts'
import { type TestApp, testApp } from '../../../support/app.ts'
import { officerOf, type Officer } from '../../../support/officers.ts'
import { refusalOf } from '../../../support/refusals.ts'
import {
  approver,
  checkedReview,
  collectedForms,
  communes,
  hireTeam,
  manager,
  recheckedReview,
  sampleOf,
  schedule,
  startedReview,
  type Team,
  wishFor,
  wrongName,
} from './locality.ts'

let running: TestApp
let team: Team
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
})

const decide = (id: string, event: DecisionEvent, options: { by?: Officer; reason?: string } = {}) =>
  decideReview(running.app, options.by ?? approver, { id, event, reason: options.reason ?? null })
const planOf = (id: string) => running.app.db.reviewPlan.findUniqueOrThrow({ where: { id } })
const decisionOf = (planId: string, attempt = 1) =>
  running.app.db.acceptanceDecision.findUniqueOrThrow({ where: { planId_attempt: { planId, attempt } } })
const gate = () => localityAccepted(running.app.db, { unitCode: communes.small, formKind: 'DC01' })

async function readyReview(faulty: number, differing = 0): Promise<string> {
  const id = await startedReview(running.app, communes.small, team)
  await checkedReview(running.app, id, team, faulty)
  await recheckedReview(running.app, id, team, differing)
  return id
}

const why = 'Chấp nhận theo chỉ đạo của Ban chỉ đạo, bổ sung phiếu thiếu sau.'

describe('a locality', () => {
  test('passes with a sample above the threshold; the gate opens, and the result is kept', async () => {
    const id = await readyReview(0)
    expect(await gate()).toBe(false)
    await decide(id, 'accept')
    expect(await planOf(id)).toMatchObject({ status: 'ACCEPTED' })
    expect(await gate()).toBe(true)
    const { decision, decidedById, seed, result } = await decisionOf(id)
    expect({ decision, decidedById }).toEqual({ decision: 'ACCEPTED', decidedById: approver.id })
    expect(seed).toBe((await planOf(id)).seed)
    expect(reviewResultSchema.parse(result)).toMatchObject({
      quality: { rate: 1, verdict: expect.stringContaining('PASS') as string },
      agreement: { rate: 1 },
    })
  })

  test('below the threshold is not accepted, but fails: its faulty forms go back, what was keyed is forgotten', async () => {
    const id = await readyReview(10)
    expect(await refusalOf(decide(id, 'accept'))).toBe('QUALITY_TOO_LOW')
    const faulty = (await sampleOf(running.app, id)).slice(0, 10).map(({ formSerial }) => formSerial)
    await running.app.db.form.updateMany({
      where: { serial: { in: faulty.slice(0, 2) } },
      data: { status: 'ENTERED', answers: { name: { type: 'TEXT', text: 'MẪU' } }, score: 80 },
    })
    await decide(id, 'fail')
    const back = await running.app.db.form.findMany({ where: { status: 'SENT_BACK' } })
    expect(back.map(({ serial }) => serial).toSorted()).toEqual(faulty.toSorted())
    for (const form of back)
      expect(form).toMatchObject({ sentBackFor: 'ILLEGAL', answers: null, score: null })
    const moves = await running.app.db.transition.findMany({
      where: { record: 'form', recordId: { in: faulty }, event: 'sendBack' },
    })
    expect(moves).toHaveLength(10)
    expect(await gate()).toBe(false)
  })

  test('that loaded or voided a faulty form meanwhile fails all the same', async () => {
    const id = await readyReview(10)
    const [first, second] = await sampleOf(running.app, id)
    await running.app.db.form.update({
      where: { serial: first?.formSerial ?? '' },
      data: { status: 'LOADED' },
    })
    await running.app.db.form.update({
      where: { serial: second?.formSerial ?? '' },
      data: { status: 'VOID' },
    })
    await decide(id, 'fail')
    expect(await running.app.db.form.count({ where: { status: 'SENT_BACK' } })).toBe(8)
  })

  test('is let through against its sample by a named officer with a reason', async () => {
    const id = await readyReview(10)
    expect(await refusalOf(decide(id, 'override'))).toBe('REASON_NEEDED')
    expect(await refusalOf(decide(id, 'override', { reason: 'vì vậy' }))).toBe('REASON_NEEDED')
    expect(await refusalOf(decide(id, 'override', { reason: 'x'.repeat(1001) }))).toBe('REASON_NEEDED')
    await decide(id, 'override', { reason: why })
    expect(await decisionOf(id)).toMatchObject({
      decision: 'OVERRIDDEN',
      reason: why,
      decidedById: approver.id,
    })
    expect(await gate()).toBe(true)
  })

  test('that passed fails only with a reason', async () => {
    const id = await readyReview(0)
    expect(await refusalOf(decide(id, 'fail'))).toBe('REASON_NEEDED')
    await decide(id, 'fail', { reason: why })
    expect(await gate()).toBe(false)
  })

  test('is not accepted where the second check says otherwise', async () => {
    const id = await readyReview(0, 2)
    const overview = await readReview(running.app, approver, { id })
    const result = await visibleResult(running.app, approver, overview)
    expect(result?.agreement?.rate).toBeLessThan(0.9)
    expect(await refusalOf(decide(id, 'accept'))).toBe('QUALITY_TOO_LOW')
  })

  test('waits for the second check, unless none was planned', async () => {
    const id = await startedReview(running.app, communes.small, team)
    await checkedReview(running.app, id, team)
    expect(await refusalOf(decide(id, 'accept'))).toBe('RECHECK_OUTSTANDING')
    expect(await refusalOf(decide(id, 'override', { reason: why }))).toBe('RECHECK_OUTSTANDING')
    await collectedForms(running.app, { unitCode: communes.large, count: 40 })
    const single = await startedReview(running.app, communes.large, team, { recheckShare: 0 })
    await checkedReview(running.app, single, team)
    await decide(single, 'accept')
    expect(await planOf(single)).toMatchObject({ status: 'ACCEPTED' })
  })

  test('is not judged by who planned or checked it, nor from elsewhere, nor before it is checked, nor twice', async () => {
    const id = await startedReview(running.app, communes.small, team)
    expect(await refusalOf(decide(id, 'accept'))).toBe('TRANSITION_REFUSED')
    await checkedReview(running.app, id, team)
    await recheckedReview(running.app, id, team)
    const asApprover = (officer: Officer): Officer => ({
      ...officer,
      roles: [{ role: 'APPROVER', unitCode: '01' }],
    })
    for (const involved of [manager, team.checkers[0], team.checkers[1], team.recheckers[0]]) {
      expect(await refusalOf(decide(id, 'accept', { by: asApprover(involved) }))).toBe('SAME_PERSON')
    }
    const stranger = officerOf('APPROVER', '08')
    expect(await refusalOf(decide(id, 'accept', { by: stranger }))).toBe('FORBIDDEN')
    expect(await refusalOf(decide(id, 'accept', { by: team.checkers[0] }))).toBe('FORBIDDEN')
    const both = [approver, officerOf('APPROVER')].map((by) => refusalOf(decide(id, 'accept', { by })))
    expect((await Promise.all(both)).toSorted()).toEqual(['NOT_REFUSED', 'TRANSITION_REFUSED'])
  })
})

describe('a failed locality', () => {
  const again = (id: string, by = manager) => repairReview(running.app, by, { id, schedule })

  test('is reviewed anew when its forms are back: another seed, another sample, the old one kept', async () => {
    const id = await readyReview(10)
    expect(await refusalOf(again(id))).toBe('TRANSITION_REFUSED')
    await decide(id, 'fail')
    expect(await refusalOf(again(id))).toBe('FORMS_STILL_OUT')
    expect(await refusalOf(planReview(running.app, manager, wishFor(communes.small, team)))).toBe(
      'REVIEW_UNDER_WAY',
    )
    const before = await planOf(id)
    await running.app.db.form.updateMany({
      where: { status: 'SENT_BACK' },
      data: { status: 'COLLECTED' },
    })
    expect(await refusalOf(again(id, officerOf('CAMPAIGN_MANAGER', '08')))).toBe('FORBIDDEN')
    await again(id)
    const plan = await planOf(id)
    expect(plan).toMatchObject({ status: 'PLANNED', attempt: 2 })
    expect(plan.seed).not.toBe(before.seed)
    await startReview(running.app, manager, { id })
    await checkedReview(running.app, id, team)
    await recheckedReview(running.app, id, team)
    await decide(id, 'accept')
    expect(await gate()).toBe(true)
    expect(await decisionOf(id, 1)).toMatchObject({ decision: 'FAILED', seed: before.seed })
    expect(await decisionOf(id, 2)).toMatchObject({ decision: 'ACCEPTED', seed: plan.seed })
    expect(
      await running.app.db.reviewFinding.count({ where: { sample: { planId: id, attempt: 1 }, round: 1 } }),
    ).toBe(10)
  })
})

describe('the result', () => {
  test('stands while the review runs: rate with interval, errors by field, collector and unit', async () => {
    const careless = officerOf('COLLECTOR').id
    const careful = officerOf('COLLECTOR').id
    await running.app.db.form.deleteMany()
    await collectedForms(running.app, { unitCode: communes.small, count: 30, collectorId: careless })
    await collectedForms(running.app, { unitCode: communes.large, count: 90, collectorId: careful })
    const id = await startedReview(running.app, '01', team)
    const sample = await sampleOf(running.app, id)
    const [checker] = team.checkers
    const bad = sample.filter(({ unitCode }) => unitCode === communes.small)
    const good = sample.filter(({ unitCode }) => unitCode === communes.large)
    const missing = { field: 'ethnicity', kind: 'MISSING', found: null } as const
    for (const [i, one] of bad.entries()) {
      const findings = i === 0 ? [wrongName, missing] : i === 1 ? [wrongName] : []
      await recordFindings(running.app, checker, { sampleId: one.id, findings })
    }
    for (const one of good.slice(0, 3)) {
      await recordFindings(running.app, checker, { sampleId: one.id, findings: [] })
    }
    const result = await visibleResult(running.app, manager, await readReview(running.app, manager, { id }))
    const checked = bad.length + 3
    const estimate = estimateQuality(
      [
        { population: 30, checked: bad.length, clean: bad.length - 2 },
        { population: 90, checked: 3, clean: 3 },
      ],
      0.95,
    )
    expect(result).toMatchObject({ drawn: sample.length, checked, clean: checked - 2, agreement: null })
    expect(result?.quality?.rate).toBeCloseTo(estimate?.rate ?? 0, 12)
    expect(result?.quality?.low).toBeCloseTo(estimate?.low ?? 0, 12)
    expect(result?.fields).toEqual([
      { field: 'name', missing: 0, wrong: 2, rate: 2 / checked },
      { field: 'ethnicity', missing: 1, wrong: 0, rate: 1 / checked },
    ])
    expect(result?.collectors).toMatchObject([
      { key: careless, checked: bad.length, faulty: 2, missing: 1, wrong: 2, rate: 2 / bad.length },
      { key: careful, checked: 3, faulty: 0, missing: 0, wrong: 0, rate: 0 },
    ])
    expect(result?.units.map(({ key, faulty }) => [key, faulty])).toEqual([
      [communes.small, 2],
      [communes.large, 0],
    ])
  })

  test('does not let a locality pass on a part of the sample', async () => {
    const id = await startedReview(running.app, communes.small, team)
    const [first] = await sampleOf(running.app, id)
    await recordFindings(running.app, team.checkers[0], { sampleId: first?.id ?? '', findings: [] })
    const overview = await readReview(running.app, manager, { id })
    const result = await visibleResult(running.app, manager, overview)
    expect(result).toMatchObject({ checked: 1, quality: { rate: 1 }, mayAccept: false })
  })

  test('takes the second check where a form was checked twice', async () => {
    const id = await startedReview(running.app, communes.small, team, { recheckShare: 1 })
    await checkedReview(running.app, id, team, 3)
    const overview = await readReview(running.app, approver, { id })
    expect((await visibleResult(running.app, approver, overview))?.clean).toBe(overview.progress.drawn - 3)
    await recheckedReview(running.app, id, team, 1)
    const rechecked = await readReview(running.app, approver, { id })
    const result = await visibleResult(running.app, approver, rechecked)
    expect(result?.clean).toBe(rechecked.progress.drawn - 2)
    expect(result?.agreement).toMatchObject({ compared: result?.drawn, agreed: (result?.drawn ?? 0) - 1 })
  })
})
