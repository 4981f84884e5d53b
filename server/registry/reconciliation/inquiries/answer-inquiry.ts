import { type CalendarDate, calendarDateAt } from '../../../../core/dates/calendar-date.ts'
import { addWorkingDays } from '../../../../core/dates/working-days.ts'
import { DomainError } from '../../../../core/errors.ts'
import { inquiryLifecycle } from '../../../../core/lifecycle/registry.ts'
import {
  type InquiryAnswer,
  inquiryAnswersSchema,
  inquiryDefaults,
} from '../../../../core/reconciliation/inquiry.ts'
import type { Prisma } from '../../../../prisma/client/client.ts'
import type { Actor } from '../../../kernel/actor.ts'
import type { App } from '../../../kernel/app.ts'
import { audit } from '../../../kernel/audit.ts'
import { authorise } from '../../../kernel/authorise.ts'
import { dateOf, instantAt } from '../../../kernel/clock.ts'
import { move } from '../../../kernel/transition.ts'
import { IllegalDueDate } from '../park-conflict.ts'
import { loadInquiry } from './load-inquiry.ts'

/** Each item that was asked about has one answer, and no other has any. */
export class IllegalAnswer extends DomainError<'ILLEGAL_ANSWER'> {
  constructor() {
    super('ILLEGAL_ANSWER', {
      vi: 'Mỗi thông tin được hỏi cần một câu trả lời: giá trị theo sổ, “không rõ”, hoặc không có đăng ký.',
      en: 'Each item asked about needs one answer: its value in the books, not known, or not registered.',
    })
  }
}

/** The asked unit answers from its books, item by item. */
export async function answerInquiry(
  app: App,
  actor: Actor,
  { id, answers }: { readonly id: string; readonly answers: readonly InquiryAnswer[] },
): Promise<void> {
  const at = app.clock()
  await app.db.$transaction(async (tx) => {
    const inquiry = await loadInquiry(tx, id)
    await authorise(app, actor, 'inquiry.answer', inquiry.toUnitCode)
    const read = readAnswers(inquiry.fields, answers)
    const data = {
      answer: read as unknown as Prisma.InputJsonArray,
      answeredById: actor.id,
      answeredAt: instantAt(at),
    }
    await move(tx, inquiryLifecycle, inquiry, { event: 'answer', actor, at, data })
    const details = { answers: read.map(({ outcome }) => outcome).join(' ') }
    await audit(tx, {
      actor,
      at,
      action: 'inquiry.answer',
      subjectKind: 'residence inquiry',
      subjectId: inquiry.id,
      details,
    })
  })
}

function readAnswers(fields: readonly string[], answers: readonly InquiryAnswer[]): readonly InquiryAnswer[] {
  const read = inquiryAnswersSchema.safeParse(answers)
  if (!read.success) throw new IllegalAnswer()
  const answered = read.data.map(({ field }) => field)
  const whole =
    answered.length === fields.length && fields.every((field) => answered.some((one) => one === field))
  const valued = read.data.every(({ outcome, value }) => (outcome === 'VALUE') === (value !== null))
  if (!whole || !valued) throw new IllegalAnswer()
  return read.data
}

/** The asking unit does not take the answer as it is: the inquiry goes out again, with what is doubted and a new due date. */
export async function disputeInquiry(
  app: App,
  actor: Actor,
  input: { readonly id: string; readonly question: string; readonly dueOn: CalendarDate | null },
): Promise<void> {
  const at = app.clock()
  const today = calendarDateAt(at)
  if (input.dueOn !== null && input.dueOn < today) throw new IllegalDueDate()
  await app.db.$transaction(async (tx) => {
    const inquiry = await loadInquiry(tx, input.id)
    await authorise(app, actor, 'inquiry.send', inquiry.fromUnitCode)
    const due = input.dueOn ?? addWorkingDays(today, inquiryDefaults.workingDays)
    const question = input.question.trim().slice(0, 500) || inquiry.question
    const data = { question, dueOn: dateOf(due), remindedAt: null }
    await move(tx, inquiryLifecycle, inquiry, { event: 'dispute', actor, at, data })
  })
}
