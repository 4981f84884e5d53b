import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { judgeDuplicateCase } from '../../../server/adjudication/judge-duplicate-case.ts'
import { seconds, type TestApp, testApp } from '../../support/app.ts'
import {
  adjudicator,
  agreeOn,
  caseOf,
  judge,
  openCase,
  say,
  take,
  versionOf,
} from '../../support/duplicate-cases.ts'
import { refusalOf } from '../../support/refusals.ts'
import { contentOf } from '../../support/rows.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
})
afterAll(() => running.close())

const fileOf = (id: string) => running.app.db.application.findUniqueOrThrow({ where: { id } })
const referenceOf = (applicationId: string) =>
  running.app.db.biometricReference.findFirstOrThrow({ where: { applicationId } })

describe('two judges', () => {
  test('the first verdict moves nothing but the case, and is kept with the time that it took', async () => {
    const { app } = running
    const { id, applicationId } = await openCase(app)
    const officer = adjudicator()
    await take(app, officer, id)
    running.advanceClock(seconds(95))
    await judge(app, officer, id, { verdict: 'DISTINCT' })
    expect(await caseOf(app, id)).toMatchObject({ status: 'JUDGED_ONCE', takenBy: null, verdict: null })
    expect(await fileOf(applicationId)).toMatchObject({ status: 'ADJUDICATION' })
    expect(await app.db.caseJudgement.findMany({ where: { caseId: id } })).toMatchObject([
      { round: 1, officerId: officer.id, verdict: 'DISTINCT', seconds: 95 },
    ])
  })

  test('who agree close the case, and the file goes on to approval', async () => {
    const { app } = running
    const { id, applicationId } = await openCase(app)
    await agreeOn(app, id, { said: { verdict: 'DISTINCT' } })
    expect(await caseOf(app, id)).toMatchObject({ status: 'CLOSED', verdict: 'DISTINCT', takenBy: null })
    expect((await caseOf(app, id)).closedAt).not.toBeNull()
    expect(await fileOf(applicationId)).toMatchObject({ status: 'AWAITING_APPROVAL' })
    expect(await referenceOf(applicationId)).toMatchObject({ withdrawnAt: null })
  })

  test('who disagree leave it to a third, who takes a side', async () => {
    const { app } = running
    const { id, applicationId, candidateId } = await openCase(app)
    await say(app, adjudicator(), id, { verdict: 'DISTINCT' })
    await say(app, adjudicator(), id, { verdict: 'SAME_PERSON', candidateId })
    expect(await caseOf(app, id)).toMatchObject({ status: 'ESCALATED', verdict: null })
    expect(await fileOf(applicationId)).toMatchObject({ status: 'ADJUDICATION' })
    const third = adjudicator()
    await take(app, third, id)
    expect(await refusalOf(judge(app, third, id, { verdict: 'FRAUD' }))).toBe('ILLEGAL_VERDICT')
    await judge(app, third, id, { verdict: 'SAME_PERSON', candidateId })
    expect(await caseOf(app, id)).toMatchObject({ status: 'CLOSED', verdict: 'SAME_PERSON' })
    expect(await fileOf(applicationId)).toMatchObject({ status: 'REFUSED' })
  })

  test('the same officer twice is refused, though both judgements are sent at once', async () => {
    const { app } = running
    const { id } = await openCase(app)
    const officer = adjudicator()
    await take(app, officer, id)
    const version = await versionOf(app, id)
    const said = { id, version, verdict: 'DISTINCT', candidateId: null, keptNumber: null } as const
    const given = { ...said, recapture: [], reason: 'Vân tay khác nhau' }
    const both = [1, 2].map(() => refusalOf(judgeDuplicateCase(app, officer, given)))
    expect((await Promise.all(both)).toSorted()).toEqual(['NOT_REFUSED', 'STALE_VERSION'])
    expect(await app.db.caseJudgement.count({ where: { caseId: id } })).toBe(1)
    expect(await caseOf(app, id)).toMatchObject({ status: 'JUDGED_ONCE' })
  })

  test('two officers at once: only who holds the case is heard', async () => {
    const { app } = running
    const { id } = await openCase(app)
    const [holder, other] = [adjudicator(), adjudicator()]
    await take(app, holder, id)
    const outcomes = await Promise.all([
      refusalOf(judge(app, holder, id, { verdict: 'DISTINCT' })),
      refusalOf(judge(app, other, id, { verdict: 'DISTINCT' })),
    ])
    expect(outcomes[0]).toBe('NOT_REFUSED')
    // Whether the other came before or after the holder.
    expect(['CASE_HELD', 'CASE_NOT_TAKEN', 'STALE_VERSION']).toContain(outcomes[1])
    expect(await app.db.caseJudgement.findMany({ where: { caseId: id } })).toMatchObject([
      { officerId: holder.id },
    ])
  })
})

