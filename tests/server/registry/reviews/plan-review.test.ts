import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sampleSize } from '../../../../core/review/sample-size.ts'
import { amendReview } from '../../../../server/registry/reviews/amend-review.ts'
import { assignReviewTeam } from '../../../../server/registry/reviews/assign-review-team.ts'
import { planReview } from '../../../../server/registry/reviews/plan-review.ts'
import { recordFindings } from '../../../../server/registry/reviews/record-findings.ts'
import { startReview } from '../../../../server/registry/reviews/start-review.ts'
import { type TestApp, testApp } from '../../../support/app.ts'
import { hireOfficer, officerOf } from '../../../support/officers.ts'
import { refusalOf } from '../../../support/refusals.ts'
import { contentOf } from '../../../support/rows.ts'
import {
  collectedForms,
  communes,
  design,
  hireTeam,
  manager,
  sampleOf,
  schedule,
  startedReview,
  type Team,
  wishFor,
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
})

const planOf = (id: string) => running.app.db.reviewPlan.findUniqueOrThrow({ where: { id } })
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** The first serials by the documented order of a draw. */
const first = (count: number, serials: readonly string[], prefix: string) =>
  serials.toSorted((a, b) => (sha256(prefix + a) < sha256(prefix + b) ? -1 : 1)).slice(0, count)

describe('a plan', () => {
  test('is sized by the precision that is wanted, over the forms collected and not loaded', async () => {
    await collectedForms(running.app, { unitCode: communes.large, count: 120 })
    await collectedForms(running.app, { unitCode: communes.small, count: 40, status: 'TRANSMITTED' })
    await collectedForms(running.app, { unitCode: communes.small, count: 9, status: 'LOADED' })
    await collectedForms(running.app, { unitCode: communes.small, count: 9, status: 'DECLARED' })
    await collectedForms(running.app, { unitCode: communes.elsewhere, count: 9 })
    await collectedForms(running.app, { unitCode: communes.small, count: 9, kind: 'DC02' })
    const plan = await planOf(await planReview(running.app, manager, wishFor('01', team)))
    expect(plan).toMatchObject({ status: 'PLANNED', population: 160, attempt: 1 })
    expect(plan.sampleSize).toBe(sampleSize(160, design))
    expect(await sampleOf(running.app, plan.id)).toEqual([])
  })

  test('can be changed until it starts', async () => {
    await collectedForms(running.app, { unitCode: communes.small, count: 40 })
    const id = await planReview(running.app, manager, wishFor(communes.small, team))
    const wish = wishFor(communes.small, team, { margin: 0.2 })
    await amendReview(running.app, manager, { ...wish, id })
    expect((await planOf(id)).sampleSize).toBe(sampleSize(40, { ...design, margin: 0.2 }))
    await startReview(running.app, manager, { id })
    expect(await refusalOf(amendReview(running.app, manager, { ...wish, id }))).toBe('TRANSITION_REFUSED')
  })

  test('is the manager’s of the locality, and there is one at a time, also when two are made at once', async () => {
    await collectedForms(running.app, { unitCode: communes.small, count: 40 })
    const wish = wishFor(communes.small, team)
    for (const stranger of [officerOf('CAMPAIGN_MANAGER', '08'), officerOf('REVIEWER')]) {
      expect(await refusalOf(planReview(running.app, stranger, wish))).toBe('FORBIDDEN')
    }
    const both = [1, 2].map(() => refusalOf(planReview(running.app, manager, wish)))
    expect((await Promise.all(both)).toSorted()).toEqual(['NOT_REFUSED', 'REVIEW_UNDER_WAY'])
  })

  test('needs forms, legal shares, days in order and an honest team; a refused one leaves nothing', async () => {
    const wish = wishFor(communes.small, team)
    const before = await contentOf(running.app)
    const refused = (changed: Partial<typeof wish>) =>
      refusalOf(planReview(running.app, manager, { ...wish, ...changed }))
    expect(await refused({})).toBe('NOTHING_TO_REVIEW')
    expect(await refused({ design: { ...design, margin: 0 } })).toBe('ILLEGAL_REVIEW_DESIGN')
    expect(await refused({ schedule: { from: schedule.to, to: schedule.from } })).toBe('ILLEGAL_SCHEDULE')
    const [one, two] = wish.team.round1
    const teams = [
      { ...wish.team, name: ' ' },
      { ...wish.team, round1: [] },
      { ...wish.team, round2: [] },
      { ...wish.team, round2: [one ?? ''] },
      { ...wish.team, round1: [two ?? '', manager.id] },
      { ...wish.team, round1: ['nobody'] },
    ]
    for (const illegal of teams) expect(await refused({ team: illegal })).toBe('ILLEGAL_REVIEW_TEAM')
    expect(await contentOf(running.app)).toEqual(before)
  })

  test('takes reviewers of the locality only', async () => {
    await collectedForms(running.app, { unitCode: communes.small, count: 40 })
    const wish = wishFor(communes.small, team)
    const elsewhere = await hireOfficer(running.app, 'REVIEWER', '08')
    const strangers = { ...wish, team: { ...wish.team, round1: [elsewhere.actor.id] } }
    expect(await refusalOf(planReview(running.app, manager, strangers))).toBe('ILLEGAL_REVIEW_TEAM')
    const above = await hireOfficer(running.app, 'REVIEWER', '01')
    const own = { ...wish, team: { ...wish.team, round1: [above.actor.id] } }
    expect(await refusalOf(planReview(running.app, manager, own))).toBe('NOT_REFUSED')
  })
})

