import { parseCalendarDate } from '../../../../core/dates/calendar-date.ts'
import { DomainError } from '../../../../core/errors.ts'
import type { Attempt } from '../../../../core/residence/visits.ts'
import { visitOutcomes, visitPurposes } from '../../../../core/residence/visits.ts'
import { absenceReasons } from '../../../../core/residence/declarations.ts'
import { builder } from '../../../graphql/builder.ts'
import { BilingualText } from '../../../graphql/errors.ts'
import { type AbsentPage, type AbsentResident, absentWorklist } from './absent-worklist.ts'
import { assignVisits } from './assign-visits.ts'
import { finishVisit } from './finish-visit.ts'
import { myVisits, type VisitsToMake, type VisitToMake } from './my-visits.ts'
import { type SyncedVisit, syncVisits } from './sync-visits.ts'

const day = 'yyyy-MM-dd'

const AttemptType = builder.objectRef<Attempt>('VisitAttempt').implement({
  description: 'When to go again.',
  fields: (t) => ({
    on: t.exposeString('on', { description: day }),
    part: t.exposeString('part', { description: 'MORNING, AFTERNOON, EVENING' }),
  }),
})

const attemptOf = ({
  nextAttemptOn,
  nextAttemptPart,
}: Pick<VisitToMake, 'nextAttemptOn' | 'nextAttemptPart'>) =>
  nextAttemptOn && nextAttemptPart
    ? { on: parseCalendarDate(nextAttemptOn), part: nextAttemptPart as Attempt['part'] }
    : null

const Absent = builder.objectRef<AbsentResident>('AbsentResident').implement({
  fields: (t) => ({
    residentId: t.exposeString('residentId'),
    version: t.exposeInt('version'),
    name: t.exposeString('name'),
    birthDate: t.exposeString('birthDate'),
    unitCode: t.exposeString('unitCode'),
    address: t.exposeString('address', { nullable: true }),
    status: t.exposeString('status', {
      nullable: true,
      description: 'DECLARED_ABSENT, ABSENT, WHEREABOUTS_UNKNOWN; null where only a visit found nobody',
    }),
    since: t.exposeString('since', { nullable: true, description: day }),
    reason: t.exposeString('reason', { nullable: true }),
    visits: t.exposeInt('visits'),
    lastOutcome: t.exposeString('lastOutcome', { nullable: true }),
    lastVisitedAt: t.expose('lastVisitedAt', { type: 'DateTime', nullable: true }),
    nextAttempt: t.field({ type: AttemptType, nullable: true, resolve: attemptOf }),
    assigned: t.exposeBoolean('assigned', { description: 'a collector is to go there already' }),
  }),
})

const AbsentPageType = builder.objectRef<AbsentPage>('AbsentPage').implement({
  fields: (t) => ({
    residents: t.field({ type: [Absent], resolve: ({ residents }) => [...residents] }),
    total: t.exposeInt('total'),
    next: t.exposeString('next', { nullable: true, description: 'Pass as `after` for the next page.' }),
  }),
})

builder.queryField('absentResidents', (t) =>
  t.field({
    type: AbsentPageType,
    description: 'People who are away, declared or not, or whom a visit did not meet.',
    authScopes: { may: 'visit.read' },
    errors: { types: [DomainError], union: { name: 'AbsentResidentsResult' } },
    args: {
      unitCode: t.arg.string(),
      first: t.arg.int({ description: 'at most 50' }),
      after: t.arg.string(),
    },
    resolve: (_root, args, { app, actor }) => absentWorklist(app, actor, args),
  }),
)

const ToMake = builder.objectRef<VisitToMake>('VisitToMake').implement({
  fields: (t) => ({
    id: t.exposeString('id', { description: 'of the assignment' }),
    unitCode: t.exposeString('unitCode'),
    hamlet: t.exposeString('hamlet', { nullable: true }),
    purpose: t.exposeString('purpose'),
    formSerial: t.exposeString('formSerial', { nullable: true }),
    dueOn: t.exposeString('dueOn', { nullable: true }),
    residentId: t.exposeString('residentId'),
    name: t.exposeString('name'),
    birthDate: t.exposeString('birthDate'),
    sex: t.exposeString('sex'),
    addresses: t.stringList({ resolve: ({ addresses }) => [...addresses] }),
    visits: t.exposeInt('visits'),
    lastOutcome: t.exposeString('lastOutcome', { nullable: true }),
    lastVisitedAt: t.expose('lastVisitedAt', { type: 'DateTime', nullable: true }),
    nextAttempt: t.field({ type: AttemptType, nullable: true, resolve: attemptOf }),
  }),
})

const VisitsToMakeType = builder.objectRef<VisitsToMake>('VisitsToMake').implement({
  fields: (t) => ({
    visits: t.field({ type: [ToMake], resolve: ({ visits }) => [...visits] }),
    total: t.exposeInt('total'),
    next: t.exposeString('next', { nullable: true }),
  }),
})

