import { calendarDateAt, parseCalendarDate } from '../../../../core/dates/calendar-date.ts'
import { DomainError } from '../../../../core/errors.ts'
import { possibleEvents } from '../../../../core/lifecycle/machine.ts'
import { inquiryLifecycle } from '../../../../core/lifecycle/registry.ts'
import { fieldOf, isReconciledField } from '../../../../core/reconciliation/fields.ts'
import {
  type InquiryAnswer,
  inquiryAnswersSchema,
  inquiryOutcomes,
} from '../../../../core/reconciliation/inquiry.ts'
import { builder } from '../../../graphql/builder.ts'
import { BilingualText } from '../../../graphql/errors.ts'
import { calendarDateOf } from '../../../kernel/clock.ts'
import { unitsNow } from '../../../kernel/units.ts'
import { unitName } from '../../reviews/names.ts'
import { inOrder, pageStart } from '../unit-page.ts'
import { answerInquiry, disputeInquiry, IllegalAnswer } from './answer-inquiry.ts'
import { type AppliedInquiry, applyInquiry } from './apply-inquiry.ts'
import { cancelInquiry, forwardInquiry, receiveInquiry } from './handle-inquiry.ts'
import { inquiriesPage, type InquiryState } from './inquiry-worklist.ts'
import { mayAt, readInquiry } from './read-inquiry.ts'
import { sendInquiry } from './send-inquiry.ts'

const states = Object.keys(inquiryLifecycle.table) as InquiryState[]
const State = builder.enumType('InquiryState', { values: states })
const Direction = builder.enumType('InquiryDirection', {
  values: {
    IN: { description: 'What the officer’s units are asked.' },
    OUT: { description: 'What the officer’s units ask.' },
  } as const,
})
const AnswerOutcome = builder.enumType('InquiryAnswerOutcome', { values: inquiryOutcomes })

const Answer = builder.objectRef<InquiryAnswer>('InquiryAnswer').implement({
  fields: (t) => ({
    field: t.exposeString('field'),
    label: t.field({ type: BilingualText, resolve: ({ field }) => fieldOf(field).label }),
    outcome: t.expose('outcome', { type: AnswerOutcome }),
    value: t.exposeString('value', { nullable: true }),
  }),
})

const AskedField = builder.objectRef<string>('InquiryField').implement({
  fields: (t) => ({
    field: t.string({ resolve: (field) => field }),
    label: t.field({
      type: BilingualText,
      resolve: (field) => (isReconciledField(field) ? fieldOf(field).label : { vi: field, en: field }),
    }),
  }),
})

const Subject = builder
  .objectRef<{ name: string; birthDate: string; sex: string; number: string | null }>('InquirySubject')
  .implement({
    description: 'Who is asked about, as far as the asked unit must know to look them up.',
    fields: (t) => ({
      name: t.exposeString('name'),
      birthDate: t.exposeString('birthDate', { description: 'yyyy, yyyy-MM or yyyy-MM-dd' }),
      sex: t.exposeString('sex'),
      number: t.exposeString('number', { nullable: true }),
    }),
  })

