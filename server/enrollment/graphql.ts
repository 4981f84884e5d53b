import { calendarDateAt } from '../../core/dates/calendar-date.ts'
import { applicationReasons, type ApplicationReason } from '../../core/enrollment/reasons.ts'
import { DomainError } from '../../core/errors.ts'
import { applicationLifecycle, type ApplicationState } from '../../core/lifecycle/application.ts'
import { possibleEvents } from '../../core/lifecycle/machine.ts'
import { declaredPersonSchema } from '../../core/enrollment/packet.ts'
import { builder } from '../graphql/builder.ts'
import { BilingualText } from '../graphql/errors.ts'
import { calendarDateOf } from '../kernel/clock.ts'
import { commandStage } from '../kernel/command-stage.ts'
import { holdStage } from '../kernel/hold-stage.ts'
import { unitsNow } from '../kernel/units.ts'
import { unitName } from '../registry/reviews/names.ts'
import { approveApplication } from './approve-application.ts'
import { readApplication } from './read-application.ts'
import { refuseApplication } from './refuse-application.ts'
import { rescreenApplication } from './rescreen-application.ts'
import { returnApplication } from './return-application.ts'
import { withdrawApplication } from './withdraw-application.ts'
import { worklistOf } from './worklist.ts'

const State = builder.enumType('ApplicationState', {
  values: Object.keys(applicationLifecycle.table) as ApplicationState[],
})

const Reason = builder.enumType('ApplicationReason', {
  values: Object.keys(applicationReasons) as ApplicationReason[],
})

builder.prismaObject('ApplicationStage', {
  description: 'A stage of the pipeline for one file.',
  fields: (t) => ({
    stage: t.exposeString('stage'),
    status: t.exposeString('status'),
    attempts: t.exposeInt('attempts'),
    restarts: t.exposeInt('restarts'),
    startedAt: t.expose('startedAt', { type: 'DateTime', nullable: true }),
    finishedAt: t.expose('finishedAt', { type: 'DateTime', nullable: true }),
    errorCode: t.exposeString('errorCode', { nullable: true }),
  }),
})

builder.prismaObject('Application', {
  description: 'Hồ sơ cấp căn cước, for officers of its unit.',
  fields: (t) => ({
    id: t.exposeString('id'),
    code: t.exposeString('code'),
    kind: t.exposeString('kind', { nullable: true }),
    state: t.field({
      type: State,
      select: { status: true },
      resolve: ({ status }) => status as ApplicationState,
    }),
    version: t.exposeInt('version'),
    flags: t.exposeStringList('flags'),
    unitCode: t.exposeString('unitCode'),
    unitName: t.string({
      select: { unitCode: true },
      resolve: async ({ unitCode }, _args, { app }) => unitName(await unitsNow(app), unitCode),
    }),
    reason: t.exposeString('reason', { nullable: true }),
    overdue: t.boolean({
      select: { deadlineOn: true },
      resolve: ({ deadlineOn }, _args, { app }) =>
        deadlineOn !== null && calendarDateOf(deadlineOn) < calendarDateAt(app.clock()),
    }),
    ownHand: t.boolean({
      description: 'The signed-in officer captured or countersigned it, and may not approve it.',
      select: { operatorId: true, supervisorId: true },
      resolve: ({ operatorId, supervisorId }, _args, { actor }) =>
        actor.id !== null && (actor.id === operatorId || actor.id === supervisorId),
    }),
    receivedAt: t.expose('receivedAt', { type: 'DateTime' }),
    deadlineOn: t.string({
      nullable: true,
      description: 'yyyy-MM-dd',
      select: { deadlineOn: true },
      resolve: ({ deadlineOn }) => deadlineOn?.toISOString().slice(0, 10) ?? null,
    }),
    applicantName: t.string({
      nullable: true,
      select: { person: true },
      resolve: ({ person }) => declaredPersonSchema.safeParse(person).data?.name ?? null,
    }),
    number: t.exposeString('number', { nullable: true }),
    portraitSha256: t.exposeString('portraitSha256', { nullable: true, description: 'GET /blobs/{sha256}' }),
    reasons: t.field({
      type: [BilingualText],
      select: { reasonCodes: true },
      resolve: ({ reasonCodes }) =>
        reasonCodes.map((code) => applicationReasons[code as ApplicationReason].why),
    }),
    possibleEvents: t.stringList({
      description: 'What the lifecycle allows now: a screen offers these as buttons.',
      select: { status: true },
      resolve: ({ status }) => [...possibleEvents(applicationLifecycle, status)],
    }),
    stages: t.relation('stages'),
  }),
})

