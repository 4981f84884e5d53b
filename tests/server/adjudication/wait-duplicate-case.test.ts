import { afterAll, beforeAll, expect, test } from 'vitest'
import { longestWaitDays } from '../../../core/adjudication/case-terms.ts'
import { addDays, calendarDateAt } from '../../../core/dates/calendar-date.ts'
import { waitDuplicateCase } from '../../../server/adjudication/wait-duplicate-case.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { adjudicator, caseOf, openCase, say, take, versionOf } from '../../support/duplicate-cases.ts'
import { refusalOf } from '../../support/refusals.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
})
afterAll(() => running.close())

async function wait(actor: Parameters<typeof waitDuplicateCase>[1], id: string, days: number) {
  const { app } = running
  const until = addDays(calendarDateAt(app.clock()), days)
  const version = await versionOf(app, id)
  await waitDuplicateCase(app, actor, { id, version, reason: 'INTERVIEW', until })
}

test('a case waits for an interview without anybody holding it, and is taken again by whoever may judge', async () => {
  const { app } = running
  const { id } = await openCase(app)
  const officer = adjudicator()
  await take(app, officer, id)
  await wait(officer, id, 7)
  expect(await caseOf(app, id)).toMatchObject({
    status: 'WAITING',
    takenBy: null,
    waitReason: 'INTERVIEW',
    waitUntil: new Date('2026-03-09'),
  })
  await take(app, adjudicator(), id)
  expect(await caseOf(app, id)).toMatchObject({ status: 'TAKEN', waitReason: null, waitUntil: null })
})

test('a day in the past, today, and one too far away are refused', async () => {
  const { app } = running
  const { id } = await openCase(app)
  const officer = adjudicator()
  await take(app, officer, id)
  for (const days of [-1, 0, longestWaitDays + 1]) {
    expect(await refusalOf(wait(officer, id, days))).toBe('ILLEGAL_WAIT')
  }
  await wait(officer, id, longestWaitDays)
})

test('only who holds it lays it aside, and only before anybody has judged it', async () => {
  const { app } = running
  const { id } = await openCase(app)
  expect(await refusalOf(wait(adjudicator(), id, 3))).toBe('CASE_NOT_TAKEN')
  await say(app, adjudicator(), id, { verdict: 'DISTINCT' })
  const second = adjudicator()
  await take(app, second, id)
  expect(await refusalOf(wait(second, id, 3))).toBe('TRANSITION_REFUSED')
  expect(await refusalOf(wait(adjudicator('79'), id, 3))).toBe('NOT_FOUND')
})
