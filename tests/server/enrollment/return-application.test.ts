import { afterAll, beforeAll, expect, test } from 'vitest'
import { returnApplication } from '../../../server/enrollment/return-application.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { applicationIn } from '../../support/files.ts'
import { officerOf } from '../../support/officers.ts'
import { refusalOf } from '../../support/refusals.ts'
import { contentOf } from '../../support/rows.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
})
afterAll(() => running.close())

const reason = 'PORTRAIT_UNSUITABLE'

test.each(['APPROVER', 'STATION_SUPERVISOR'] as const)(
  '%s returns a file with a reason for the citizen',
  async (role) => {
    const { app } = running
    const file = await applicationIn(app, 'AWAITING_APPROVAL')
    await returnApplication(app, officerOf(role), { id: file.id, reason })
    expect(await app.db.application.findUniqueOrThrow({ where: { id: file.id } })).toMatchObject({
      status: 'RETURNED',
      reasonCodes: [reason],
    })
  },
)

test.each([
  ['by an officer of another province', officerOf('APPROVER', '79'), 'AWAITING_APPROVAL', 'FORBIDDEN'],
  ['by the reception', officerOf('RECEPTION'), 'AWAITING_APPROVAL', 'FORBIDDEN'],
  ['once its card is on the way', officerOf('APPROVER'), 'IN_TRANSIT', 'TRANSITION_REFUSED'],
] as const)('a file is not returned %s, and nothing is changed', async (_, actor, status, code) => {
  const { app } = running
  const { id } = await applicationIn(app, status)
  const before = await contentOf(app)
  expect(await refusalOf(returnApplication(app, actor, { id, reason }))).toBe(code)
  expect(await contentOf(app)).toEqual(before)
})