builder.queryField('myVisits', (t) =>
  t.field({
    type: VisitsToMakeType,
    description: 'The collector’s own open assignments, to be taken along into field mode.',
    authScopes: { may: 'visit.record' },
    errors: { types: [DomainError], union: { name: 'MyVisitsResult' } },
    args: { first: t.arg.int(), after: t.arg.string() },
    resolve: (_root, args, { app, actor }) => myVisits(app, actor, args),
  }),
)

const Purpose = builder.enumType('VisitPurpose', { values: visitPurposes })
const Assigned = builder.objectRef<{ count: number }>('AssignedVisits').implement({
  fields: (t) => ({ count: t.exposeInt('count', { description: 'assignments that are new' }) }),
})

builder.mutationField('assignVisits', (t) =>
  t.field({
    type: Assigned,
    description: 'Sends a collector of the unit (and hamlet) to people there: all of them, or none.',
    authScopes: { may: 'visit.assign' },
    errors: { types: [DomainError], union: { name: 'AssignVisitsResult' } },
    args: {
      unitCode: t.arg.string({ required: true }),
      hamlet: t.arg.string(),
      officerId: t.arg.string({ required: true }),
      residentIds: t.arg.stringList({ required: true, description: 'at most 100' }),
      purpose: t.arg({ type: Purpose, required: true }),
      formSerial: t.arg.string(),
      dueOn: t.arg.string({ description: day }),
    },
    resolve: async (_root, { hamlet, formSerial, dueOn, ...args }, { app, actor }) => ({
      count: await assignVisits(app, actor, {
        ...args,
        hamlet: hamlet ?? null,
        formSerial: formSerial ?? null,
        dueOn: dueOn ? parseCalendarDate(dueOn) : null,
      }),
    }),
  }),
)

const Finished = builder.objectRef<{ id: string }>('FinishedVisit').implement({
  fields: (t) => ({ id: t.exposeString('id') }),
})

builder.mutationField('finishVisit', (t) =>
  t.field({
    type: Finished,
    description: 'Closes an assignment without a further visit.',
    authScopes: { may: 'visit.read' },
    errors: { types: [DomainError], union: { name: 'FinishVisitResult' } },
    args: { id: t.arg.string({ required: true }) },
    resolve: async (_root, { id }, { app, actor }) => {
      await finishVisit(app, actor, { id })
      return { id }
    },
  }),
)

const Outcome = builder.enumType('VisitOutcome', { values: visitOutcomes })
const Reason = builder.enumType('AbsenceReason', { values: absenceReasons })

const VisitInput = builder.inputType('VisitInput', {
  description: 'A visit as it was written down at the door; `clientId` is a UUID drawn there, once.',
  fields: (t) => ({
    clientId: t.string({ required: true }),
    assignmentId: t.string(),
    residentId: t.string({ required: true }),
    outcome: t.field({ type: Outcome, required: true }),
    reason: t.field({ type: Reason }),
    visitedAt: t.string({ required: true, description: 'ISO 8601 with zone' }),
    note: t.string({ description: 'at most 500 characters' }),
  }),
})

const Refusal = builder.objectRef<NonNullable<SyncedVisit['refusal']>>('VisitRefusal').implement({
  fields: (t) => ({
    code: t.exposeString('code'),
    text: t.field({ type: BilingualText, resolve: ({ text }) => text }),
  }),
})

const Synced = builder.objectRef<SyncedVisit>('SyncedVisit').implement({
  fields: (t) => ({
    clientId: t.exposeString('clientId'),
    result: t.exposeString('result', { description: 'STORED, STORED_BEFORE, REFUSED' }),
    nextAttempt: t.field({ type: AttemptType, nullable: true, resolve: ({ nextAttempt }) => nextAttempt }),
    declarationId: t.exposeString('declarationId', {
      nullable: true,
      description: 'a residence status that the visits speak for, waiting for its decision',
    }),
    refusal: t.field({ type: Refusal, nullable: true, resolve: ({ refusal }) => refusal }),
  }),
})

const SyncedList = builder.objectRef<{ visits: readonly SyncedVisit[] }>('SyncedVisits').implement({
  fields: (t) => ({ visits: t.field({ type: [Synced], resolve: ({ visits }) => [...visits] }) }),
})

builder.mutationField('syncVisits', (t) =>
  t.field({
    type: SyncedList,
    description:
      'Stores visits, made with or without network; each is answered on its own, in the order sent.',
    authScopes: { may: 'visit.record' },
    errors: { types: [DomainError], union: { name: 'SyncVisitsResult' } },
    args: { visits: t.arg({ type: [VisitInput], required: true, description: 'at most 200' }) },
    resolve: async (_root, { visits }, { app, actor }) => ({ visits: await syncVisits(app, actor, visits) }),
  }),
)
