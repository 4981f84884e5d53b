import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parsePartialDate } from '../../../core/dates/calendar-date.ts'
import type { DeclaredPerson } from '../../../core/enrollment/packet.ts'
import { stagesOf } from '../../../server/jobs/tasks.ts'
import { runStage, startStage } from '../../../server/kernel/stages.ts'
import { minutes, type TestApp, testApp } from '../../support/app.ts'
import { applicationAt, applicationIn, captured, stageOf } from '../../support/files.ts'
import { fingersAgain, inventedFingers } from '../../support/fingers.ts'
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

const casesOf = (applicationId: string) =>
  running.app.db.duplicateCase.findMany({
    where: { applicationId },
    include: { candidates: true },
    orderBy: { openedAt: 'asc' },
  })

/** A file ready to be screened; its fingers come from the seed. */
const fileOf = async (person: DeclaredPerson, fingers: number | string = 'of nobody else') =>
  applicationAt(running.app, 'screen-application', {
    applicant: await registerResident(running.app, person),
    fingers: inventedFingers(`${person.motherName}/${fingers}`, 10),
  })

/** Screens a file once more. */
const again = async (id: string) => {
  await running.app.db.application.update({ where: { id }, data: { status: 'SCREENING' } })
  const at = { applicationId: id, stage: 'screen-application' }
  await running.app.db.applicationStage.update({
    where: { applicationId_stage: at },
    data: { status: 'PENDING' },
  })
  return screened(id)
}
/** What two officers found. */
const close = (applicationId: string, verdict: string) =>
  running.app.db.duplicateCase.updateMany({
    where: { applicationId },
    data: { status: 'CLOSED', verdict, closedAt: new Date(running.app.clock()) },
  })

test('a file of a person with one number and fingers of their own is cleared for approval', async () => {
  const { id } = await applicationAt(running.app, 'screen-application')
  expect(await screened(id)).toMatchObject({ status: 'AWAITING_APPROVAL' })
  expect(await stageOf(running.app, id, 'screen-application')).toMatchObject({ status: 'DONE', attempts: 1 })
  expect(await casesOf(id)).toEqual([])
})

