import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseCalendarDate } from '../../../../core/dates/calendar-date.ts'
import type { InquiryAnswer } from '../../../../core/reconciliation/inquiry.ts'
import { loadFormIntoRegister } from '../../../../server/registry/forms/load-form.ts'
import {
  answerInquiry,
  disputeInquiry,
} from '../../../../server/registry/reconciliation/inquiries/answer-inquiry.ts'
import { applyInquiry } from '../../../../server/registry/reconciliation/inquiries/apply-inquiry.ts'
import {
  cancelInquiry,
  forwardInquiry,
  receiveInquiry,
} from '../../../../server/registry/reconciliation/inquiries/handle-inquiry.ts'
import {
  inquiriesPage,
  type InquiryPage,
} from '../../../../server/registry/reconciliation/inquiries/inquiry-worklist.ts'
import { remindInquiries } from '../../../../server/registry/reconciliation/inquiries/remind-inquiries.ts'
import {
  sendInquiry,
  type SentInquiry,
} from '../../../../server/registry/reconciliation/inquiries/send-inquiry.ts'
import { days, type TestApp, testApp } from '../../../support/app.ts'
import { type Officer, officerOf } from '../../../support/officers.ts'
import { refusalOf } from '../../../support/refusals.ts'
import { contentOf } from '../../../support/rows.ts'
import { acceptLocality, answersOf, transmitted } from './transmitted-forms.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
  await acceptLocality(running.app, '01')
})
afterAll(() => running.close())

const asking = officerOf('REGISTRAR', '00002')
const asked = officerOf('REGISTRAR', '26735')

const inquiryOf = (id: string) => running.app.db.residenceInquiry.findUniqueOrThrow({ where: { id } })

/** Somebody whose form was collected in Hà Nội and whose permanent residence is in TP Hồ Chí Minh, with the inquiry. */
async function stayingHere(changes: object = {}) {
  const home = { province: 'Thành phố Hồ Chí Minh', commune: 'Phường Mẫu Mười Hai', house: 'Số 9' }
  const serial = await transmitted(running.app, answersOf({ permanentAddress: home, ...changes }))
  const { residentId, inquiryId } = await loadFormIntoRegister(running.app, asking, { serial })
  return { residentId: residentId ?? '', id: inquiryId ?? '' }
}

const receive = (id: string, officer: Officer = asked) => receiveInquiry(running.app, officer, { id })
const defaults = ['name', 'birthDate', 'sex', 'ethnicity', 'placeOfOrigin', 'permanentAddress'] as const

/** Answers of the asked unit: what the register has, but for some fields. */
async function answersFor(
  residentId: string,
  changes: Readonly<Record<string, Partial<InquiryAnswer>>> = {},
): Promise<InquiryAnswer[]> {
  const { addresses, ...resident } = await running.app.db.resident.findUniqueOrThrow({
    where: { id: residentId },
    include: { addresses: true },
  })
  const values = { ...resident, permanentAddress: addresses[0]?.text ?? '' }
  return defaults.map((field) => ({ field, outcome: 'VALUE', value: values[field], ...changes[field] }))
}

async function answered(changes: Readonly<Record<string, Partial<InquiryAnswer>>> = {}) {
  const { residentId, id } = await stayingHere()
  await receive(id)
  await answerInquiry(running.app, asked, { id, answers: await answersFor(residentId, changes) })
  return { residentId, id }
}

const question = (residentId: string, changes: Partial<SentInquiry> = {}): SentInquiry => ({
  residentId,
  fromUnitCode: '00002',
  toUnitCode: null,
  fields: null,
  question: null,
  dueOn: null,
  ...changes,
})