describe('the start', () => {
  test('draws in every stratum what SHA-256 of seed and serial puts first, and so for the second check', async () => {
    const large = await collectedForms(running.app, { unitCode: communes.large, count: 120 })
    const small = await collectedForms(running.app, { unitCode: communes.small, count: 40 })
    const id = await startedReview(running.app, '01', team)
    const { seed, population, sampleSize: size } = await planOf(id)
    const sample = await sampleOf(running.app, id)
    const drawn = (unitCode: string) =>
      sample.filter((one) => one.unitCode === unitCode).map(({ formSerial }) => formSerial)
    const strata = await running.app.db.reviewStratum.findMany({ where: { planId: id } })
    expect(strata.map((one) => one.population).toSorted()).toEqual([120, 40])
    expect(population).toBe(160)
    expect(sample).toHaveLength(size)
    for (const [unitCode, serials] of [
      [communes.large, large],
      [communes.small, small],
    ] as const) {
      const { sampleSize: share = 0 } = strata.find((one) => one.unitCode === unitCode) ?? {}
      expect(drawn(unitCode).toSorted()).toEqual(first(share, serials, `${seed}/`).toSorted())
    }
    const again = sample.filter(({ recheck }) => recheck).map(({ formSerial }) => formSerial)
    const all = sample.map(({ formSerial }) => formSerial)
    const rechecks = Math.ceil(design.recheckShare * size)
    expect(again.toSorted()).toEqual(first(rechecks, all, `${seed}/recheck/`).toSorted())
    expect(sample.map(({ place }) => place)).toEqual(sample.map((_, i) => i + 1))
  })

  test('freezes the sample: what is collected, loaded or voided later changes nothing of it', async () => {
    await collectedForms(running.app, { unitCode: communes.small, count: 40 })
    const id = await startedReview(running.app, communes.small, team)
    const before = await sampleOf(running.app, id)
    await collectedForms(running.app, { unitCode: communes.small, count: 100 })
    await running.app.db.form.updateMany({ data: { status: 'VOID' } })
    expect(await refusalOf(startReview(running.app, manager, { id }))).toBe('TRANSITION_REFUSED')
    expect(await sampleOf(running.app, id)).toEqual(before)
    expect((await planOf(id)).population).toBe(40)
  })

  test('draws once when two start it', async () => {
    await collectedForms(running.app, { unitCode: communes.small, count: 40 })
    const id = await planReview(running.app, manager, wishFor(communes.small, team))
    const both = [1, 2].map(() => refusalOf(startReview(running.app, manager, { id })))
    expect((await Promise.all(both)).toSorted()).toEqual(['NOT_REFUSED', 'TRANSITION_REFUSED'])
    expect(await sampleOf(running.app, id)).toHaveLength((await planOf(id)).sampleSize)
  })

  test('takes collectors as strata where the plan says so, each with at least one form', async () => {
    for (const count of [70, 20, 1]) await collectedForms(running.app, { unitCode: communes.small, count })
    const id = await startedReview(running.app, communes.small, team, { byCollector: true, margin: 0.2 })
    const strata = await running.app.db.reviewStratum.findMany({
      where: { planId: id },
      orderBy: { population: 'asc' },
    })
    expect(strata.map(({ population }) => population)).toEqual([1, 20, 70])
    expect(Math.min(...strata.map((one) => one.sampleSize))).toBe(1)
    for (const { collectorId, unitCode, code } of strata) expect(code).toBe(`${unitCode}/${collectorId}`)
  })

  test('is refused where the only officer of a round collected the forms, and then draws nothing', async () => {
    const [checker] = team.checkers
    await collectedForms(running.app, { unitCode: communes.small, count: 40, collectorId: checker.id })
    const wish = wishFor(communes.small, team)
    const alone = { ...wish, team: { ...wish.team, round1: [checker.id] } }
    const id = await planReview(running.app, manager, alone)
    expect(await refusalOf(startReview(running.app, manager, { id }))).toBe('ILLEGAL_REVIEW_TEAM')
    expect(await planOf(id)).toMatchObject({ status: 'PLANNED' })
    expect(await sampleOf(running.app, id)).toEqual([])
    await assignReviewTeam(running.app, manager, { id, team: wish.team, schedule })
    await startReview(running.app, manager, { id })
  })

  test('belongs to the manager of the locality, and to a plan that exists', async () => {
    await collectedForms(running.app, { unitCode: communes.small, count: 40 })
    const id = await planReview(running.app, manager, wishFor(communes.small, team))
    const [checker] = team.checkers
    const elsewhere = officerOf('CAMPAIGN_MANAGER', '08')
    for (const stranger of [checker, elsewhere]) {
      expect(await refusalOf(startReview(running.app, stranger, { id }))).toBe('FORBIDDEN')
    }
    expect(await refusalOf(startReview(running.app, manager, { id: 'none' }))).toBe('NOT_FOUND')
  })
})

describe('the team', () => {
  test('may change while the review runs, but who checked a form does not check the check', async () => {
    await collectedForms(running.app, { unitCode: communes.small, count: 40 })
    const id = await startedReview(running.app, communes.small, team)
    const [checker, other] = team.checkers
    const [sample] = await sampleOf(running.app, id)
    await recordFindings(running.app, checker, { sampleId: sample?.id ?? '', findings: [] })
    const swapped = { name: 'Đoàn số 2', round1: [other.id], round2: [checker.id] }
    const change = (changed: typeof swapped) =>
      refusalOf(assignReviewTeam(running.app, manager, { id, team: changed, schedule }))
    expect(await change(swapped)).toBe('ILLEGAL_REVIEW_TEAM')
    const [rechecker] = team.recheckers
    expect(await change({ ...swapped, round2: [rechecker.id] })).toBe('NOT_REFUSED')
    expect(await planOf(id)).toMatchObject({ teamName: 'Đoàn số 2', status: 'RUNNING' })
    const late = recordFindings(running.app, checker, { sampleId: sample?.id ?? '', findings: [] })
    expect(await refusalOf(late)).toBe('NOT_ON_TEAM')
  })
})