builder.prismaObject('ResidenceInquiry', {
  description: 'Phiếu xác minh between units.',
  fields: (t) => ({
    id: t.exposeString('id'),
    state: t.field({
      type: State,
      select: { status: true },
      resolve: ({ status }) => status as InquiryState,
    }),
    fromUnitCode: t.exposeString('fromUnitCode'),
    fromUnitName: t.string({
      select: { fromUnitCode: true },
      resolve: async ({ fromUnitCode }, _args, { app }) => unitName(await unitsNow(app), fromUnitCode),
    }),
    toUnitCode: t.exposeString('toUnitCode'),
    toUnitName: t.string({
      select: { toUnitCode: true },
      resolve: async ({ toUnitCode }, _args, { app }) => unitName(await unitsNow(app), toUnitCode),
    }),
    residentId: t.exposeString('residentId'),
    subject: t.field({
      type: Subject,
      select: { resident: { select: { name: true, birthDate: true, sex: true, number: true } } },
      resolve: ({ resident }) => resident,
    }),
    formSerial: t.exposeString('formSerial', { nullable: true }),
    fields: t.field({ type: [AskedField], select: { fields: true }, resolve: ({ fields }) => fields }),
    question: t.exposeString('question'),
    sentAt: t.expose('sentAt', { type: 'DateTime' }),
    dueOn: t.string({ select: { dueOn: true }, resolve: ({ dueOn }) => calendarDateOf(dueOn) }),
    overdue: t.boolean({
      description: 'Its due date has passed without an answer.',
      select: { dueOn: true, status: true },
      resolve: ({ dueOn, status }, _args, { app }) =>
        ['SENT', 'RECEIVED'].includes(status) && calendarDateOf(dueOn) < calendarDateAt(app.clock()),
    }),
    remindedAt: t.expose('remindedAt', { type: 'DateTime', nullable: true }),
    answers: t.field({
      type: [Answer],
      select: { answer: true },
      resolve: ({ answer }) => inquiryAnswersSchema.parse(answer ?? []),
    }),
    answeredAt: t.expose('answeredAt', { type: 'DateTime', nullable: true }),
    conflictId: t.exposeString('conflictId', { nullable: true }),
    possibleEvents: t.stringList({
      select: { status: true },
      resolve: ({ status }) => [...possibleEvents(inquiryLifecycle, status)],
    }),
    asked: t.boolean({
      description: 'The signed-in officer’s unit is asked.',
      select: { toUnitCode: true },
      resolve: ({ toUnitCode }, _args, { app, actor }) => mayAt(app, actor, toUnitCode),
    }),
    asking: t.boolean({
      description: 'The signed-in officer’s unit asks.',
      select: { fromUnitCode: true },
      resolve: ({ fromUnitCode }, _args, { app, actor }) => mayAt(app, actor, fromUnitCode),
    }),
  }),
})

builder.queryField('residenceInquiries', (t) =>
  t.prismaConnection({
    type: 'ResidenceInquiry',
    cursor: 'id',
    description: 'Inquiries that the officer’s units are asked, or ask, unit by unit, the oldest first.',
    authScopes: { may: 'inquiry.answer' },
    args: {
      direction: t.arg({ type: Direction, required: true }),
      unitCode: t.arg.string(),
      state: t.arg({ type: State, required: true }),
      overdue: t.arg.boolean({ description: 'only those whose due date has passed' }),
    },
    maxSize: 50,
    defaultSize: 20,
    resolve: async ({ cursor, take, skip: _cursorItself, ...selection }, _root, args, { app, actor }) => {
      const { direction, unitCode, state, overdue } = args
      const page = { direction, unitCode: unitCode ?? null, state, overdue: overdue ?? false, take }
      const ids = await inquiriesPage(app, actor, { ...page, after: pageStart(cursor?.id) })
      const inquiries = await app.db.residenceInquiry.findMany({ ...selection, where: { id: { in: ids } } })
      return inOrder(inquiries, ids)
    },
  }),
)

