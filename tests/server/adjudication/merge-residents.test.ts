import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { endFilesByLaw } from '../../../server/issuance/end-files-by-law.ts'
import { findSamePerson } from '../../../server/registry/find-same-person.ts'
import { findRecord } from '../../../server/registry/local-registry.ts'
import { findShared } from '../../../server/registry/sharing/shared-record.ts'
import { known } from '../../../core/reconciliation/sources.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import {
  adjudicator,
  adjudicatorAbove,
  agreeOn,
  caseOf,
  judge,
  openCase,
  type OpenedCase,
  registerElsewhere,
  say,
  take,
} from '../../support/duplicate-cases.ts'
import { applicationIn } from '../../support/files.ts'
import { makePerson, registerResident } from '../../support/people.ts'
import { refusalOf } from '../../support/refusals.ts'
import { contentOf } from '../../support/rows.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
})
afterAll(() => running.close())

const fileOf = (id: string) => running.app.db.application.findUniqueOrThrow({ where: { id } })
const numberOf = (number: string) => running.app.db.identityNumber.findUniqueOrThrow({ where: { number } })
const residentOf = (id: string) => running.app.db.resident.findUniqueOrThrow({ where: { id } })

async function merged(kept: 'applicant' | 'candidate', changes: Parameters<typeof openCase>[1] = {}) {
  const opened = await openCase(running.app, changes)
  const { id, candidateId } = opened
  const keptNumber = opened[kept].number
  await agreeOn(running.app, id, {
    said: { verdict: 'MERGED', candidateId, keptNumber },
    by: adjudicatorAbove,
  })
  return opened
}

