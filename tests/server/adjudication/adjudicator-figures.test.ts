import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseCalendarDate } from '../../../core/dates/calendar-date.ts'
import { adjudicatorFigures, myAdjudicatorFigures } from '../../../server/adjudication/adjudicator-figures.ts'
import type { Officer } from '../../support/officers.ts'
import { days, seconds, type TestApp, testApp } from '../../support/app.ts'
import { adjudicator, judge, openCase, type Said, take } from '../../support/duplicate-cases.ts'
import { hireOfficer, officerOf } from '../../support/officers.ts'
import { refusalOf } from '../../support/refusals.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
})
afterAll(() => running.close())

const period = { from: parseCalendarDate('2026-03-01'), to: parseCalendarDate('2026-04-30') }

async function judgedIn(id: string, actor: Officer, { said, held }: { said: Said; held: number }) {
  await take(running.app, actor, id)
  running.advanceClock(seconds(held))
  await judge(running.app, actor, id, said)
}

test('number, agreement, overturned and median time of each judge, whole and by month', async () => {
  const { app } = running
  const { actor: ann } = await hireOfficer(app, 'ADJUDICATOR')
  const [ben, cid] = [adjudicator(), adjudicator()]
  const agreed = await openCase(app)
  await judgedIn(agreed.id, ann, { said: { verdict: 'DISTINCT' }, held: 100 })
  await judgedIn(agreed.id, ben, { said: { verdict: 'DISTINCT' }, held: 10 })
  const overturned = await openCase(app)
  const same = { verdict: 'SAME_PERSON', candidateId: overturned.candidateId } as const
  await judgedIn(overturned.id, ann, { said: { verdict: 'DISTINCT' }, held: 200 })
  await judgedIn(overturned.id, ben, { said: same, held: 20 })
  await judgedIn(overturned.id, cid, { said: same, held: 5 })
  running.advanceClock(days(31))
  const half = await openCase(app)
  await judgedIn(half.id, ann, { said: { verdict: 'DISTINCT' }, held: 600 })

  const all = await adjudicatorFigures(app, officerOf('APPROVER'), { ...period, unitCode: null })
  const of = (officer: Officer) => all.find(({ officerId }) => officerId === officer.id)
  expect(all).toHaveLength(3)
  expect(of(ann)).toMatchObject({
    officerName: 'Cán bộ Mẫu',
    judged: 3,
    first: 3,
    second: 0,
    compared: 2,
    agreed: 1,
    overturned: 1,
    medianSeconds: 200,
    months: [
      { month: '2026-03', judged: 2, compared: 2, agreed: 1, overturned: 1, medianSeconds: 150 },
      { month: '2026-04', judged: 1, compared: 0, agreed: 0, overturned: 0, medianSeconds: 600 },
    ],
  })
  expect(of(ben)).toMatchObject({ judged: 2, second: 2, compared: 2, agreed: 1, overturned: 0 })
  expect(of(cid)).toMatchObject({ judged: 1, third: 1, compared: 0, agreed: 0, overturned: 0 })
  expect(await myAdjudicatorFigures(app, ann, period)).toEqual(of(ann))
})

test('supervisors see their units only, adjudicators themselves only, and nobody more than two years', async () => {
  const { app } = running
  expect(await adjudicatorFigures(app, officerOf('APPROVER', '79'), { ...period, unitCode: null })).toEqual(
    [],
  )
  const asked = { ...period, unitCode: '79' }
  expect(await refusalOf(adjudicatorFigures(app, officerOf('APPROVER'), asked))).toBe('FORBIDDEN')
  expect(await refusalOf(adjudicatorFigures(app, adjudicator(), { ...period, unitCode: null }))).toBe(
    'FORBIDDEN',
  )
  expect(await myAdjudicatorFigures(app, adjudicator(), period)).toMatchObject({ judged: 0, months: [] })
  const turned = { from: period.to, to: period.from }
  expect(await refusalOf(myAdjudicatorFigures(app, adjudicator(), turned))).toBe('ILLEGAL_PERIOD')
  const long = { from: parseCalendarDate('2020-01-01'), to: period.to }
  expect(await refusalOf(myAdjudicatorFigures(app, adjudicator(), long))).toBe('ILLEGAL_PERIOD')
})
