import { afterAll, beforeAll, expect, test } from 'vitest'
import { endSearch } from '../../../server/adjudication/end-search.ts'
import { withdrawApplication } from '../../../server/enrollment/withdraw-application.ts'
import { endFilesByLaw } from '../../../server/issuance/end-files-by-law.ts'
import { answerSearches, embeddedAbisOf } from '../../support/abis.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { applicationAt } from '../../support/files.ts'
import { officerOf } from '../../support/officers.ts'
import { makePerson, registerResident } from '../../support/people.ts'
import { runPipeline } from '../../support/pipeline.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
})
afterAll(() => running.close())

/** A file in adjudication. */
async function suspected() {
  const { app } = running
  const person = makePerson({ legacyNumber: null })
  await registerResident(app, person)
  const applicant = await registerResident(app, person)
  const file = await applicationAt(app, 'search-duplicates', { applicant })
  await runPipeline(app)
  return file
}

const caseOf = (applicationId: string) =>
  running.app.db.duplicateCase.findFirstOrThrow({ where: { applicationId } })

/** What is on the queue for the file. */
const queuedFor = async (id: string) =>
  (
    await running.pool.query('SELECT payload FROM graphile_worker._private_jobs WHERE key = $1', [
      `end-search:${id}`,
    ])
  ).rows as { payload: unknown }[]

test('a withdrawn file has nobody to judge it, and its fingers leave the gallery', async () => {
  const { app } = running
  const { id } = await suspected()
  expect(await caseOf(id)).toMatchObject({ status: 'OPEN' })
  const before = (await embeddedAbisOf(app)).size
  await withdrawApplication(app, officerOf('RECEPTION'), { id })
  expect(await queuedFor(id)).toEqual([{ payload: { applicationId: id } }])
  await endSearch(app, { applicationId: id })
  expect(await caseOf(id)).toMatchObject({ status: 'VOID', takenBy: null })
  await answerSearches(app)
  expect((await embeddedAbisOf(app)).size).toBe(before - 1)

  const { version } = await caseOf(id)
  await endSearch(app, { applicationId: id })
  expect(await caseOf(id)).toMatchObject({ version })
  expect(await answerSearches(app)).toBe(0)
})

test('the fingers of somebody whose file the law has closed stay, for who comes with them must be found', async () => {
  const { app } = running
  const { id, residentId } = await suspected()
  const before = (await embeddedAbisOf(app)).size
  await endFilesByLaw(app, { residentId: residentId ?? '' })
  expect(await queuedFor(id)).toHaveLength(1)
  await endSearch(app, { applicationId: id })
  expect(await caseOf(id)).toMatchObject({ status: 'VOID' })
  await answerSearches(app)
  expect((await embeddedAbisOf(app)).size).toBe(before)
})

test('a case that is closed stays closed', async () => {
  const { app } = running
  const { id } = await suspected()
  await app.db.duplicateCase.updateMany({ where: { applicationId: id }, data: { status: 'CLOSED' } })
  await app.db.application.update({ where: { id }, data: { status: 'REFUSED' } })
  await endSearch(app, { applicationId: id })
  expect(await caseOf(id)).toMatchObject({ status: 'CLOSED' })
})

test('a file that goes on, or is not there, is left alone', async () => {
  const { app } = running
  const { id } = await suspected()
  await endSearch(app, { applicationId: id })
  expect(await caseOf(id)).toMatchObject({ status: 'OPEN' })
  await endSearch(app, { applicationId: '01900000-0000-7000-8000-000000000000' })
})