const jobsFor = (residentId: string) =>
  running.app.db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM graphile_worker._private_jobs
    WHERE payload::text LIKE ${`%${residentId}%`}`

describe('one number stays', () => {
  test('the candidate’s: the applicant’s is cancelled and points to it, and the file goes on under it', async () => {
    const { app } = running
    const { id, applicationId, applicant, candidate } = await merged('candidate')
    expect(await caseOf(app, id)).toMatchObject({
      status: 'CLOSED',
      verdict: 'MERGED',
      keptNumber: candidate.number,
    })
    expect(await numberOf(applicant.number)).toMatchObject({
      status: 'CANCELLED',
      reason: 'DUPLICATE_PERSON',
      successor: candidate.number,
      residentId: candidate.residentId,
      cancelledOn: new Date('2026-03-02'),
    })
    expect(await numberOf(candidate.number)).toMatchObject({ status: 'ACTIVE', successor: null })
    expect(await residentOf(applicant.residentId)).toMatchObject({
      number: null,
      mergedIntoId: candidate.residentId,
      version: 2,
    })
    expect(await residentOf(candidate.residentId)).toMatchObject({ number: candidate.number, version: 2 })
    expect(await fileOf(applicationId)).toMatchObject({
      status: 'AWAITING_APPROVAL',
      residentId: candidate.residentId,
      number: candidate.number,
      registryVersion: 2,
      person: { name: candidate.person.name, motherName: candidate.person.motherName },
    })
  })

  test('the applicant’s: then the other record is closed, and its files and cards end by law', async () => {
    const { app } = running
    const { applicationId, applicant, candidate } = await merged('applicant')
    expect(await fileOf(applicationId)).toMatchObject({
      status: 'AWAITING_APPROVAL',
      residentId: applicant.residentId,
      number: applicant.number,
    })
    expect(await numberOf(candidate.number)).toMatchObject({
      status: 'CANCELLED',
      successor: applicant.number,
    })
    expect(await jobsFor(candidate.residentId)).toEqual([{ count: 1 }])
    expect(await jobsFor(applicant.residentId)).toEqual([{ count: 0 }])
    const open = await applicationIn(app, 'AWAITING_APPROVAL', { applicant: candidate })
    await endFilesByLaw(app, { residentId: candidate.residentId })
    expect(await fileOf(open.id)).toMatchObject({ status: 'CLOSED' })
    expect(await fileOf(applicationId)).toMatchObject({ status: 'AWAITING_APPROVAL' })
  })

  test('all that was captured is searched as the one person from now on', async () => {
    const { app } = running
    const { applicant, candidate } = await merged('applicant')
    const references = await app.db.biometricReference.findMany({
      where: { residentId: { in: [applicant.residentId, candidate.residentId] } },
    })
    expect(references.map(({ residentId, withdrawnAt }) => [residentId, withdrawnAt])).toEqual([
      [applicant.residentId, null],
      [applicant.residentId, null],
    ])
  })

  test('the cancelled number still tells its holder, agencies are told the one that stays, and no search finds the old record', async () => {
    const { app } = running
    const { applicant, candidate } = await merged('candidate')
    expect(await findRecord(app.db, applicant.number, app.clock())).toMatchObject({
      inForce: false,
      person: { name: candidate.person.name },
    })
    expect(await findShared(app, applicant.number, ['successorNumber'])).toMatchObject({
      residentId: candidate.residentId,
      data: { successorNumber: candidate.number },
    })
    const { name, birthDate, sex, legacyNumber } = applicant.person
    const asked = {
      values: { name: known(name), birthDate: known(birthDate), sex: known(sex) },
      legacyNumber,
    } as unknown as Parameters<typeof findSamePerson>[1]
    expect(await app.db.$transaction((tx) => findSamePerson(tx, asked))).toBe(candidate.residentId)
    const byName = { ...asked, legacyNumber: null }
    expect(await app.db.$transaction((tx) => findSamePerson(tx, byName))).toBeNull()
  })

  test('nobody lives twice: addresses of the old record end, and relatives know the record that stays', async () => {
    const { app } = running
    const applicant = await registerResident(app)
    const child = await registerResident(app)
    await app.db.relationship.create({
      data: {
        residentId: child.residentId,
        kind: 'MOTHER',
        relatedId: applicant.residentId,
        name: 'MẪU THỊ MẸ',
        number: applicant.number,
      },
    })
    const { candidate } = await merged('candidate', { applicant })
    const left = await app.db.address.findMany({ where: { residentId: applicant.residentId } })
    expect(left.length).toBeGreaterThan(0)
    expect(left.every(({ validTo }) => validTo !== null)).toBe(true)
    expect(
      await app.db.relationship.findFirst({ where: { residentId: child.residentId, name: 'MẪU THỊ MẸ' } }),
    ).toMatchObject({ relatedId: candidate.residentId, number: candidate.number })
  })

  test('both records’ histories and the audit of all three say it, without a number', async () => {
    const { app } = running
    const { applicant, candidate } = await merged('candidate')
    const entries = await app.db.auditEntry.findMany({ where: { action: 'resident.merge' } })
    const of = (id: string) => entries.find(({ subjectId }) => subjectId === id)?.details
    expect(of(candidate.residentId)).toBe(JSON.stringify({ ended: applicant.residentId }))
    expect(of(applicant.residentId)).toBe(JSON.stringify({ into: candidate.residentId }))
  })
})

describe('all or nothing', () => {
  test('a fault in the middle leaves case, numbers, records, files and jobs as they were', async () => {
    const { app } = running
    const { id, candidateId, candidate } = await openCase(app)
    const said = { verdict: 'MERGED', candidateId, keptNumber: candidate.number } as const
    await say(app, adjudicator(), id, said)
    const second = adjudicator()
    await take(app, second, id)
    const before = await contentOf(app)
    // The last thing that the transaction changes.
    await app.db.$executeRaw`
      CREATE FUNCTION fail_here() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'disk full'; END $$`
    await app.db.$executeRaw`
      CREATE TRIGGER fail_here BEFORE UPDATE ON "Application" FOR EACH ROW EXECUTE FUNCTION fail_here()`
    await expect(judge(app, second, id, said)).rejects.toThrow('disk full')
    expect(await contentOf(app)).toEqual(before)
    await app.db.$executeRaw`DROP TRIGGER fail_here ON "Application"`
    await judge(app, second, id, said)
    expect(await caseOf(app, id)).toMatchObject({ status: 'CLOSED' })
  })

  test('a record with another open file of its own is not merged into', async () => {
    const { app } = running
    const opened = await openCase(app)
    await applicationIn(app, 'AWAITING_APPROVAL', { applicant: opened.candidate })
    await refusedAtTheEnd(opened, 'OTHER_FILE_OPEN')
  })

  test('nor while a correction of either record waits for its checker', async () => {
    const { app } = running
    const opened = await openCase(app)
    await app.db.residentChange.create({
      data: {
        residentId: opened.applicant.residentId,
        baseVersion: 1,
        status: 'SUBMITTED',
        diff: {},
        evidenceKind: 'BIRTH_CERTIFICATE',
        unitCode: '01',
        makerId: adjudicator().id,
        createdAt: new Date(app.clock()),
      },
    })
    await refusedAtTheEnd(opened, 'CHANGE_UNDER_WAY')
  })

  test('nor where a number was cancelled, or its holder died, between the two judgements', async () => {
    const { app } = running
    const died = await openCase(app)
    await refusedAtTheEnd(died, 'NOT_MERGEABLE', () =>
      app.db.resident.update({ where: { id: died.applicant.residentId }, data: { deathOn: '2026-03-01' } }),
    )
    const cancelled = await openCase(app)
    await refusedAtTheEnd(cancelled, 'NOT_MERGEABLE', () =>
      app.db.identityNumber.update({
        where: { number: cancelled.applicant.number },
        data: { status: 'CANCELLED' },
      }),
    )
  })

  async function refusedAtTheEnd(
    { id, candidateId, candidate }: OpenedCase,
    code: string,
    meanwhile?: () => Promise<unknown>,
  ) {
    const { app } = running
    const said = { verdict: 'MERGED', candidateId, keptNumber: candidate.number } as const
    await say(app, adjudicator(), id, said)
    await meanwhile?.()
    const second = adjudicator()
    await take(app, second, id)
    const before = await contentOf(app)
    expect(await refusalOf(judge(app, second, id, said))).toBe(code)
    expect(await contentOf(app)).toEqual(before)
  }

  test('two merges at once that share a record: one happens whole, the other not at all', async () => {
    const { app } = running
    const shared = await registerResident(app)
    const cases = [await openCase(app, { candidate: shared }), await openCase(app, { candidate: shared })]
    const seconds = [adjudicator(), adjudicator()]
    const said = cases.map(
      ({ candidateId, applicant }) =>
        ({ verdict: 'MERGED', candidateId, keptNumber: applicant.number }) as const,
    )
    for (const [i, { id }] of cases.entries()) {
      await say(app, adjudicator(), id, said[i]!)
      await take(app, seconds[i]!, id)
    }
    const outcomes = await Promise.all(
      cases.map(({ id }, i) => refusalOf(judge(app, seconds[i]!, id, said[i]!))),
    )
    expect(outcomes.toSorted()).toEqual(['NOT_MERGEABLE', 'NOT_REFUSED'])
    const states = await Promise.all(cases.map(async ({ id }) => (await caseOf(app, id)).status))
    expect(states.toSorted()).toEqual(['CLOSED', 'JUDGED_ONCE'])
  })
})

describe('across provinces', () => {
  test('officers of the one province may not merge, those over both may', async () => {
    const { app } = running
    const candidate = await registerElsewhere(app)
    const { id, candidateId } = await openCase(app, { candidate })
    const said = { verdict: 'MERGED', candidateId, keptNumber: candidate.number } as const
    const local = adjudicator()
    await take(app, local, id)
    expect(await refusalOf(judge(app, local, id, said))).toBe('MERGE_BEYOND_REACH')
    const opened = await merged('candidate', { candidate: await registerElsewhere(app) })
    expect(await caseOf(app, opened.id)).toMatchObject({ status: 'CLOSED' })
  })

  test('other verdicts are for the officers of the file’s unit', async () => {
    const { app } = running
    const { id } = await openCase(app, { candidate: await registerElsewhere(app) })
    await agreeOn(app, id, { said: { verdict: 'DISTINCT' } })
    expect(await caseOf(app, id)).toMatchObject({ status: 'CLOSED' })
  })

  test('a number that is neither’s, or a third person’s, is never kept', async () => {
    const { app } = running
    const { id, candidateId } = await openCase(app)
    const stranger = await registerResident(app, makePerson())
    const officer = adjudicatorAbove()
    await take(app, officer, id)
    for (const keptNumber of [stranger.number, '000000000000']) {
      const said = { verdict: 'MERGED', candidateId, keptNumber } as const
      expect(await refusalOf(judge(app, officer, id, said))).toBe('ILLEGAL_VERDICT')
    }
  })
})
