import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../support/app.ts'
import { openDesk } from '../support/desk.ts'
import { registerResident } from '../support/people.ts'
import { apply } from '../support/pipeline.ts'

let test1: TestApp
beforeAll(async () => { test1 = await testApp() })
afterAll(() => test1.close())

test('probe', async () => {
  const desk = await openDesk(test1.app)
  const applicant = await registerResident(test1.app)
  const file = await apply(desk, applicant)
  console.log(test1.logged)
  expect(file.status).toBe('AWAITING_APPROVAL')
})
