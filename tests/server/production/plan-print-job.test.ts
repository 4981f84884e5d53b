import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parsePartialDate } from '../../../core/dates/calendar-date.ts'
import { cardFaceSchema } from '../../../core/contracts/print-job.ts'
import { parseCardQr } from '../../../core/qr/card-qr.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { plannedJob } from '../../support/factory.ts'
import { applicationAt } from '../../support/files.ts'
import { makeChild, makePerson, registerResident } from '../../support/people.ts'
import { runPipeline } from '../../support/pipeline.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
})
afterAll(() => running.close())

async function planned(id: string) {
  await runPipeline(running.app)
  return running.app.db.application.findUniqueOrThrow({ where: { id }, include: { printJobs: true } })
}

describe('an approved file', () => {
  test('becomes one print job with the face, the QR and the MRZ of its person', async () => {
    const { app } = running
    const applicant = await registerResident(app)
    const job = await plannedJob(app, { applicant, portraitSha256: 'cd'.repeat(32) })
    expect(job).toMatchObject({
      status: 'PLANNED',
      template: 'CC_2024',
      portraitSha256: 'cd'.repeat(32),
      lease: 0,
    })
    const face = cardFaceSchema.parse(job.face)
    const { name, birthDate, residence } = applicant.person
    // Luật Căn cước 26/2023/QH15, article 21: born 1990, the next birthday of exchange is the 40th.
    expect(face).toMatchObject({
      number: applicant.number,
      name,
      birthDate,
      residence,
      issuedOn: '2026-03-02',
      expiresOn: '2030-05-20',
    })
    expect(parseCardQr(face.qr)).toMatchObject({
      number: applicant.number,
      name,
      issuedOn: '2026-03-02',
      motherName: null,
    })
    expect(face.mrz.join('')).toMatch(/^[A-Z0-9<]{90}$/)
    expect(await app.db.application.findUniqueOrThrow({ where: { id: job.applicationId } })).toMatchObject({
      status: 'IN_PRODUCTION',
    })
  })

  test('of a child under six gets the template without portrait, and its parents stand in the QR', async () => {
    const person = makeChild()
    const job = await plannedJob(running.app, { applicant: await registerResident(running.app, person) })
    expect(job.template).toBe('CC_2024_UNDER_6')
    expect(parseCardQr(cardFaceSchema.parse(job.face).qr)).toMatchObject({ motherName: person.motherName })
  })
})

describe('an approved file goes back to the desk, without a print job,', () => {
  test('when a printed field changed in the register meanwhile', async () => {
    const { app } = running
    const applicant = await registerResident(app)
    const { id } = await applicationAt(app, 'plan-print-job', { applicant })
    const changed = { name: 'NGUYỄN THỊ ĐỔI TÊN', version: { increment: 1 } }
    await app.db.resident.update({ where: { id: applicant.residentId }, data: changed })
    expect(await planned(id)).toMatchObject({
      status: 'RETURNED',
      reasonCodes: ['REGISTRY_CHANGED'],
      printJobs: [],
    })
  })

  test('when its number is no longer in force', async () => {
    const { app } = running
    const applicant = await registerResident(app)
    const { id } = await applicationAt(app, 'plan-print-job', { applicant })
    await app.db.identityNumber.update({ where: { number: applicant.number }, data: { status: 'CANCELLED' } })
    expect(await planned(id)).toMatchObject({
      status: 'RETURNED',
      reasonCodes: ['NUMBER_NOT_IN_FORCE'],
      printJobs: [],
    })
  })

  test('when its address cannot stand in the QR', async () => {
    const { app } = running
    const applicant = await registerResident(app, makePerson({ residence: 'Số 1 | Phường Mẫu Một' }))
    const { id } = await applicationAt(app, 'plan-print-job', { applicant })
    expect(await planned(id)).toMatchObject({
      status: 'RETURNED',
      reasonCodes: ['DOES_NOT_FIT'],
      printJobs: [],
    })
  })
})

test('a change in the register that is not printed does not hold the card up', async () => {
  const { app } = running
  const applicant = await registerResident(app)
  const { id } = await applicationAt(app, 'plan-print-job', { applicant })
  const changed = { phone: '0900000000', version: { increment: 1 } }
  await app.db.resident.update({ where: { id: applicant.residentId }, data: changed })
  expect((await planned(id)).printJobs).toHaveLength(1)
})

test('a person of whom the year of birth alone is known gets a card', async () => {
  const applicant = await registerResident(running.app, makePerson({ birthDate: parsePartialDate('1948') }))
  const job = await plannedJob(running.app, { applicant })
  expect(cardFaceSchema.parse(job.face)).toMatchObject({ birthDate: '1948', expiresOn: null })
})