describe('sending', () => {
  test('asks the police of the permanent residence, in ten working days unless said otherwise', async () => {
    const { residentId, id } = await stayingHere()
    expect(await refusalOf(sendInquiry(running.app, asking, question(residentId)))).toBe('INQUIRY_UNDER_WAY')
    await cancelInquiry(running.app, asking, { id })
    const dueOn = parseCalendarDate('2026-03-09')
    const again = await sendInquiry(running.app, asking, question(residentId, { dueOn, fields: ['name'] }))
    expect(await inquiryOf(again)).toMatchObject({
      toUnitCode: '26735',
      fields: ['name'],
      status: 'SENT',
      dueOn: new Date('2026-03-09T00:00:00Z'),
    })
  })

  test('is about somebody who stays in the unit, by its officers, to another unit', async () => {
    const { residentId, id } = await stayingHere()
    await cancelInquiry(running.app, asking, { id })
    const send = (changes: Partial<SentInquiry>, officer = asking) =>
      refusalOf(sendInquiry(running.app, officer, question(residentId, changes)))
    expect(await send({}, asked)).toBe('FORBIDDEN')
    expect(await send({ toUnitCode: '00002' })).toBe('ILLEGAL_INQUIRY')
    expect(await send({ toUnitCode: '99999' })).toBe('ILLEGAL_INQUIRY')
    expect(await send({ residentId: randomUUID() })).toBe('NOT_FOUND')
    expect(await send({ dueOn: parseCalendarDate('2026-01-01') })).toBe('ILLEGAL_DUE_DATE')
    for (const fields of [[], ['shoeSize']]) expect(await send({ fields })).toBe('ILLEGAL_INQUIRY')
    const stranger = officerOf('REGISTRAR', '21551')
    expect(await send({ fromUnitCode: '21551' }, stranger)).toBe('NOT_FOUND')
  })

  test('twice at once sends one', async () => {
    const { residentId, id } = await stayingHere()
    await cancelInquiry(running.app, asking, { id })
    const sent = [1, 2].map(() => refusalOf(sendInquiry(running.app, asking, question(residentId))))
    expect((await Promise.all(sent)).toSorted()).toEqual(['INQUIRY_UNDER_WAY', 'NOT_REFUSED'])
  })
})

describe('the asked unit', () => {
  test('signs for it, may pass it on, and answers each item', async () => {
    const { residentId, id } = await stayingHere()
    expect(await refusalOf(receive(id, asking))).toBe('FORBIDDEN')
    await receive(id)
    await forwardInquiry(running.app, asked, { id, toUnitCode: '25742' })
    expect(await inquiryOf(id)).toMatchObject({ status: 'SENT', toUnitCode: '25742' })
    expect(await refusalOf(receive(id))).toBe('FORBIDDEN')
    const next = officerOf('REGISTRAR', '25742')
    await receive(id, next)
    await answerInquiry(running.app, next, { id, answers: await answersFor(residentId) })
    expect(await inquiryOf(id)).toMatchObject({ status: 'ANSWERED', answeredById: next.id })
  })

  test('neither forwards to itself, to the asking unit nor to one that there is not', async () => {
    const { id } = await stayingHere()
    await receive(id)
    for (const toUnitCode of ['26735', '00002', '99999']) {
      expect(await refusalOf(forwardInquiry(running.app, asked, { id, toUnitCode }))).toBe('ILLEGAL_INQUIRY')
    }
  })

  test.each([
    ['an item left out', (all: InquiryAnswer[]) => all.slice(1)],
    ['an item twice', (all: InquiryAnswer[]) => [...all.slice(1), ...all.slice(1, 2)]],
    [
      'unknown with a value',
      (all: InquiryAnswer[]) => all.map((one) => ({ ...one, outcome: 'UNKNOWN' as const })),
    ],
    ['a value that is none', (all: InquiryAnswer[]) => all.map((one) => ({ ...one, value: null }))],
  ])('is refused an answer with %s', async (_, change) => {
    const { residentId, id } = await stayingHere()
    await receive(id)
    const answers = change(await answersFor(residentId))
    expect(await refusalOf(answerInquiry(running.app, asked, { id, answers }))).toBe('ILLEGAL_ANSWER')
  })

  test('answers only what it has signed for', async () => {
    const { residentId, id } = await stayingHere()
    const answers = await answersFor(residentId)
    expect(await refusalOf(answerInquiry(running.app, asked, { id, answers }))).toBe('TRANSITION_REFUSED')
  })
})

