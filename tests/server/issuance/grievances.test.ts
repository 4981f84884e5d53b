import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { answerGrievance } from '../../../server/issuance/grievances/answer-grievance.ts'
import { appealGrievance } from '../../../server/issuance/grievances/appeal-grievance.ts'
import { assignGrievance } from '../../../server/issuance/grievances/assign-grievance.ts'
import {
  closeGrievance,
  closeSettledGrievances,
} from '../../../server/issuance/grievances/close-grievance.ts'
import {
  escalateGrievance,
  escalateOverdueGrievances,
} from '../../../server/issuance/grievances/escalate-grievance.ts'
import { fileGrievance } from '../../../server/issuance/grievances/file-grievance.ts'
import {
  grievanceWorklist,
  ownGrievances,
  readGrievance,
} from '../../../server/issuance/grievances/read-grievances.ts'
import type { Actor } from '../../../server/kernel/actor.ts'
import { days, type TestApp, testApp } from '../../support/app.ts'
import { applicationIn } from '../../support/files.ts'
import { officerOf } from '../../support/officers.ts'
import { registerResident } from '../../support/people.ts'
import { refusalOf } from '../../support/refusals.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
})
afterAll(() => running.close())
beforeEach(() => {
  // The same Monday for each, also when one is tried a second time.
  running.advanceClock(firstDay - running.app.clock())
})

/** Monday 02/03/2026, in the morning of Việt Nam. */
const firstDay = Date.parse('2026-03-02T02:30:00Z')

/** A commune of Hà Nội (unit 01), as the units of 2025 have it. */
async function communeOf(province: string): Promise<string> {
  const unit = await running.app.db.administrativeUnit.findFirstOrThrow({
    where: { parentCode: province, validTo: null },
    orderBy: { code: 'asc' },
  })
  return unit.code
}

const words = 'Hồ sơ của tôi đã quá ngày hẹn mà chưa thấy trả lời.'

/** Somebody with a late file at a commune, and a ticket about it. */
async function complaint(kind: 'COMPLAINT' | 'FEEDBACK' = 'COMPLAINT') {
  const { app } = running
  const applicant = await registerResident(app)
  const { residentId } = applicant
  const citizen: Actor = { kind: 'citizen', id: residentId }
  const unitCode = await communeOf('01')
  const file = await applicationIn(app, 'AWAITING_APPROVAL', { applicant, unitCode })
  const { id, number } = await fileGrievance(app, citizen, {
    residentId,
    applicationId: file.id,
    kind,
    subject: 'LATE',
    text: words,
  })
  return { id, number, citizen, unitCode, file, residentId }
}

const stateOf = (id: string) => running.app.db.grievance.findUniqueOrThrow({ where: { id } })

