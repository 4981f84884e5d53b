import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../support/app.ts'
import { applicationAt, applicationIn, stageOf } from '../../support/files.ts'
import { makePerson, registerResident } from '../../support/people.ts'
import { runPipeline } from '../../support/pipeline.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
})
afterAll(() => running.close())

async function screened(id: string) {
  await runPipeline(running.app)
  return running.app.db.application.findUniqueOrThrow({ where: { id } })
}

test('a file of a person with one number and one file is cleared for approval', async () => {
  const { id } = await applicationAt(running.app, 'screen-application')
  expect(await screened(id)).toMatchObject({ status: 'AWAITING_APPROVAL' })
  expect(await stageOf(running.app, id, 'screen-application')).toMatchObject({ status: 'DONE', attempts: 1 })
})

test('a number that was cancelled meanwhile refuses the file', async () => {
  const { app } = running
  const applicant = await registerResident(app)
  const { id } = await applicationAt(app, 'screen-application', { applicant })
  await app.db.identityNumber.update({ where: { number: applicant.number }, data: { status: 'CANCELLED' } })
  expect(await screened(id)).toMatchObject({ status: 'REFUSED', reasonCodes: ['NUMBER_NOT_IN_FORCE'] })
})

test('the file of somebody who died meanwhile is refused', async () => {
  const { app } = running
  const applicant = await registerResident(app)
  const { id } = await applicationAt(app, 'screen-application', { applicant })
  await app.db.resident.update({ where: { id: applicant.residentId }, data: { deathOn: '2026-03-01' } })
  expect(await screened(id)).toMatchObject({ status: 'REFUSED', reasonCodes: ['NUMBER_NOT_IN_FORCE'] })
})

test('an open file of somebody with the same name, birth date and mother under another number returns it', async () => {
  const { app } = running
  const person = makePerson({ legacyNumber: null })
  const [first, second] = [await registerResident(app, person), await registerResident(app, person)]
  await applicationIn(app, 'AWAITING_APPROVAL', { applicant: first })
  const { id } = await applicationAt(app, 'screen-application', { applicant: second })
  expect(await screened(id)).toMatchObject({ status: 'RETURNED', reasonCodes: ['POSSIBLY_REGISTERED'] })
})

test('a file that was withdrawn before its screening stays withdrawn', async () => {
  const { app } = running
  const { id } = await applicationAt(app, 'screen-application', {})
  await app.db.application.update({ where: { id }, data: { status: 'WITHDRAWN' } })
  expect(await screened(id)).toMatchObject({ status: 'WITHDRAWN' })
})
