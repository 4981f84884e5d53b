import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { localityAccepted } from '../../../../server/registry/reviews/locality-accepted.ts'
import { planReview } from '../../../../server/registry/reviews/plan-review.ts'
import { type TestApp, testApp } from '../../../support/app.ts'
import { approver, collectedForms, communes, hireTeam, manager, type Team, wishFor } from './locality.ts'

let running: TestApp
let team: Team
let planId: string
let attempt: number
beforeAll(async () => {
  running = await testApp()
  team = await hireTeam(running.app)
  await collectedForms(running.app, { unitCode: communes.small, count: 5 })
  planId = await planReview(running.app, manager, wishFor(communes.small, team))
})
afterAll(() => running.close())
beforeEach(async () => {
  attempt = 0
  await running.app.db.acceptanceDecision.deleteMany()
})

/** A decision as a review leaves it, at 09:00 in Việt Nam of a day. */
async function decided(unitCode: string, decision: string, day: string, formKind = 'DC01'): Promise<void> {
  await running.app.db.acceptanceDecision.create({
    data: {
      planId,
      attempt: ++attempt,
      unitCode,
      formKind,
      decision,
      reason: decision === 'OVERRIDDEN' ? 'theo chỉ đạo' : null,
      seed: '',
      result: {},
      decidedById: approver.id,
      decidedAt: new Date(`${day}T02:00:00Z`),
    },
  })
}

const accepted = (unitCode: string, formKind = 'DC01') =>
  localityAccepted(running.app.db, { unitCode, formKind })

describe('a locality', () => {
  test('is closed before any decision', async () => {
    expect(await accepted(communes.small)).toBe(false)
    expect(await accepted('no such unit')).toBe(false)
  })

  test.each([
    ['ACCEPTED', true],
    ['OVERRIDDEN', true],
    ['FAILED', false],
  ] as const)('of its own that is %s: %s', async (decision, open) => {
    await decided(communes.small, decision, '2026-03-01')
    expect(await accepted(communes.small)).toBe(open)
    expect(await accepted(communes.large)).toBe(false)
    expect(await accepted(communes.small, 'DC02')).toBe(false)
  })

  test('follows its province, and the newest of all that cover it', async () => {
    await decided('01', 'ACCEPTED', '2026-02-01')
    expect(await accepted(communes.small)).toBe(true)
    expect(await accepted(communes.elsewhere)).toBe(false)
    await decided(communes.small, 'FAILED', '2026-02-10')
    expect(await accepted(communes.small)).toBe(false)
    expect(await accepted(communes.large)).toBe(true)
    await decided('01', 'OVERRIDDEN', '2026-02-20')
    expect(await accepted(communes.small)).toBe(true)
  })

  test('of former days is covered by its district of that day, and no commune of today with it', async () => {
    await decided('010', 'ACCEPTED', '2020-09-01')
    expect(await accepted('00003')).toBe(true)
    expect(await accepted('00005')).toBe(true)
    expect(await accepted(communes.large)).toBe(false)
  })

  test('of former days is covered by what its commune and province became', async () => {
    await decided(communes.elsewhere, 'ACCEPTED', '2026-01-15')
    expect(await accepted('00690')).toBe(true)
    await decided('08', 'FAILED', '2026-02-15')
    expect(await accepted('00690')).toBe(false)
  })

  test('is not covered by a unit that it joined after the decision', async () => {
    await decided('08', 'ACCEPTED', '2020-09-01')
    expect(await accepted('00690')).toBe(false)
    expect(await accepted('02202')).toBe(true)
  })
})
