import { afterAll, beforeAll, expect, test } from 'vitest'
import { lapseReturned } from '../../../server/enrollment/lapse-returned.ts'
import { loadApplication, moveApplication } from '../../../server/enrollment/move-application.ts'
import { days, type TestApp, testApp } from '../../support/app.ts'
import { openDesk } from '../../support/desk.ts'
import { officerOf } from '../../support/officers.ts'
import { registerResident } from '../../support/people.ts'
import { apply, fileOf } from '../../support/pipeline.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
})
afterAll(() => running.close())

test('a returned file ends when nobody came and no kiosk can bring it any more; then the person applies anew', async () => {
  const { app } = running
  const desk = await openDesk(app)
  const applicant = await registerResident(app)
  const file = await apply(desk, applicant)
  await app.db.$transaction(async (tx) =>
    moveApplication(tx, app, await loadApplication(tx, file.id), {
      event: 'returnToDesk',
      actor: officerOf('APPROVER'),
      reasons: ['PORTRAIT_UNSUITABLE'],
    }),
  )
  running.advanceClock(days(30 + app.env.longestOfflineDays))
  expect(await lapseReturned(app)).toBe(0)
  running.advanceClock(days(1))
  expect(await lapseReturned(app)).toBe(1)
  expect((await fileOf(app, file.code)).status).toBe('LAPSED')
  expect(await lapseReturned(app)).toBe(0)
})
