import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { approveApplication } from '../../../server/enrollment/approve-application.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { applicationIn, stageOf } from '../../support/files.ts'
import { officerOf } from '../../support/officers.ts'
import { refusalOf } from '../../support/refusals.ts'
import { contentOf } from '../../support/rows.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
})
afterAll(() => running.close())

test('an approved file goes to production in the same transaction', async () => {
  const { app } = running
  const approver = officerOf('APPROVER')
  const file = await applicationIn(app, 'AWAITING_APPROVAL')
  await approveApplication(app, approver, { id: file.id })
  expect(await app.db.application.findUniqueOrThrow({ where: { id: file.id } })).toMatchObject({
    status: 'APPROVED',
    approverId: approver.id,
    stepDates: { RECEIVED: '2026-03-02', UNDER_REVIEW: '2026-03-02' },
  })
  expect(await stageOf(app, file.id, 'plan-print-job')).toMatchObject({ status: 'PENDING' })
  const history = await app.db.transition.findMany({ where: { recordId: file.id } })
  expect(history).toMatchObject([
    { event: 'approve', fromState: 'AWAITING_APPROVAL', toState: 'APPROVED', actorId: approver.id },
  ])
  const audit = await app.db.auditEntry.findMany({ where: { subjectId: file.id } })
  expect(audit).toMatchObject([{ action: 'application.approve', actorId: approver.id }])
})

test('an approver of another province may not approve it, and nothing is changed', async () => {
  const { app } = running
  const file = await applicationIn(app, 'AWAITING_APPROVAL')
  const before = await contentOf(app)
  expect(await refusalOf(approveApplication(app, officerOf('APPROVER', '79'), { id: file.id }))).toBe(
    'FORBIDDEN',
  )
  expect(await contentOf(app)).toEqual(before)
})

test('an approver of the province approves files of its communes', async () => {
  const { app } = running
  const commune = await app.db.administrativeUnit.findFirstOrThrow({
    where: { parentCode: '01', level: 3, validTo: null },
  })
  const file = await applicationIn(app, 'AWAITING_APPROVAL', { unitCode: commune.code })
  expect(await approveApplication(app, officerOf('APPROVER'), { id: file.id })).toMatchObject({
    status: 'APPROVED',
  })
})

describe('a file is not approved, and nothing is changed', () => {
  test.each(['operatorId', 'supervisorId'] as const)('by the officer who stands in %s', async (column) => {
    const { app } = running
    const approver = officerOf('APPROVER')
    const file = await applicationIn(app, 'AWAITING_APPROVAL', { [column]: approver.id })
    const before = await contentOf(app)
    expect(await refusalOf(approveApplication(app, approver, { id: file.id }))).toBe('SAME_PERSON')
    expect(await contentOf(app)).toEqual(before)
  })

  test.each(['RECEIVED', 'SCREENING', 'APPROVED', 'IN_PRODUCTION', 'ISSUED', 'REFUSED'] as const)(
    'in the state %s',
    async (status) => {
      const { app } = running
      const file = await applicationIn(app, status)
      const before = await contentOf(app)
      expect(await refusalOf(approveApplication(app, officerOf('APPROVER'), { id: file.id }))).toBe(
        'TRANSITION_REFUSED',
      )
      expect(await contentOf(app)).toEqual(before)
    },
  )

  test('with a role that may not', async () => {
    const { app } = running
    const file = await applicationIn(app, 'AWAITING_APPROVAL')
    const before = await contentOf(app)
    for (const role of ['CAPTURE_OFFICER', 'STATION_SUPERVISOR', 'RECEPTION', 'ADMINISTRATOR'] as const) {
      expect(await refusalOf(approveApplication(app, officerOf(role), { id: file.id }))).toBe('FORBIDDEN')
    }
    expect(await contentOf(app)).toEqual(before)
  })

  test('when there is none of that id', async () => {
    const input = { id: randomUUID() }
    expect(await refusalOf(approveApplication(running.app, officerOf('APPROVER'), input))).toBe('NOT_FOUND')
  })
})

test('of two approvers at the same moment one succeeds and one is told', async () => {
  const { app } = running
  const file = await applicationIn(app, 'AWAITING_APPROVAL')
  const outcomes = await Promise.all(
    [1, 2].map(() => refusalOf(approveApplication(app, officerOf('APPROVER'), { id: file.id }))),
  )
  expect(outcomes).toContain('NOT_REFUSED')
  expect(outcomes.filter((code) => ['STALE_VERSION', 'TRANSITION_REFUSED'].includes(code))).toHaveLength(1)
})