describe('what a verdict does to the file', () => {
  test('already enrolled: refused with its reason, and what it brought leaves the galleries', async () => {
    const { app } = running
    const { id, applicationId, candidateId, applicant, candidate } = await openCase(app)
    await agreeOn(app, id, { said: { verdict: 'SAME_PERSON', candidateId } })
    expect(await fileOf(applicationId)).toMatchObject({
      status: 'REFUSED',
      reasonCodes: ['ALREADY_ENROLLED'],
    })
    expect((await referenceOf(applicationId)).withdrawnAt).not.toBeNull()
    const numbers = await app.db.identityNumber.findMany({
      where: { number: { in: [applicant.number, candidate.number] } },
    })
    expect(numbers.map(({ status }) => status)).toEqual(['ACTIVE', 'ACTIVE'])
  })

  test('capture again: returned for the fingers and the portrait that either judge named', async () => {
    const { app } = running
    const { id, applicationId } = await openCase(app)
    await say(app, adjudicator(), id, { verdict: 'RECAPTURE', recapture: [3, 2] })
    await say(app, adjudicator(), id, { verdict: 'RECAPTURE', recapture: [0] })
    expect(await fileOf(applicationId)).toMatchObject({
      status: 'RETURNED',
      reasonCodes: ['FINGERS_UNCLEAR', 'PORTRAIT_UNSUITABLE'],
      returnedFor: { parts: ['FINGERS', 'FACE'], fingers: [2, 3] },
    })
    const kept = await app.db.caseJudgement.findMany({ where: { caseId: id }, orderBy: { round: 'asc' } })
    expect(kept.map(({ recapture }) => recapture)).toEqual([[2, 3], [0]])
  })

  test('fraud: refused, with a report of both judges’ reasons', async () => {
    const { app } = running
    const { id, applicationId } = await openCase(app)
    const reasons = ['Ảnh chân dung bị cắt ghép', 'Giấy khai sinh có dấu giả']
    for (const reason of reasons) await say(app, adjudicator(), id, { verdict: 'FRAUD', reason })
    expect(await fileOf(applicationId)).toMatchObject({ status: 'REFUSED', reasonCodes: ['NOT_ENTITLED'] })
    const documents = await app.db.caseDocument.findMany({ where: { caseId: id } })
    expect(documents).toMatchObject([{ kind: 'FRAUD_REPORT', note: reasons.join('\n\n'), sha256: null }])
    const audited = await app.db.auditEntry.findMany({ where: { subjectId: applicationId } })
    expect(audited.map(({ details }) => details).join(' ')).not.toContain('chân dung')
  })

  test('where the applicant’s own record is in doubt, the same person goes on and another is an impostor', async () => {
    const { app } = running
    const first = await openCase(app, { origins: ['IDENTITY_DOUBT'] })
    const own = { where: { caseId: first.id }, data: { residentId: first.applicant.residentId } }
    await app.db.duplicateCandidate.updateMany(own)
    const { candidateId } = first
    await agreeOn(app, first.id, { said: { verdict: 'SAME_PERSON', candidateId } })
    expect(await fileOf(first.applicationId)).toMatchObject({ status: 'AWAITING_APPROVAL', reasonCodes: [] })
    const second = await openCase(app, { origins: ['IDENTITY_DOUBT'] })
    await app.db.duplicateCandidate.updateMany({
      where: { caseId: second.id },
      data: { residentId: second.applicant.residentId },
    })
    await agreeOn(app, second.id, { said: { verdict: 'DISTINCT' } })
    expect(await fileOf(second.applicationId)).toMatchObject({ status: 'REFUSED' })
    expect((await referenceOf(second.applicationId)).withdrawnAt).not.toBeNull()
    expect(await app.db.caseDocument.count({ where: { caseId: second.id, kind: 'FRAUD_REPORT' } })).toBe(1)
  })
})

describe('refused, and nothing is written:', () => {
  test('without having taken it, at an older version, of another unit, or about somebody else', async () => {
    const { app } = running
    const { id } = await openCase(app)
    const other = await openCase(app)
    const officer = adjudicator()
    await take(app, officer, id)
    const said = { keptNumber: null, recapture: [], reason: 'Vân tay khác nhau' }
    const version = await versionOf(app, id)
    const before = await contentOf(app)
    const distinct = { ...said, id, version, verdict: 'DISTINCT', candidateId: null } as const
    expect(await refusalOf(judgeDuplicateCase(app, adjudicator(), distinct))).toBe('CASE_HELD')
    expect(await refusalOf(judgeDuplicateCase(app, adjudicator('79'), distinct))).toBe('NOT_FOUND')
    const stale = judgeDuplicateCase(app, officer, { ...distinct, version: version - 1 })
    expect(await refusalOf(stale)).toBe('STALE_VERSION')
    const foreign = { ...distinct, verdict: 'SAME_PERSON', candidateId: other.candidateId } as const
    expect(await refusalOf(judgeDuplicateCase(app, officer, foreign))).toBe('ILLEGAL_VERDICT')
    expect(await contentOf(app)).toEqual(before)
  })

  test('when the file was withdrawn while the second judge had the case open', async () => {
    const { app } = running
    const { id, applicationId } = await openCase(app)
    await say(app, adjudicator(), id, { verdict: 'DISTINCT' })
    const second = adjudicator()
    await take(app, second, id)
    await app.db.application.update({ where: { id: applicationId }, data: { status: 'WITHDRAWN' } })
    const before = await contentOf(app)
    expect(await refusalOf(judge(app, second, id, { verdict: 'DISTINCT' }))).toBe('TRANSITION_REFUSED')
    expect(await contentOf(app)).toEqual(before)
  })
})