describe('a grievance', () => {
  test('goes to the unit of its file with a day by law, is taken, answered, and closed by whoever filed it', async () => {
    const { app } = running
    const { id, number, citizen, unitCode, file } = await complaint()
    expect(number).toMatch(/^PA-2026-\d{6}$/)
    const officer = officerOf('STATION_SUPERVISOR', unitCode)
    const { grievances } = await grievanceWorklist(app, officer, { waiting: true, after: null })
    const mine = grievances.find((one) => one.id === id)
    // Filed on Monday 02/03/2026: thirty days later.
    expect(mine).toMatchObject({
      dueOn: '2026-04-01',
      isOverdue: false,
      applicationCode: file.code,
      instance: 1,
    })
    const answer = {
      id,
      finding: 'JUSTIFIED',
      text: 'Đã chuyển hồ sơ đến người duyệt, trả kết quả ngày mai.',
    }
    expect(await refusalOf(answerGrievance(app, officer, answer))).toBe('TRANSITION_REFUSED')
    await assignGrievance(app, officer, { id })
    const other = officerOf('APPROVER', unitCode)
    expect(await refusalOf(answerGrievance(app, other, answer))).toBe('NOT_THE_OWNER')
    await answerGrievance(app, officer, answer)
    const [own] = await ownGrievances(app, citizen)
    expect(own?.entries.map(({ kind, finding }) => [kind, finding])).toEqual([
      ['COMPLAINT', null],
      ['ANSWER', 'JUSTIFIED'],
    ])
    await closeGrievance(app, citizen, { id })
    expect((await stateOf(id)).status).toBe('CLOSED')
    const entries = await app.db.auditEntry.findMany({
      where: { subjectId: id },
      select: { action: true, details: true },
    })
    expect(entries.map(({ action }) => action)).toEqual([
      'grievance.file',
      'grievance.assign',
      'grievance.answer',
      'grievance.close',
    ])
    expect(JSON.stringify(entries) + running.logged.join('')).not.toContain('quá ngày hẹn')
  })

  test('on appeal goes up, is due anew, and is decided by somebody else, once', async () => {
    const { app } = running
    const { id, citizen, unitCode } = await complaint()
    const first = officerOf('APPROVER', '01')
    await assignGrievance(app, first, { id })
    await answerGrievance(app, first, { id, finding: 'UNJUSTIFIED', text: 'Hồ sơ còn trong hạn giải quyết.' })
    running.advanceClock(days(7))
    await appealGrievance(app, citizen, { id, text: 'Tôi không đồng ý, hồ sơ đã quá hạn theo luật.' })
    // Monday 09/03/2026 and 45 days.
    expect(await stateOf(id)).toMatchObject({ status: 'OPEN', instance: 2, unitCode: '01', ownerId: null })
    expect((await readGrievance(app, first, { id })).dueOn).toBe('2026-04-23')
    expect(await refusalOf(assignGrievance(app, first, { id }))).toBe('ANSWERED_BEFORE')
    expect(await refusalOf(assignGrievance(app, officerOf('APPROVER', unitCode), { id }))).toBe('FORBIDDEN')
    const second = officerOf('APPROVER', '01')
    await assignGrievance(app, second, { id })
    await answerGrievance(app, second, {
      id,
      finding: 'PARTLY',
      text: 'Đã nhắc đơn vị và rút ngắn thời gian.',
    })
    const third = appealGrievance(app, citizen, { id, text: 'Tôi vẫn chưa đồng ý với trả lời này.' })
    expect(await refusalOf(third)).toBe('NO_APPEAL')
  })

  test('that nobody answers in time goes up by itself, once; an answer that stands thirty days is final', async () => {
    const { app } = running
    const [open, taken] = [await complaint('FEEDBACK'), await complaint('FEEDBACK')]
    const officer = officerOf('STATION_SUPERVISOR', taken.unitCode)
    await assignGrievance(app, officer, { id: taken.id })
    await escalateOverdueGrievances(app)
    expect((await stateOf(open.id)).status).toBe('OPEN')
    running.advanceClock(days(8))
    await escalateOverdueGrievances(app)
    await escalateOverdueGrievances(app)
    for (const { id } of [open, taken])
      expect(await stateOf(id)).toMatchObject({ status: 'ESCALATED', unitCode: '01', ownerId: null })
    const above = officerOf('APPROVER', '01')
    await answerGrievance(app, above, {
      id: taken.id,
      finding: 'INFORMED',
      text: 'Thẻ đã về nơi trả, mời đến nhận.',
    })
    running.advanceClock(days(28))
    await closeSettledGrievances(app)
    expect((await stateOf(taken.id)).status).toBe('ANSWERED')
    running.advanceClock(days(6))
    const late = appealGrievance(app, taken.citizen, {
      id: taken.id,
      text: 'Tôi không đồng ý với trả lời này.',
    })
    expect(await refusalOf(late)).toBe('NO_APPEAL')
    await closeSettledGrievances(app)
    expect((await stateOf(taken.id)).status).toBe('CLOSED')
  })

  test('is seen and touched by nobody else: another citizen, another unit, without words', async () => {
    const { app } = running
    const { id, citizen, residentId } = await complaint()
    const stranger: Actor = { kind: 'citizen', id: (await registerResident(app)).residentId }
    const elsewhere = officerOf('APPROVER', '79')
    const given = { residentId, applicationId: null, kind: 'COMPLAINT', subject: 'LATE', text: words }
    const refusals = [
      closeGrievance(app, stranger, { id }),
      appealGrievance(app, stranger, { id, text: words }),
      fileGrievance(app, stranger, given),
      readGrievance(app, elsewhere, { id }),
      assignGrievance(app, elsewhere, { id }),
      escalateGrievance(app, elsewhere, { id, text: words }),
      readGrievance(app, citizen, { id }),
      fileGrievance(app, citizen, { ...given, text: 'ngắn' }),
      fileGrievance(app, citizen, { ...given, subject: '__proto__' }),
    ]
    expect(await Promise.all(refusals.map(refusalOf))).toEqual([
      'NOT_FOUND',
      'NOT_FOUND',
      'NOT_FOUND',
      'FORBIDDEN',
      'FORBIDDEN',
      'FORBIDDEN',
      'FORBIDDEN',
      'ILLEGAL_GRIEVANCE',
      'ILLEGAL_GRIEVANCE',
    ])
    expect(await ownGrievances(app, stranger)).toEqual([])
    const list = await grievanceWorklist(app, elsewhere, { waiting: true, after: null })
    expect(list.grievances).toEqual([])
    const many = Array.from({ length: 12 }, () => refusalOf(fileGrievance(app, citizen, given)))
    expect((await Promise.all(many)).filter((outcome) => outcome === 'TOO_MANY_GRIEVANCES')).toHaveLength(3)
  })
})
