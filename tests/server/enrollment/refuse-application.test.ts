import { afterAll, beforeAll, expect, test } from 'vitest'
import { refuseApplication } from '../../../server/enrollment/refuse-application.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { applicationIn } from '../../support/files.ts'
import { officerOf } from '../../support/officers.ts'
import { registerResident } from '../../support/people.ts'
import { refusalOf } from '../../support/refusals.ts'
import { contentOf } from '../../support/rows.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
})
afterAll(() => running.close())

const reason = 'NOT_ENTITLED'

test('a refused file keeps its reason and lets the person apply again', async () => {
  const { app } = running
  const applicant = await registerResident(app)
  const file = await applicationIn(app, 'AWAITING_APPROVAL', { applicant })
  await refuseApplication(app, officerOf('APPROVER'), { id: file.id, reason })
  const refused = await app.db.application.findUniqueOrThrow({ where: { id: file.id } })
  expect(refused).toMatchObject({ status: 'REFUSED', reasonCodes: [reason] })
  expect(await applicationIn(app, 'SCREENING', { applicant })).toMatchObject({ status: 'SCREENING' })
})

test('nobody refuses a file that he captured himself, and nothing is changed', async () => {
  const { app } = running
  const approver = officerOf('APPROVER')
  const { id } = await applicationIn(app, 'AWAITING_APPROVAL', { operatorId: approver.id })
  const before = await contentOf(app)
  expect(await refusalOf(refuseApplication(app, approver, { id, reason }))).toBe('SAME_PERSON')
  expect(await contentOf(app)).toEqual(before)
})

test.each([
  ['by an approver of another province', officerOf('APPROVER', '79'), 'AWAITING_APPROVAL', 'FORBIDDEN'],
  ['by a supervisor', officerOf('STATION_SUPERVISOR'), 'AWAITING_APPROVAL', 'FORBIDDEN'],
  ['once production has begun', officerOf('APPROVER'), 'IN_PRODUCTION', 'TRANSITION_REFUSED'],
] as const)('a file is not refused %s, and nothing is changed', async (_, actor, status, code) => {
  const { app } = running
  const { id } = await applicationIn(app, status)
  const before = await contentOf(app)
  expect(await refusalOf(refuseApplication(app, actor, { id, reason }))).toBe(code)
  expect(await contentOf(app)).toEqual(before)
})
