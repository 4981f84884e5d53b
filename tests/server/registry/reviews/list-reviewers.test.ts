import { afterAll, beforeAll, expect, test } from 'vitest'
import { listReviewers } from '../../../../server/registry/reviews/list-reviewers.ts'
import { type TestApp, testApp } from '../../../support/app.ts'
import { hireOfficer, officerOf } from '../../../support/officers.ts'
import { refusalOf } from '../../../support/refusals.ts'
import { communes, manager } from './locality.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
})
afterAll(() => running.close())

const namesFor = async (unitCode: string) =>
  (await listReviewers(running.app, manager, { unitCode })).map(({ name, unitCode: held }) => [name, held])

test('a team is chosen from reviewers of the locality and of units above it, who are still in office', async () => {
  const hire = async (name: string, unitCode: string, role: 'REVIEWER' | 'COLLECTOR' = 'REVIEWER') => {
    const { actor } = await hireOfficer(running.app, role, unitCode)
    await running.app.db.officer.update({ where: { id: actor.id }, data: { name } })
    return actor.id
  }
  await hire('Bùi Thị Tỉnh', '01')
  await hire('An Văn Xã', communes.small)
  await hire('Cao Văn Xã Khác', communes.large)
  await hire('Đặng Thị Thu', '01', 'COLLECTOR')
  await hire('Giang Văn Nơi Khác', '79')
  const gone = await hire('Hà Văn Nghỉ', '01')
  await running.app.db.officer.update({ where: { id: gone }, data: { active: false } })
  expect(await namesFor(communes.small)).toEqual([
    ['An Văn Xã', communes.small],
    ['Bùi Thị Tỉnh', '01'],
  ])
  expect(await namesFor('01')).toEqual([['Bùi Thị Tỉnh', '01']])
})

test('only who plans reviews of the locality is told', async () => {
  const ask = (actor: typeof manager) => listReviewers(running.app, actor, { unitCode: communes.small })
  expect(await refusalOf(ask(officerOf('REVIEWER')))).toBe('FORBIDDEN')
  expect(await refusalOf(ask(officerOf('CAMPAIGN_MANAGER', '79')))).toBe('FORBIDDEN')
})
