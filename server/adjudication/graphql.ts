import { caseOriginNames, caseOrigins, type CaseOrigin } from '../../core/adjudication/case-origins.ts'
import { caseWaitNames, type CaseWait, leaseEnd } from '../../core/adjudication/case-terms.ts'
import { type Verdict, verdictNames } from '../../core/adjudication/verdicts.ts'
import { calendarDateAt, parseCalendarDate } from '../../core/dates/calendar-date.ts'
import { declaredPersonSchema } from '../../core/enrollment/packet.ts'
import { duplicateCaseLifecycle, type DuplicateCaseState } from '../../core/lifecycle/duplicate-case.ts'
import { endStates } from '../../core/lifecycle/machine.ts'
import { builder } from '../graphql/builder.ts'
import { BilingualText } from '../graphql/errors.ts'
import { calendarDateOf, instantAt } from '../kernel/clock.ts'
import { unitsNow } from '../kernel/units.ts'
import { inOrder, pageStart } from '../registry/reconciliation/unit-page.ts'
import { unitName } from '../registry/reviews/names.ts'
import {
  type AdjudicatorFigures,
  adjudicatorFigures,
  type MonthFigures,
  myAdjudicatorFigures,
} from './adjudicator-figures.ts'
import { type CaseCounts, caseCounts, caseScopes, casesPage } from './case-worklist.ts'
import { officerName } from './officer-name.ts'

const State = builder.enumType('DuplicateCaseState', {
  values: Object.keys(duplicateCaseLifecycle.table) as DuplicateCaseState[],
})
const Scope = builder.enumType('DuplicateCaseScope', { values: caseScopes })
const Origin = builder.enumType('DuplicateCaseOrigin', { values: caseOriginNames })
export const CaseWaitType = builder.enumType('DuplicateCaseWait', { values: caseWaitNames })
export const VerdictType = builder.enumType('DuplicateVerdict', { values: verdictNames })

const originsOf = (origins: readonly string[]) =>
  caseOriginNames.filter((origin): origin is CaseOrigin => origins.includes(origin))
const ended = (status: string) => endStates(duplicateCaseLifecycle).some((state) => state === status)

builder.prismaObject('DuplicateCase', {
  description: 'Hồ sơ nghi trùng: one file beside those whom it may be the same person as.',
  fields: (t) => ({
    id: t.exposeString('id'),
    state: t.field({
      type: State,
      select: { status: true },
      resolve: ({ status }) => status as DuplicateCaseState,
    }),
    version: t.exposeInt('version', { description: 'Give it with every act on the case.' }),
    applicationId: t.exposeString('applicationId'),
    applicationCode: t.string({
      select: { application: { select: { code: true } } },
      resolve: ({ application }) => application.code,
    }),
    applicantName: t.string({
      nullable: true,
      select: { application: { select: { person: true } } },
      resolve: ({ application }) => declaredPersonSchema.safeParse(application.person).data?.name ?? null,
    }),
    number: t.string({
      nullable: true,
      select: { application: { select: { number: true } } },
      resolve: ({ application }) => application.number,
    }),
    unitCode: t.exposeString('unitCode'),
    unitName: t.string({
      select: { unitCode: true },
      resolve: async ({ unitCode }, _args, { app }) => unitName(await unitsNow(app), unitCode),
    }),
    origins: t.field({
      type: [Origin],
      select: { origins: true },
      resolve: ({ origins }) => originsOf(origins),
    }),
    originTexts: t.field({
      type: [BilingualText],
      select: { origins: true },
      resolve: ({ origins }) => originsOf(origins).map((origin) => caseOrigins[origin]),
    }),
    candidateCount: t.relationCount('candidates'),
    openedAt: t.expose('openedAt', { type: 'DateTime' }),
    dueOn: t.string({
      description: 'yyyy-MM-dd',
      select: { dueOn: true },
      resolve: ({ dueOn }) => calendarDateOf(dueOn),
    }),
    overdue: t.boolean({
      select: { dueOn: true, status: true },
      resolve: ({ dueOn, status }, _args, { app }) =>
        !ended(status) && calendarDateOf(dueOn) < calendarDateAt(app.clock()),
    }),
    takenByMe: t.boolean({
      select: { takenBy: true },
      resolve: ({ takenBy }, _args, { actor }) => takenBy !== null && takenBy === actor.id,
    }),
    takenByName: t.string({
      nullable: true,
      select: { takenBy: true },
      resolve: ({ takenBy }, _args, { app }) => officerName(app, takenBy),
    }),
    takenAt: t.expose('takenAt', { type: 'DateTime', nullable: true }),
    heldUntil: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'Afterwards another officer may take the case.',
      select: { takenAt: true },
      resolve: ({ takenAt }) => takenAt && instantAt(leaseEnd(takenAt.getTime())),
    }),
    waitReason: t.field({
      type: CaseWaitType,
      nullable: true,
      select: { waitReason: true },
      resolve: ({ waitReason }) => waitReason as CaseWait | null,
    }),
    waitUntil: t.string({
      nullable: true,
      description: 'yyyy-MM-dd',
      select: { waitUntil: true },
      resolve: ({ waitUntil }) => waitUntil && calendarDateOf(waitUntil),
    }),
    verdict: t.field({
      type: VerdictType,
      nullable: true,
      select: { verdict: true },
      resolve: ({ verdict }) => verdict as Verdict | null,
    }),
    keptNumber: t.exposeString('keptNumber', { nullable: true }),
    closedAt: t.expose('closedAt', { type: 'DateTime', nullable: true }),
  }),
})