describe('an answer', () => {
  test('that agrees changes nothing', async () => {
    const { residentId, id } = await answered()
    const before = await running.app.db.resident.findUniqueOrThrow({ where: { id: residentId } })
    const applied = await applyInquiry(running.app, asking, { id })
    expect(applied).toEqual({ changeId: null, conflictId: null, agreed: [...defaults] })
    expect(await running.app.db.resident.findUniqueOrThrow({ where: { id: residentId } })).toEqual(before)
    expect(await inquiryOf(id)).toMatchObject({ status: 'APPLIED', appliedById: asking.id })
    expect(await refusalOf(applyInquiry(running.app, asking, { id }))).toBe('TRANSITION_REFUSED')
  })

  test('with what the register lacks becomes a proposal for a checker', async () => {
    const { residentId, id } = await stayingHere({ birthDate: '1990', ethnicity: { unknown: true } })
    await receive(id)
    const exact = { birthDate: { value: '1990-02-15' }, ethnicity: { value: 'Hoa' } }
    await answerInquiry(running.app, asked, { id, answers: await answersFor(residentId, exact) })
    const { changeId, conflictId } = await applyInquiry(running.app, asking, { id })
    expect(conflictId).toBeNull()
    const change = await running.app.db.residentChange.findUniqueOrThrow({ where: { id: changeId ?? '' } })
    expect(change).toMatchObject({
      status: 'SUBMITTED',
      evidenceKind: 'INQUIRY_REPLY',
      evidenceNumber: id,
      makerId: asking.id,
      diff: { birthDate: { from: '1990', to: '1990-02-15' }, ethnicity: { from: null, to: 'Hoa' } },
    })
  })

  test('that contradicts the register opens a case with the residence book beside it', async () => {
    const { residentId, id } = await answered({
      birthDate: { value: '1990-05-20' },
      sex: { outcome: 'UNKNOWN', value: null },
    })
    const { conflictId } = await applyInquiry(running.app, asking, { id })
    const found = await running.app.db.conflictCase.findUniqueOrThrow({
      where: { id: conflictId ?? '' },
      include: { values: { where: { source: 'RESIDENCE_BOOK' } } },
    })
    expect(found).toMatchObject({ origin: 'INQUIRY', residentId, unitCode: '26735', kinds: ['BIRTH_DATE'] })
    expect(found.values.find(({ field }) => field === 'sex')).toMatchObject({ unknown: true, value: null })
    expect(await inquiryOf(id)).toMatchObject({ conflictId })
  })

  test('that nobody is registered there opens a case', async () => {
    const none = Object.fromEntries(
      defaults.map((field) => [field, { outcome: 'NOT_REGISTERED' as const, value: null }]),
    )
    const { id } = await answered(none)
    const { conflictId } = await applyInquiry(running.app, asking, { id })
    const { kinds } = await running.app.db.conflictCase.findUniqueOrThrow({ where: { id: conflictId ?? '' } })
    expect(kinds).toEqual(['NOT_REGISTERED_THERE'])
  })

  test('is not applied by the officer who gave it, nor by the asked unit', async () => {
    const { id } = await answered()
    const before = await contentOf(running.app)
    expect(await refusalOf(applyInquiry(running.app, asked, { id }))).toBe('FORBIDDEN')
    const both = { ...asked, roles: [...asked.roles, { role: 'REGISTRAR', unitCode: '00002' }] }
    expect(await refusalOf(applyInquiry(running.app, both, { id }))).toBe('SAME_PERSON')
    expect(await contentOf(running.app)).toEqual(before)
  })

  test('that is doubted goes out again with the doubt and a new due date', async () => {
    const { id } = await answered()
    await disputeInquiry(running.app, asking, { id, question: 'Số nhà không khớp.', dueOn: null })
    expect(await inquiryOf(id)).toMatchObject({
      status: 'SENT',
      question: 'Số nhà không khớp.',
      dueOn: new Date('2026-03-16T00:00:00Z'),
    })
    await receive(id)
    expect(await refusalOf(cancelInquiry(running.app, asked, { id }))).toBe('FORBIDDEN')
    await cancelInquiry(running.app, asking, { id })
    expect(await inquiryOf(id)).toMatchObject({ status: 'CANCELLED' })
  })
})

test('is reminded of before the due date once, then every three days; overdue ones are listed on both sides', async () => {
  const later = await testApp()
  try {
    await acceptLocality(later.app, '01')
    const home = { province: 'Thành phố Hồ Chí Minh', commune: 'Phường Mẫu Mười Hai' }
    const serial = await transmitted(later.app, answersOf({ permanentAddress: home }))
    await loadFormIntoRegister(later.app, asking, { serial })
    const reminders: number[] = []
    for (let day = 2; day <= 22; day++) {
      if (await remindInquiries(later.app)) reminders.push(day)
      later.advanceClock(days(1))
    }
    // Due on Monday the 16th: two working days before is Thursday the 12th.
    expect(reminders).toEqual([12, 17, 20])
    const page = { unitCode: null, state: 'SENT', overdue: true, after: null, take: 50 } as const
    const count = async (officer: Officer, direction: InquiryPage['direction']) =>
      (await inquiriesPage(later.app, officer, { ...page, direction })).length
    expect([await count(asking, 'OUT'), await count(asked, 'IN')]).toEqual([1, 1])
    expect([await count(asking, 'IN'), await count(asked, 'OUT')]).toEqual([0, 0])
    const province = inquiriesPage(later.app, asked, { ...page, direction: 'IN', unitCode: '79' })
    expect(await refusalOf(province)).toBe('FORBIDDEN')
  } finally {
    await later.close()
  }
})
