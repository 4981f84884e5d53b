import { afterAll, beforeAll, expect, test } from 'vitest'
import { leaseHours } from '../../../core/adjudication/case-terms.ts'
import {
  caseCounts,
  type CaseScope,
  casesPage,
  type CasePage,
} from '../../../server/adjudication/case-worklist.ts'
import { flagOverdueCases } from '../../../server/adjudication/flag-overdue-cases.ts'
import type { Actor } from '../../../server/kernel/actor.ts'
import { days, minutes, type TestApp, testApp } from '../../support/app.ts'
import { adjudicator, agreeOn, caseOf, openCase, say, take } from '../../support/duplicate-cases.ts'
import { officerOf } from '../../support/officers.ts'
import { refusalOf } from '../../support/refusals.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
})
afterAll(() => running.close())

const page: CasePage = {
  scope: 'ALL',
  origin: null,
  overdue: false,
  unitCode: null,
  after: null,
  take: 50,
}
const list = (actor: Actor, changes: Partial<CasePage> = {}) =>
  casesPage(running.app, actor, { ...page, ...changes })

test('each scope has the cases that it names, and the counts agree', async () => {
  const { app } = running
  const me = adjudicator()
  const free = await openCase(app)
  const mine = await openCase(app)
  await take(app, me, mine.id)
  const held = await openCase(app)
  await take(app, adjudicator(), held.id)
  const second = await openCase(app)
  await say(app, adjudicator(), second.id, { verdict: 'DISTINCT' })
  const judgedByMe = await openCase(app)
  await say(app, me, judgedByMe.id, { verdict: 'DISTINCT' })
  const third = await openCase(app)
  await say(app, adjudicator(), third.id, { verdict: 'DISTINCT' })
  await say(app, adjudicator(), third.id, { verdict: 'RECAPTURE', recapture: [1] })
  const captured = await openCase(app, { file: { operatorId: me.id } })
  const ended = await openCase(app)
  await agreeOn(app, ended.id, { said: { verdict: 'DISTINCT' } })

  const expected: Readonly<Record<Exclude<CaseScope, 'ALL'>, readonly string[]>> = {
    MINE: [mine.id],
    OPEN: [free.id],
    SECOND: [second.id],
    THIRD: [third.id],
    WAITING: [],
    HELD: [mine.id, held.id],
    ENDED: [ended.id],
  }
  for (const [scope, ids] of Object.entries(expected)) {
    expect({ scope, ids: await list(me, { scope: scope as CaseScope }) }).toEqual({ scope, ids })
  }
  expect(await list(me)).toHaveLength(7)
  expect(await caseCounts(app, me, { unitCode: null })).toEqual({
    mine: 1,
    open: 1,
    second: 1,
    third: 1,
    waiting: 0,
    held: 2,
    overdue: 0,
  })
  expect(await list(adjudicator('79'))).toEqual([])
  expect(await list(me, { unitCode: '01' })).toHaveLength(7)
  expect(await refusalOf(list(me, { unitCode: '79' }))).toBe('FORBIDDEN')
  expect(await refusalOf(list(officerOf('REGISTRAR')))).toBe('FORBIDDEN')
  expect(await list(me, { scope: 'OPEN', origin: 'DEMOGRAPHIC' })).toEqual([])
  expect(await list(me, { scope: 'OPEN', origin: 'BIOMETRIC' })).toEqual([free.id])

  running.advanceClock(minutes(leaseHours * 60))
  expect(await list(me, { scope: 'OPEN' })).toEqual([free.id, mine.id, held.id])
  expect(await list(me, { scope: 'HELD' })).toEqual([])
  expect(captured.id).not.toBe(free.id)
})

test('pages by deadline and id, both ways, lose nothing and repeat nothing', async () => {
  const { app } = running
  const officer = officerOf('ADJUDICATOR', '79')
  const opened: string[] = []
  for (let i = 0; i < 7; i++) {
    const { id } = await openCase(app, { file: { unitCode: '79' } })
    // Later cases may be due earlier.
    await app.db.duplicateCase.update({
      where: { id },
      data: { dueOn: new Date(`2026-04-${10 - Math.floor(i / 2)}`) },
    })
    opened.push(id)
  }
  const rows = await app.db.duplicateCase.findMany({ where: { id: { in: opened } } })
  const order = rows.toSorted((a, b) => a.dueOn.getTime() - b.dueOn.getTime() || (a.id < b.id ? -1 : 1))
  const walked: string[] = []
  for (let after: string | null = null; ;) {
    const ids: string[] = await list(officer, { after, take: 3 })
    walked.push(...ids)
    after = ids.at(-1) ?? null
    if (ids.length < 3) break
  }
  expect(walked).toEqual(order.map(({ id }) => id))
  expect(await list(officer, { after: walked[5] ?? null, take: -3 })).toEqual(walked.slice(2, 5))
})

test('what is overdue is listed, and marked once by the daily job', async () => {
  const { app } = running
  const { id } = await openCase(app)
  const officer = adjudicator()
  const { dueOn } = await caseOf(app, id)
  await flagOverdueCases(app)
  expect(await list(officer, { overdue: true })).not.toContain(id)
  expect(await caseOf(app, id)).toMatchObject({ flaggedOn: null })
  running.advanceClock(days(30))
  expect(await list(officer, { overdue: true })).toContain(id)
  expect((await caseCounts(app, officer, { unitCode: null })).overdue).toBeGreaterThan(0)
  expect(await flagOverdueCases(app)).toBeGreaterThan(0)
  const { flaggedOn } = await caseOf(app, id)
  expect(flaggedOn?.getTime()).toBeGreaterThan(dueOn.getTime())
  expect(await flagOverdueCases(app)).toBe(0)
})