builder.queryField('duplicateCases', (t) =>
  t.prismaConnection({
    type: 'DuplicateCase',
    cursor: 'id',
    description: 'A worklist of duplicate cases in the officer’s units, by deadline.',
    authScopes: { may: 'duplicate-case.read' },
    args: {
      scope: t.arg({ type: Scope, required: true }),
      origin: t.arg({ type: Origin }),
      overdue: t.arg.boolean({ description: 'Only those whose deadline has passed.' }),
      unitCode: t.arg.string({ description: 'a unit and those below it' }),
    },
    maxSize: 50,
    defaultSize: 20,
    resolve: async ({ cursor, take, skip: _cursorItself, ...selection }, _root, args, { app, actor }) => {
      const { scope, origin, overdue, unitCode } = args
      const ids = await casesPage(app, actor, {
        scope,
        origin: origin ?? null,
        overdue: overdue ?? false,
        unitCode: unitCode ?? null,
        after: pageStart(cursor?.id),
        take,
      })
      const cases = await app.db.duplicateCase.findMany({ ...selection, where: { id: { in: ids } } })
      return inOrder(cases, ids)
    },
  }),
)

const Counts = builder.objectRef<CaseCounts>('DuplicateCaseCounts').implement({
  fields: (t) => ({
    mine: t.exposeInt('mine'),
    open: t.exposeInt('open'),
    second: t.exposeInt('second'),
    third: t.exposeInt('third'),
    waiting: t.exposeInt('waiting'),
    held: t.exposeInt('held'),
    overdue: t.exposeInt('overdue'),
  }),
})

builder.queryField('duplicateCaseCounts', (t) =>
  t.field({
    type: Counts,
    description: 'How many cases stand in each scope of the worklist.',
    authScopes: { may: 'duplicate-case.read' },
    args: { unitCode: t.arg.string() },
    resolve: (_root, { unitCode }, { app, actor }) => caseCounts(app, actor, { unitCode: unitCode ?? null }),
  }),
)

const Month = builder.objectRef<MonthFigures>('AdjudicatorMonth').implement({
  fields: (t) => ({
    month: t.exposeString('month', { description: 'yyyy-MM' }),
    judged: t.exposeInt('judged'),
    compared: t.exposeInt('compared'),
    agreed: t.exposeInt('agreed'),
    overturned: t.exposeInt('overturned'),
    medianSeconds: t.exposeInt('medianSeconds', { nullable: true }),
  }),
})

const Figures = builder.objectRef<AdjudicatorFigures>('AdjudicatorFigures').implement({
  description: 'What an officer did as a judge within some time.',
  fields: (t) => ({
    officerId: t.exposeString('officerId'),
    officerName: t.exposeString('officerName'),
    judged: t.exposeInt('judged'),
    first: t.exposeInt('first'),
    second: t.exposeInt('second'),
    third: t.exposeInt('third'),
    compared: t.exposeInt('compared', {
      description: 'First and second judgements of cases that both gave.',
    }),
    agreed: t.exposeInt('agreed', { description: 'Of those, how many agreed with the other judge.' }),
    agreementPermille: t.int({
      nullable: true,
      resolve: ({ compared, agreed }) => (compared === 0 ? null : Math.round((agreed * 1000) / compared)),
    }),
    overturned: t.exposeInt('overturned', {
      description: 'First and second judgements that a third officer decided against.',
    }),
    medianSeconds: t.exposeInt('medianSeconds', {
      nullable: true,
      description: 'Of holding a case until it was judged.',
    }),
    months: t.field({ type: [Month], resolve: ({ months }) => [...months] }),
  }),
})

const day = { required: true, description: 'yyyy-MM-dd' } as const

builder.queryField('adjudicatorFigures', (t) =>
  t.field({
    type: [Figures],
    description: 'Everybody who judged cases of the supervisor’s units between two days, both included.',
    authScopes: { may: 'duplicate-case.supervise' },
    args: { from: t.arg.string(day), to: t.arg.string(day), unitCode: t.arg.string() },
    resolve: async (_root, { from, to, unitCode }, { app, actor }) => [
      ...(await adjudicatorFigures(app, actor, {
        from: parseCalendarDate(from),
        to: parseCalendarDate(to),
        unitCode: unitCode ?? null,
      })),
    ],
  }),
)

builder.queryField('myAdjudicatorFigures', (t) =>
  t.field({
    type: Figures,
    description: 'The signed-in officer’s own figures.',
    authScopes: { may: 'duplicate-case.judge' },
    args: { from: t.arg.string(day), to: t.arg.string(day) },
    resolve: (_root, { from, to }, { app, actor }) =>
      myAdjudicatorFigures(app, actor, { from: parseCalendarDate(from), to: parseCalendarDate(to) }),
  }),
)
