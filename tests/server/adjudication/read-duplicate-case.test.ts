import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addCaseDocument } from '../../../server/adjudication/add-case-document.ts'
import { readDuplicateCase } from '../../../server/adjudication/read-duplicate-case.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import {
  adjudicator,
  adjudicatorAbove,
  agreeOn,
  openCase,
  registerElsewhere,
  say,
  take,
} from '../../support/duplicate-cases.ts'
import { unknownId } from '../../support/factory.ts'
import { officerOf } from '../../support/officers.ts'
import { makePerson, registerResident } from '../../support/people.ts'
import { refusalOf } from '../../support/refusals.ts'
import { contentOf } from '../../support/rows.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
})
afterAll(() => running.close())

const read = (actor: Parameters<typeof readDuplicateCase>[1], id: string) =>
  readDuplicateCase(running.app, actor, { id })

test('both persons stand side by side, with what differs, their files and their past', async () => {
  const { app } = running
  const applicant = await registerResident(app, makePerson({ name: 'NGUYỄN THỊ HOÀ', sex: 'FEMALE' }))
  const candidate = await registerResident(
    app,
    makePerson({ name: 'NGUYEN THI HOA', sex: 'FEMALE', birthDate: applicant.person.birthDate }),
  )
  const { id, applicationId, candidateFileId } = await openCase(app, { applicant, candidate })
  await app.db.biometricSample.create({
    data: { applicationId, kind: 'FINGER', position: 2, impression: 1, sha256: 'ab'.repeat(32), quality: 71 },
  })
  const seen = await read(adjudicator(), id)
  expect(seen.applicant).toMatchObject({ residentId: applicant.residentId, number: applicant.number })
  expect(seen.applicant.file).toMatchObject({ id: applicationId, samples: [{ position: 2, quality: 71 }] })
  const [other] = seen.candidates
  expect(other?.person).toMatchObject({ number: candidate.number, file: { id: candidateFileId } })
  const differences = Object.fromEntries(
    (other?.differences ?? []).map(({ field, difference }) => [field, difference]),
  )
  expect(differences).toMatchObject({
    name: 'ACCENTS',
    birthDate: 'SAME',
    number: 'DIFFERENT',
    legacyNumber: 'DIFFERENT',
    motherName: 'MIDDLE_NAME',
  })
  expect(other?.person.history.map(({ kind }) => kind)).toEqual(['FILE', 'NUMBER'])
})

test('each view is in the audit, once, without a word of the persons', async () => {
  const { app } = running
  const { id, applicationId, candidate } = await openCase(app)
  const officer = adjudicator()
  await read(officer, id)
  const views = await app.db.auditEntry.findMany({
    where: { action: 'duplicate-case.view', subjectId: applicationId },
  })
  expect(views).toMatchObject([{ actorId: officer.id, details: JSON.stringify({ case: id }) }])
  expect(JSON.stringify(running.logged)).not.toContain(candidate.person.name)
})

test('an officer of another unit sees nothing, and cannot tell that there is something', async () => {
  const { app } = running
  const { id } = await openCase(app)
  const before = await contentOf(app)
  for (const one of [id, unknownId(), 'x'])
    expect(await refusalOf(read(adjudicator('79'), one))).toBe('NOT_FOUND')
  expect(await refusalOf(read(officerOf('REGISTRAR'), id))).toBe('FORBIDDEN')
  expect(await contentOf(app)).toEqual(before)
})

describe('blind', () => {
  test('the second judge, a supervisor and whoever else looks see no first verdict, nor a report that tells it', async () => {
    const { app } = running
    const { id } = await openCase(app)
    const [first, second] = [adjudicator(), adjudicator()]
    const add = { id, title: 'Báo cáo', note: null, bytes: null }
    await addCaseDocument(app, first, { ...add, kind: 'FRAUD_REPORT' })
    await addCaseDocument(app, first, { ...add, kind: 'INTERVIEW' })
    await say(app, first, id, { verdict: 'FRAUD' })
    await take(app, second, id)
    for (const officer of [second, adjudicator(), officerOf('APPROVER')]) {
      const { choices, ...seen } = await read(officer, id)
      // All five verdicts are offered as before the first was given.
      expect(choices.find(({ verdict }) => verdict === 'DISTINCT')?.whyNot).toBeNull()
      expect(seen).toMatchObject({ blind: true, judgements: [], documents: [{ kind: 'INTERVIEW' }] })
      expect(JSON.stringify(seen)).not.toContain('FRAUD')
    }
    expect(await read(first, id)).toMatchObject({
      blind: false,
      judgements: [{ verdict: 'FRAUD' }],
      documents: [{ kind: 'FRAUD_REPORT' }, { kind: 'INTERVIEW' }],
    })
  })

  test('a third officer sees both, and is offered these two and a new capture', async () => {
    const { app } = running
    const { id, candidateId } = await openCase(app)
    await say(app, adjudicator(), id, { verdict: 'DISTINCT' })
    await say(app, adjudicator(), id, { verdict: 'SAME_PERSON', candidateId })
    const seen = await read(adjudicator(), id)
    expect(seen).toMatchObject({ blind: false, round: 3 })
    expect(seen.judgements.map(({ verdict }) => verdict)).toEqual(['DISTINCT', 'SAME_PERSON'])
    const offered = seen.choices.filter(({ whyNot }) => whyNot === null).map(({ verdict }) => verdict)
    expect(offered).toEqual(['DISTINCT', 'SAME_PERSON', 'RECAPTURE'])
  })
})

describe('what an officer may do', () => {
  test('follows the case: take, then wait, judge or give back; nothing once it has ended', async () => {
    const { app } = running
    const { id } = await openCase(app)
    const [officer, other] = [adjudicator(), adjudicator()]
    expect(await read(officer, id)).toMatchObject({ round: 1, events: ['take', 'addDocument'] })
    await take(app, officer, id)
    expect(await read(officer, id)).toMatchObject({ events: ['giveBack', 'wait', 'judge', 'addDocument'] })
    expect(await read(other, id)).toMatchObject({ events: ['addDocument'] })
    expect(await read(officerOf('APPROVER'), id)).toMatchObject({ round: null, events: ['giveBack'] })
    const closed = await openCase(app)
    await agreeOn(app, closed.id, { said: { verdict: 'DISTINCT' } })
    expect(await read(officer, closed.id)).toMatchObject({ round: null, events: [] })
  })

  test('is nothing for who captured the file, and it says why', async () => {
    const { app } = running
    const officer = adjudicator()
    const { id } = await openCase(app, { file: { operatorId: officer.id } })
    const seen = await read(officer, id)
    expect(seen).toMatchObject({ round: null, events: [] })
    expect(seen.bar?.vi).toContain('thu nhận')
  })

  test('a merge is offered where both records are within reach', async () => {
    const { app } = running
    const { id } = await openCase(app, { candidate: await registerElsewhere(app) })
    const offered = async (actor: Parameters<typeof read>[0]) => {
      const seen = await read(actor, id)
      return {
        mergeable: seen.candidates[0]?.mergeable,
        whyNot: seen.choices.find(({ verdict }) => verdict === 'MERGED')?.whyNot,
      }
    }
    expect(await offered(adjudicatorAbove())).toEqual({ mergeable: true, whyNot: null })
    expect(await offered(adjudicator())).toMatchObject({
      mergeable: false,
      whyNot: { en: expect.any(String) },
    })
  })
})