test('begun by hand before the search is over it waits for the answers, and opens no case for want of them', async () => {
  const { app } = running
  const { id } = await applicationAt(app, 'search-duplicates')
  const at = { stage: 'screen-application', applicationId: id } as const
  await app.db.$transaction((tx) => startStage(tx, app, at))
  const stage = stagesOf(app).find(({ name }) => name === at.stage)
  await runStage(app, stage!, id)
  expect(await stageOf(app, id, at.stage)).toMatchObject({ status: 'PENDING', errorCode: 'NOT_YET' })
  expect(await casesOf(id)).toEqual([])
  running.advanceClock(minutes(2))
  expect(await screened(id)).toMatchObject({ status: 'AWAITING_APPROVAL' })
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

test('a file that was withdrawn before its screening stays withdrawn', async () => {
  const { app } = running
  const { id } = await applicationAt(app, 'screen-application', {})
  await app.db.application.update({ where: { id }, data: { status: 'WITHDRAWN' } })
  expect(await screened(id)).toMatchObject({ status: 'WITHDRAWN' })
})

describe('the same name, birth date and parent under another number', () => {
  test('goes to people, with both persons and a day by which to decide', async () => {
    const { app } = running
    const person = makePerson({ legacyNumber: null })
    const first = await registerResident(app, person)
    const { id } = await fileOf(person)
    expect(await screened(id)).toMatchObject({ status: 'ADJUDICATION' })
    expect(await casesOf(id)).toMatchObject([
      {
        status: 'OPEN',
        unitCode: '01',
        origins: ['DEMOGRAPHIC'],
        // The clock stands at Monday 02/03/2026.
        dueOn: new Date('2026-03-05'),
        candidates: [
          {
            residentId: first.residentId,
            referenceId: null,
            grounds: ['NAME_AND_BIRTH_DATE', 'PARENTS'],
            scores: [],
          },
        ],
      },
    ])
  })

  test('goes to people also where the fingers of both differ, and says so', async () => {
    const person = makePerson({ legacyNumber: null })
    const first = await fileOf(person, 'one hand')
    await screened(first.id)
    const second = await fileOf(person, 'another hand')
    expect(await screened(second.id)).toMatchObject({ status: 'ADJUDICATION' })
    const [opened] = await casesOf(second.id)
    expect(opened?.candidates).toMatchObject([
      { residentId: first.residentId, scores: [{ abis: null, likeness: 'STRANGER' }] },
    ])
    expect(opened?.candidates[0]?.fingers).toHaveLength(10)
  })
})

describe('twins of one birth whose names differ by accents', () => {
  const twins = () => {
    const person = makePerson({ legacyNumber: null, birthDate: parsePartialDate('1999-09-09') })
    const names = ['AN', 'ÂN'].map((given) => `${person.motherName} ${given}`)
    return names.map((name) => ({ ...person, name })) as [DeclaredPerson, DeclaredPerson]
  }

  test('are told apart by their fingers', async () => {
    const [an, other] = twins()
    await screened((await fileOf(an, 'An')).id)
    expect(await screened((await fileOf(other, 'Ân')).id)).toMatchObject({ status: 'AWAITING_APPROVAL' })
  })

  test('are told apart by the household that has both, while one of them has not enrolled', async () => {
    const { app } = running
    const [an, other] = twins()
    const { residentId: headId } = await registerResident(app, an)
    const { id, residentId } = await fileOf(other)
    const unit = await app.db.administrativeUnit.findFirstOrThrow()
    const home = { headId, unitId: unit.id, addressText: 'Số 1, Phường Mẫu' }
    const { id: householdId } = await app.db.household.create({ data: home })
    const member = { householdId, relation: 'CHILD', validFrom: new Date('2020-01-01') }
    await app.db.householdMember.createMany({
      data: [headId, residentId ?? ''].map((one) => ({ ...member, residentId: one })),
    })
    expect(await screened(id)).toMatchObject({ status: 'AWAITING_APPROVAL' })
  })

  test('go to people where nothing tells them apart', async () => {
    const [an, other] = twins()
    const { residentId } = await registerResident(running.app, an)
    const { id } = await fileOf(other)
    expect(await screened(id)).toMatchObject({ status: 'ADJUDICATION' })
    expect(await casesOf(id)).toMatchObject([{ origins: ['DEMOGRAPHIC'], candidates: [{ residentId }] }])
  })

  test('go to people where the second one has the fingers of the first', async () => {
    const [an, other] = twins()
    const first = await fileOf(an, 'one hand')
    await screened(first.id)
    const second = await fileOf(other, 'one hand')
    expect(await screened(second.id)).toMatchObject({ status: 'ADJUDICATION' })
    const [opened] = await casesOf(second.id)
    expect(opened?.origins.toSorted()).toEqual(['BIOMETRIC', 'DEMOGRAPHIC'])
    expect(opened?.candidates).toMatchObject([{ residentId: first.residentId }])
    expect(opened?.candidates[0]?.grounds.toSorted()).toEqual(['FINGERS', 'NAME_AND_BIRTH_DATE', 'PARENTS'])
  })
})

test('an old number that another resident holds goes to people, whatever the fingers and names', async () => {
  const { app } = running
  const holder = await registerResident(app)
  const applicant = await registerResident(app, makePerson({ legacyNumber: null }))
  const person = { ...applicant.person, legacyNumber: holder.person.legacyNumber }
  const { id } = await applicationAt(app, 'screen-application', { applicant, person })
  expect(await screened(id)).toMatchObject({ status: 'ADJUDICATION' })
  expect(await casesOf(id)).toMatchObject([
    { candidates: [{ residentId: holder.residentId, grounds: ['LEGACY_NUMBER', 'PARENTS'] }] },
  ])
})

describe('the person’s own earlier file', () => {
  const earlier = async () => {
    const { app } = running
    const applicant = await registerResident(app)
    const fingers = inventedFingers(applicant.number, 10)
    const file = await applicationIn(app, 'ISSUED', { applicant })
    return { applicant, fingers, referenceId: await captured(app, file, fingers) }
  }

  test('is no hit and confirms the person', async () => {
    const { applicant, fingers } = await earlier()
    const again = fingersAgain(fingers, 'again')
    const { id } = await applicationAt(running.app, 'screen-application', { applicant, fingers: again })
    expect(await screened(id)).toMatchObject({ status: 'AWAITING_APPROVAL' })
  })

  test('raises a doubt where the fingers are not those', async () => {
    const { applicant, referenceId } = await earlier()
    const fingers = inventedFingers('somebody else', 10)
    const { id } = await applicationAt(running.app, 'screen-application', { applicant, fingers })
    expect(await screened(id)).toMatchObject({ status: 'ADJUDICATION' })
    expect(await casesOf(id)).toMatchObject([
      {
        origins: ['IDENTITY_DOUBT'],
        candidates: [{ residentId: applicant.residentId, referenceId, grounds: ['NUMBER'] }],
      },
    ])
  })

  test('is asked for no more once two officers have confirmed the person, until there is another capture', async () => {
    const { applicant } = await earlier()
    const fingers = inventedFingers('worn by work', 10)
    const { id } = await applicationAt(running.app, 'screen-application', { applicant, fingers })
    await screened(id)
    await close(id, 'SAME_PERSON')
    expect(await again(id)).toMatchObject({ status: 'AWAITING_APPROVAL' })
    const receivedAt = new Date(running.app.clock() + 1)
    await running.app.db.application.update({ where: { id }, data: { receivedAt } })
    expect(await again(id)).toMatchObject({ status: 'ADJUDICATION' })
  })

  test('raises a doubt where only some fingers lie in each other’s place', async () => {
    const { applicant, fingers } = await earlier()
    const again = fingersAgain(fingers, 'again')
    const flags = ['FINGERS_SWAPPED']
    const { id } = await applicationAt(running.app, 'screen-application', {
      applicant,
      fingers: again,
      flags,
    })
    expect(await screened(id)).toMatchObject({ status: 'ADJUDICATION' })
    expect(await casesOf(id)).toMatchObject([{ origins: ['IDENTITY_DOUBT'] }])
  })

  test('of a record that was merged into this one counts as own', async () => {
    const { app } = running
    const { applicant: merged, fingers } = await earlier()
    const applicant = await registerResident(app)
    const data = { status: 'CANCELLED', successor: applicant.number }
    await app.db.identityNumber.update({ where: { number: merged.number }, data })
    const again = fingersAgain(fingers, 'after the merger')
    const { id } = await applicationAt(app, 'screen-application', { applicant, fingers: again })
    expect(await screened(id)).toMatchObject({ status: 'AWAITING_APPROVAL' })
  })
})

describe('a file that is screened again', () => {
  const judged = async () => {
    const { app } = running
    const person = makePerson({ legacyNumber: null })
    await registerResident(app, person)
    const file = await fileOf(person)
    await screened(file.id)
    const [opened] = await casesOf(file.id)
    return { file, caseId: opened?.id ?? '' }
  }
  test('has one open case', async () => {
    const { file, caseId } = await judged()
    expect(await again(file.id)).toMatchObject({ status: 'ADJUDICATION' })
    expect(await casesOf(file.id)).toMatchObject([{ id: caseId }])
  })

  test('goes on when two officers have told the persons apart', async () => {
    const { file } = await judged()
    await close(file.id, 'DISTINCT')
    expect(await again(file.id)).toMatchObject({ status: 'AWAITING_APPROVAL' })
    expect(await casesOf(file.id)).toHaveLength(1)
  })

  test.each(['RECAPTURE', 'SAME_PERSON', 'FRAUD'])('is asked about anew after %s', async (verdict) => {
    const { file } = await judged()
    await close(file.id, verdict)
    expect(await again(file.id)).toMatchObject({ status: 'ADJUDICATION' })
    expect(await casesOf(file.id)).toMatchObject([{ status: 'CLOSED' }, { status: 'OPEN' }])
  })

  test('is asked about whoever came into the register meanwhile', async () => {
    const { file } = await judged()
    await close(file.id, 'DISTINCT')
    const newcomer = await registerResident(running.app, file.person as DeclaredPerson)
    expect(await again(file.id)).toMatchObject({ status: 'ADJUDICATION' })
    const [, second] = await casesOf(file.id)
    expect(second?.candidates.map(({ residentId }) => residentId)).toEqual([newcomer.residentId])
  })
})
