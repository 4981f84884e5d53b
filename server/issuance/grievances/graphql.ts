import { DomainError } from '../../../core/errors.ts'
import {
  type GrievanceFinding,
  grievanceFindings,
  type GrievanceKind,
  grievanceKinds,
  type GrievanceSubject,
  grievanceSubjects,
} from '../../../core/grievances/grievance-words.ts'
import { grievanceLifecycle } from '../../../core/lifecycle/grievance.ts'
import { possibleEvents } from '../../../core/lifecycle/machine.ts'
import { builder } from '../../graphql/builder.ts'
import { BilingualText } from '../../graphql/errors.ts'
import { answerGrievance } from './answer-grievance.ts'
import { appealGrievance } from './appeal-grievance.ts'
import { assignGrievance } from './assign-grievance.ts'
import { closeGrievance } from './close-grievance.ts'
import { escalateGrievance } from './escalate-grievance.ts'
import { fileGrievance } from './file-grievance.ts'
import {
  type GrievancePage,
  type GrievanceView,
  grievanceWorklist,
  ownGrievances,
  readGrievance,
} from './read-grievances.ts'

const Entry = builder.objectRef<GrievanceView['entries'][number]>('GrievanceEntry').implement({
  fields: (t) => ({
    kind: t.exposeString('kind', { description: 'COMPLAINT, ANSWER, APPEAL, ESCALATION' }),
    finding: t.field({
      type: BilingualText,
      nullable: true,
      resolve: ({ finding }) => (finding === null ? null : grievanceFindings[finding as GrievanceFinding]),
    }),
    text: t.exposeString('text'),
    at: t.expose('at', { type: 'DateTime' }),
  }),
})

const GrievanceType = builder.objectRef<GrievanceView>('Grievance').implement({
  description: 'Phản ánh, khiếu nại: for whoever filed it, and for officers of the unit that answers.',
  fields: (t) => ({
    id: t.exposeString('id'),
    number: t.exposeString('number'),
    state: t.exposeString('state'),
    kind: t.field({ type: BilingualText, resolve: ({ kind }) => grievanceKinds[kind as GrievanceKind] }),
    subject: t.field({
      type: BilingualText,
      resolve: ({ subject }) => grievanceSubjects[subject as GrievanceSubject],
    }),
    unitCode: t.exposeString('unitCode'),
    applicationCode: t.exposeString('applicationCode', { nullable: true }),
    instance: t.exposeInt('instance'),
    filedAt: t.expose('filedAt', { type: 'DateTime' }),
    dueOn: t.exposeString('dueOn', { description: 'yyyy-MM-dd' }),
    isOverdue: t.exposeBoolean('isOverdue'),
    article: t.exposeString('article', { description: 'That sets the day.' }),
    isMine: t.boolean({ resolve: ({ ownerId }, _args, { actor }) => ownerId === actor.id }),
    answeredByMe: t.boolean({
      description: 'The appeal is for another officer.',
      resolve: ({ answeredById }, _args, { actor }) => answeredById === actor.id,
    }),
    appealUntil: t.exposeString('appealUntil', { nullable: true, description: 'yyyy-MM-dd' }),
    entries: t.field({ type: [Entry], resolve: ({ entries }) => entries }),
    possibleEvents: t.stringList({
      resolve: ({ state }) => [...possibleEvents(grievanceLifecycle, state)],
    }),
  }),
})

const Page = builder.objectRef<GrievancePage>('GrievancePage').implement({
  fields: (t) => ({
    grievances: t.field({ type: [GrievanceType], resolve: ({ grievances }) => [...grievances] }),
    next: t.exposeString('next', { nullable: true }),
  }),
})

builder.queryField('ownGrievances', (t) =>
  t.field({
    type: [GrievanceType],
    authScopes: { may: 'grievance.file' },
    resolve: async (_root, _args, { app, actor }) => [...(await ownGrievances(app, actor))],
  }),
)

builder.queryField('grievances', (t) =>
  t.field({
    type: Page,
    description: 'Tickets within the officer’s units by their day, 50 a page.',
    authScopes: { may: 'grievance.read' },
    errors: { types: [DomainError], union: { name: 'GrievancesResult' } },
    args: { waiting: t.arg.boolean({ required: true }), after: t.arg.string() },
    resolve: (_root, { waiting, after = null }, { app, actor }) =>
      grievanceWorklist(app, actor, { waiting, after }),
  }),
)

builder.queryField('grievance', (t) =>
  t.field({
    type: GrievanceType,
    authScopes: { may: 'grievance.read' },
    errors: { types: [DomainError], union: { name: 'GrievanceResult' } },
    args: { id: t.arg.string({ required: true }) },
    resolve: (_root, { id }, { app, actor }) => readGrievance(app, actor, { id }),
  }),
)

const Filed = builder
  .objectRef<{ readonly id: string; readonly number: string | null }>('GrievanceDone')
  .implement({
    fields: (t) => ({ id: t.exposeString('id'), number: t.exposeString('number', { nullable: true }) }),
  })

builder.mutationField('fileGrievance', (t) =>
  t.field({
    type: Filed,
    authScopes: { may: 'grievance.file' },
    errors: { types: [DomainError], union: { name: 'FileGrievanceResult' } },
    args: {
      resident: t.arg.string({ required: true }),
      application: t.arg.string(),
      kind: t.arg.string({ required: true }),
      subject: t.arg.string({ required: true }),
      text: t.arg.string({ required: true }),
    },
    resolve: (_root, { resident, application = null, ...rest }, { app, actor }) =>
      fileGrievance(app, actor, { residentId: resident, applicationId: application, ...rest }),
  }),
)

const moves = {
  appealGrievance: { may: 'grievance.file', run: appealGrievance },
  escalateGrievance: { may: 'grievance.handle', run: escalateGrievance },
} as const
for (const [name, { may, run }] of Object.entries(moves)) {
  builder.mutationField(name, (t) =>
    t.field({
      type: Filed,
      authScopes: { may },
      errors: { types: [DomainError], union: { name: `${name[0]?.toUpperCase()}${name.slice(1)}Result` } },
      args: { id: t.arg.string({ required: true }), text: t.arg.string({ required: true }) },
      resolve: async (_root, { id, text }, { app, actor }) => {
        await run(app, actor, { id, text })
        return { id, number: null }
      },
    }),
  )
}

const simple = {
  closeGrievance: { may: 'grievance.file', run: closeGrievance },
  assignGrievance: { may: 'grievance.handle', run: assignGrievance },
} as const
for (const [name, { may, run }] of Object.entries(simple)) {
  builder.mutationField(name, (t) =>
    t.field({
      type: Filed,
      authScopes: { may },
      errors: { types: [DomainError], union: { name: `${name[0]?.toUpperCase()}${name.slice(1)}Result` } },
      args: { id: t.arg.string({ required: true }) },
      resolve: async (_root, { id }, { app, actor }) => {
        await run(app, actor, { id })
        return { id, number: null }
      },
    }),
  )
}

builder.mutationField('answerGrievance', (t) =>
  t.field({
    type: Filed,
    authScopes: { may: 'grievance.handle' },
    errors: { types: [DomainError], union: { name: 'AnswerGrievanceResult' } },
    args: {
      id: t.arg.string({ required: true }),
      finding: t.arg.string({ required: true }),
      text: t.arg.string({ required: true }),
    },
    resolve: async (_root, { id, finding, text }, { app, actor }) => {
      await answerGrievance(app, actor, { id, finding, text })
      return { id, number: null }
    },
  }),
)
