import { afterAll, beforeAll, expect, test } from 'vitest'
import { withdrawApplication } from '../../../server/enrollment/withdraw-application.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { applicationAt, applicationIn } from '../../support/files.ts'
import { officerOf } from '../../support/officers.ts'
import { runPipeline } from '../../support/pipeline.ts'
import { refusalOf } from '../../support/refusals.ts'
import { contentOf } from '../../support/rows.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
})
afterAll(() => running.close())

test.each(['RECEIVED', 'SCREENING', 'AWAITING_APPROVAL', 'APPROVED', 'RETURNED'] as const)(
  'the reception takes back a file in the state %s',
  async (status) => {
    const { app } = running
    const { id } = await applicationIn(app, status)
    await withdrawApplication(app, officerOf('RECEPTION'), { id })
    expect(await app.db.application.findUniqueOrThrow({ where: { id } })).toMatchObject({
      status: 'WITHDRAWN',
      reasonCodes: ['WITHDRAWN_BY_APPLICANT'],
    })
  },
)

test('no card is made of a file that was withdrawn after its approval', async () => {
  const { app } = running
  const { id } = await applicationAt(app, 'plan-print-job')
  await withdrawApplication(app, officerOf('STATION_SUPERVISOR'), { id })
  await runPipeline(app)
  expect(await app.db.printJob.count({ where: { applicationId: id } })).toBe(0)
  expect(await app.db.application.findUniqueOrThrow({ where: { id } })).toMatchObject({ status: 'WITHDRAWN' })
})

test.each([
  ['of another province', officerOf('RECEPTION', '79'), 'SCREENING', 'FORBIDDEN'],
  ['without the role', officerOf('APPROVER'), 'SCREENING', 'FORBIDDEN'],
  ['once its card is being made', officerOf('RECEPTION'), 'IN_PRODUCTION', 'TRANSITION_REFUSED'],
] as const)(
  'a file is not withdrawn by an officer %s, and nothing is changed',
  async (_, actor, status, code) => {
    const { app } = running
    const { id } = await applicationIn(app, status)
    const before = await contentOf(app)
    expect(await refusalOf(withdrawApplication(app, actor, { id }))).toBe(code)
    expect(await contentOf(app)).toEqual(before)
  },
)