builder.queryField('residenceInquiry', (t) =>
  t.prismaField({
    type: 'ResidenceInquiry',
    description: 'One inquiry, for the officers who ask and those who are asked.',
    authScopes: { may: 'inquiry.answer' },
    errors: { types: [DomainError], union: { name: 'ResidenceInquiryResult' } },
    args: { id: t.arg.string({ required: true }) },
    resolve: async (query, _root, args, { app, actor }) => {
      const id = await readInquiry(app, actor, args)
      return app.db.residenceInquiry.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)

builder.mutationField('sendInquiry', (t) =>
  t.prismaField({
    type: 'ResidenceInquiry',
    description: 'Asks the police of the permanent residence about somebody who stays in the unit.',
    authScopes: { may: 'inquiry.send' },
    errors: { types: [DomainError], union: { name: 'SendInquiryResult' } },
    args: {
      residentId: t.arg.string({ required: true }),
      fromUnitCode: t.arg.string({ required: true }),
      toUnitCode: t.arg.string({ description: 'the unit of the permanent residence where left out' }),
      fields: t.arg.stringList({ description: 'the usual ones where left out' }),
      question: t.arg.string(),
      dueOn: t.arg.string({ description: 'yyyy-MM-dd; ten working days where left out' }),
    },
    resolve: async (query, _root, args, { app, actor }) => {
      const id = await sendInquiry(app, actor, {
        residentId: args.residentId,
        fromUnitCode: args.fromUnitCode,
        toUnitCode: args.toUnitCode ?? null,
        fields: args.fields ?? null,
        question: args.question ?? null,
        dueOn: args.dueOn ? parseCalendarDate(args.dueOn) : null,
      })
      return app.db.residenceInquiry.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)

const steps = { receiveInquiry, cancelInquiry } as const
const stepRules = {
  receiveInquiry: { may: 'inquiry.answer', says: 'The asked unit signs for an inquiry.' },
  cancelInquiry: { may: 'inquiry.send', says: 'The asking unit no longer needs an answer.' },
} as const

for (const name of ['receiveInquiry', 'cancelInquiry'] as const) {
  builder.mutationField(name, (t) =>
    t.prismaField({
      type: 'ResidenceInquiry',
      description: stepRules[name].says,
      authScopes: { may: stepRules[name].may },
      errors: {
        types: [DomainError],
        union: { name: `${name.charAt(0).toUpperCase()}${name.slice(1)}Result` },
      },
      args: { id: t.arg.string({ required: true }) },
      resolve: async (query, _root, { id }, { app, actor }) => {
        await steps[name](app, actor, { id })
        return app.db.residenceInquiry.findUniqueOrThrow({ ...query, where: { id } })
      },
    }),
  )
}

builder.mutationField('forwardInquiry', (t) =>
  t.prismaField({
    type: 'ResidenceInquiry',
    description: 'The asked unit passes it on to the one that keeps the books; the due date stays.',
    authScopes: { may: 'inquiry.answer' },
    errors: { types: [DomainError], union: { name: 'ForwardInquiryResult' } },
    args: { id: t.arg.string({ required: true }), toUnitCode: t.arg.string({ required: true }) },
    resolve: async (query, _root, args, { app, actor }) => {
      await forwardInquiry(app, actor, args)
      return app.db.residenceInquiry.findUniqueOrThrow({ ...query, where: { id: args.id } })
    },
  }),
)

const AnswerInput = builder.inputType('InquiryAnswerInput', {
  description: 'One answer to each field that was asked about; `value` with the outcome VALUE alone.',
  fields: (t) => ({
    field: t.string(),
    outcome: t.field({ type: AnswerOutcome }),
    value: t.string(),
  }),
})

builder.mutationField('answerInquiry', (t) =>
  t.prismaField({
    type: 'ResidenceInquiry',
    description: 'The asked unit answers from its books.',
    authScopes: { may: 'inquiry.answer' },
    errors: { types: [DomainError], union: { name: 'AnswerInquiryResult' } },
    args: {
      id: t.arg.string({ required: true }),
      answers: t.arg({ type: [AnswerInput], required: true }),
    },
    resolve: async (query, _root, { id, answers }, { app, actor }) => {
      const read = answers.map(({ value, ...answer }) => ({ ...answer, value: value ?? null }))
      const legal = inquiryAnswersSchema.safeParse(read)
      if (!legal.success) throw new IllegalAnswer()
      await answerInquiry(app, actor, { id, answers: legal.data })
      return app.db.residenceInquiry.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)

builder.mutationField('disputeInquiry', (t) =>
  t.prismaField({
    type: 'ResidenceInquiry',
    description: 'The asking unit doubts the answer: the inquiry goes out again.',
    authScopes: { may: 'inquiry.send' },
    errors: { types: [DomainError], union: { name: 'DisputeInquiryResult' } },
    args: {
      id: t.arg.string({ required: true }),
      question: t.arg.string({ required: true, description: 'what is doubted' }),
      dueOn: t.arg.string({ description: 'yyyy-MM-dd; ten working days where left out' }),
    },
    resolve: async (query, _root, { id, question, dueOn }, { app, actor }) => {
      await disputeInquiry(app, actor, { id, question, dueOn: dueOn ? parseCalendarDate(dueOn) : null })
      return app.db.residenceInquiry.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)

const Applied = builder.objectRef<AppliedInquiry>('AppliedInquiry').implement({
  fields: (t) => ({
    changeId: t.exposeString('changeId', {
      nullable: true,
      description: 'a correction that waits for a checker',
    }),
    conflictId: t.exposeString('conflictId', { nullable: true }),
    agreed: t.stringList({ resolve: ({ agreed }) => [...agreed] }),
  }),
})

builder.mutationField('applyInquiry', (t) =>
  t.field({
    type: Applied,
    description:
      'Makes use of an answer: a proposed correction, a conflict case, or nothing where all agrees.',
    authScopes: { may: 'inquiry.send' },
    errors: { types: [DomainError], union: { name: 'ApplyInquiryResult' } },
    args: { id: t.arg.string({ required: true }) },
    resolve: (_root, args, { app, actor }) => applyInquiry(app, actor, args),
  }),
)
