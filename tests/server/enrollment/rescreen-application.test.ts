import { afterAll, beforeAll, expect, test } from 'vitest'
import { rescreenApplication } from '../../../server/enrollment/rescreen-application.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { admittedFile, packetOf } from '../../support/checking.ts'
import { openDesk } from '../../support/desk.ts'
import { applicationIn, stageOf } from '../../support/files.ts'
import { honestHands } from '../../support/hands.ts'
import { officerOf } from '../../support/officers.ts'
import { runPipeline } from '../../support/pipeline.ts'
import { refusalOf } from '../../support/refusals.ts'
import { contentOf } from '../../support/rows.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
})
afterAll(() => running.close())

test('an approver has everybody searched anew, and the file comes back when the new answer is there', async () => {
  const { app } = running
  const capturedAt = new Date(app.clock()).toISOString()
  const hands = await honestHands({ person: 1, capturedAt })
  const { id } = await admittedFile(await openDesk(app), packetOf(hands))
  await runPipeline(app)
  const answered = { reference: { applicationId: id }, kind: 'IDENTIFY', status: 'ANSWERED' }
  expect(await app.db.abisRequest.count({ where: answered })).toBe(1)
  await rescreenApplication(app, officerOf('APPROVER'), { id })
  expect(await app.db.application.findUniqueOrThrow({ where: { id } })).toMatchObject({ status: 'SCREENING' })
  await runPipeline(app)
  expect(await app.db.application.findUniqueOrThrow({ where: { id } })).toMatchObject({
    status: 'AWAITING_APPROVAL',
  })
  expect(await app.db.abisRequest.count({ where: answered })).toBe(2)
  expect(await stageOf(app, id, 'screen-application')).toMatchObject({ status: 'DONE' })
})

test.each([
  ['by an officer of another province', officerOf('APPROVER', '79'), 'AWAITING_APPROVAL', 'FORBIDDEN'],
  ['by the station supervisor', officerOf('STATION_SUPERVISOR'), 'AWAITING_APPROVAL', 'FORBIDDEN'],
  ['once it is approved', officerOf('APPROVER'), 'APPROVED', 'TRANSITION_REFUSED'],
] as const)('a file is not searched anew %s, and nothing is changed', async (_, actor, status, code) => {
  const { app } = running
  const { id } = await applicationIn(app, status)
  const before = await contentOf(app)
  expect(await refusalOf(rescreenApplication(app, actor, { id }))).toBe(code)
  expect(await contentOf(app)).toEqual(before)
})
