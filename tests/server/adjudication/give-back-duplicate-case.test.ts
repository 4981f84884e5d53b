import { afterAll, beforeAll, expect, test } from 'vitest'
import { giveBackDuplicateCase } from '../../../server/adjudication/give-back-duplicate-case.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { adjudicator, caseOf, openCase, say, take, versionOf } from '../../support/duplicate-cases.ts'
import { officerOf } from '../../support/officers.ts'
import { refusalOf } from '../../support/refusals.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
})
afterAll(() => running.close())

async function giveBack(actor: Parameters<typeof giveBackDuplicateCase>[1], id: string) {
  const { app } = running
  await giveBackDuplicateCase(app, actor, { id, version: await versionOf(app, id) })
}

test('who holds a case gives it back to the list, and may take it again', async () => {
  const { app } = running
  const { id } = await openCase(app)
  const officer = adjudicator()
  await take(app, officer, id)
  await giveBack(officer, id)
  expect(await caseOf(app, id)).toMatchObject({ status: 'OPEN', takenBy: null, takenAt: null })
  await take(app, officer, id)
})

test('given back in the second round the first judgement stays', async () => {
  const { app } = running
  const { id } = await openCase(app)
  await say(app, adjudicator(), id, { verdict: 'DISTINCT' })
  const second = adjudicator()
  await take(app, second, id)
  await giveBack(second, id)
  expect(await caseOf(app, id)).toMatchObject({ status: 'JUDGED_ONCE', takenBy: null })
  expect(await app.db.caseJudgement.count({ where: { caseId: id } })).toBe(1)
})

test('a supervisor of the unit gives back what another holds; other officers and other units do not', async () => {
  const { app } = running
  const { id } = await openCase(app)
  await take(app, adjudicator(), id)
  expect(await refusalOf(giveBack(adjudicator(), id))).toBe('CASE_HELD')
  expect(await refusalOf(giveBack(officerOf('APPROVER', '79'), id))).toBe('NOT_FOUND')
  await giveBack(officerOf('APPROVER'), id)
  expect(await caseOf(app, id)).toMatchObject({ status: 'OPEN', takenBy: null })
})

test('what nobody holds cannot be given back, nor an older version of it', async () => {
  const { app } = running
  const { id } = await openCase(app)
  const officer = adjudicator()
  expect(await refusalOf(giveBack(officer, id))).toBe('CASE_NOT_TAKEN')
  await take(app, officer, id)
  const version = (await versionOf(app, id)) - 1
  expect(await refusalOf(giveBackDuplicateCase(app, officer, { id, version }))).toBe('STALE_VERSION')
})