builder.queryField('applications', (t) =>
  t.prismaConnection({
    type: 'Application',
    cursor: 'id',
    description: 'A worklist: the files in a state within the officer’s units, in order of arrival.',
    authScopes: { may: 'application.read' },
    args: { state: t.arg({ type: State, required: true }) },
    maxSize: 50,
    defaultSize: 20,
    resolve: async (query, _root, { state }, { app, actor }) =>
      app.db.application.findMany({
        ...query,
        where: await worklistOf(app, actor, state),
        orderBy: { id: 'asc' },
      }),
  }),
)

builder.queryField('application', (t) =>
  t.prismaField({
    type: 'Application',
    description: 'One file by its code. Every view is kept in the audit.',
    authScopes: { may: 'application.read' },
    errors: { types: [DomainError], union: { name: 'ApplicationResult' } },
    args: { code: t.arg.string({ required: true }) },
    resolve: async (query, _root, args, { app, actor }) => {
      const id = await readApplication(app, actor, args)
      return app.db.application.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)

builder.mutationField('approveApplication', (t) =>
  t.prismaField({
    type: 'Application',
    authScopes: { may: 'application.approve' },
    errors: { types: [DomainError], union: { name: 'ApproveApplicationResult' } },
    args: { id: t.arg.string({ required: true }) },
    resolve: async (query, _root, { id }, { app, actor }) => {
      await approveApplication(app, actor, { id })
      return app.db.application.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)

builder.mutationField('returnApplication', (t) =>
  t.prismaField({
    type: 'Application',
    authScopes: { may: 'application.return' },
    errors: { types: [DomainError], union: { name: 'ReturnApplicationResult' } },
    args: { id: t.arg.string({ required: true }), reason: t.arg({ type: Reason, required: true }) },
    resolve: async (query, _root, args, { app, actor }) => {
      await returnApplication(app, actor, args)
      return app.db.application.findUniqueOrThrow({ ...query, where: { id: args.id } })
    },
  }),
)

builder.mutationField('rescreenApplication', (t) =>
  t.prismaField({
    type: 'Application',
    authScopes: { may: 'application.rescreen' },
    errors: { types: [DomainError], union: { name: 'RescreenApplicationResult' } },
    args: { id: t.arg.string({ required: true }) },
    resolve: async (query, _root, { id }, { app, actor }) => {
      await rescreenApplication(app, actor, { id })
      return app.db.application.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)

builder.mutationField('refuseApplication', (t) =>
  t.prismaField({
    type: 'Application',
    authScopes: { may: 'application.refuse' },
    errors: { types: [DomainError], union: { name: 'RefuseApplicationResult' } },
    args: { id: t.arg.string({ required: true }), reason: t.arg({ type: Reason, required: true }) },
    resolve: async (query, _root, args, { app, actor }) => {
      await refuseApplication(app, actor, args)
      return app.db.application.findUniqueOrThrow({ ...query, where: { id: args.id } })
    },
  }),
)

builder.mutationField('withdrawApplication', (t) =>
  t.prismaField({
    type: 'Application',
    authScopes: { may: 'application.withdraw' },
    errors: { types: [DomainError], union: { name: 'WithdrawApplicationResult' } },
    args: { id: t.arg.string({ required: true }) },
    resolve: async (query, _root, { id }, { app, actor }) => {
      await withdrawApplication(app, actor, { id })
      return app.db.application.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)

const StageCommand = builder.enumType('StageCommand', {
  values: ['pause', 'resume', 'restart', 'cancel'] as const,
})

builder.mutationField('commandStage', (t) =>
  t.prismaField({
    type: 'ApplicationStage',
    description:
      'Pauses, resumes, restarts or cancels one file’s stage. Restarts of a file are counted: beyond the limit only `anyway`.',
    authScopes: { may: 'stage.control' },
    errors: { types: [DomainError], union: { name: 'CommandStageResult' } },
    args: {
      applicationId: t.arg.string({ required: true }),
      stage: t.arg.string({ required: true }),
      event: t.arg({ type: StageCommand, required: true }),
      reason: t.arg.string({ required: true }),
      anyway: t.arg.boolean({ required: true, defaultValue: false }),
    },
    resolve: async (query, _root, args, { app, actor }) => {
      await commandStage(app, actor, args)
      const { applicationId, stage } = args
      return app.db.applicationStage.findUniqueOrThrow({
        ...query,
        where: { applicationId_stage: { applicationId, stage } },
      })
    },
  }),
)

builder.mutationField('holdStage', (t) =>
  t.boolean({
    description: 'Holds a stage for every file, or releases it.',
    authScopes: { may: 'stage.control' },
    args: {
      stage: t.arg.string({ required: true }),
      paused: t.arg.boolean({ required: true }),
      reason: t.arg.string({ required: true }),
    },
    resolve: async (_root, args, { app, actor }) => {
      await holdStage(app, actor, args)
      return args.paused
    },
  }),
)
