import { DomainError } from '../../../core/errors.ts'
import { batchLifecycle } from '../../../core/lifecycle/batch.ts'
import { possibleEvents, type StateOf } from '../../../core/lifecycle/machine.ts'
import { builder } from '../../graphql/builder.ts'
import { calendarDateOf } from '../../kernel/clock.ts'
import { freezeBatch } from './freeze-batch.ts'
import { planBatches } from './plan-batches.ts'
import { releaseBatch } from './release-batch.ts'
import { batchSteps, type BatchStep, steerBatch } from './steer-batch.ts'

type BatchState = StateOf<typeof batchLifecycle>
const State = builder.enumType('BatchState', { values: Object.keys(batchLifecycle.table) as BatchState[] })

builder.prismaObject('Batch', {
  description: 'Jobs of one unit and template that are made together.',
  fields: (t) => ({
    id: t.exposeString('id'),
    number: t.exposeString('number'),
    state: t.field({ type: State, select: { status: true }, resolve: ({ status }) => status as BatchState }),
    possibleEvents: t.stringList({
      select: { status: true },
      resolve: ({ status }) => possibleEvents(batchLifecycle, status),
    }),
    unitCode: t.exposeString('unitCode'),
    template: t.exposeString('template'),
    priority: t.exposeInt('priority'),
    count: t.exposeInt('count'),
    waiting: t.relationCount('items', {
      description: 'Jobs that no station has taken yet.',
      where: { waiting: true },
    }),
    deadlineOn: t.string({
      nullable: true,
      select: { deadlineOn: true },
      resolve: ({ deadlineOn }) => deadlineOn && calendarDateOf(deadlineOn),
    }),
    plannedAt: t.expose('plannedAt', { type: 'DateTime' }),
    frozenAt: t.expose('frozenAt', { type: 'DateTime', nullable: true }),
    frozenByMe: t.boolean({
      select: { frozenBy: true },
      resolve: ({ frozenBy }, _args, { actor }) => actor.kind === 'officer' && frozenBy === actor.id,
    }),
    releasedAt: t.expose('releasedAt', { type: 'DateTime', nullable: true }),
    finishedAt: t.expose('finishedAt', { type: 'DateTime', nullable: true }),
    manifestSha256: t.exposeString('manifestSha256', { nullable: true }),
  }),
})

builder.queryField('batches', (t) =>
  t.prismaConnection({
    type: 'Batch',
    cursor: 'id',
    description: 'Batches in a state, remakes first, then as they were planned.',
    authScopes: { may: 'print-job.read' },
    args: { state: t.arg({ type: State, required: true }) },
    maxSize: 50,
    defaultSize: 20,
    resolve: (query, _root, { state }, { app }) =>
      app.db.batch.findMany({
        ...query,
        where: { status: state },
        orderBy: [{ priority: 'desc' }, { number: 'asc' }, { id: 'asc' }],
      }),
  }),
)

const PlannedBatches = builder
  .objectRef<{ readonly batches: number; readonly jobs: number }>('PlannedBatches')
  .implement({ fields: (t) => ({ batches: t.exposeInt('batches'), jobs: t.exposeInt('jobs') }) })

builder.mutationField('planBatches', (t) =>
  t.field({
    type: PlannedBatches,
    description: 'Puts every planned job that is in no batch into a draft.',
    authScopes: { may: 'batch.plan' },
    errors: { types: [DomainError], union: { name: 'PlanBatchesResult' } },
    args: { size: t.arg.int() },
    resolve: (_root, { size }, { app, actor }) => planBatches(app, actor, size == null ? {} : { size }),
  }),
)

builder.mutationField('freezeBatch', (t) =>
  t.prismaField({
    type: 'Batch',
    authScopes: { may: 'batch.plan' },
    errors: { types: [DomainError], union: { name: 'FreezeBatchResult' } },
    args: { id: t.arg.string({ required: true }) },
    resolve: async (query, _root, { id }, { app, actor }) => {
      await freezeBatch(app, actor, { id })
      return app.db.batch.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)

builder.mutationField('releaseBatch', (t) =>
  t.prismaField({
    type: 'Batch',
    description: 'By another officer than the one who froze it.',
    authScopes: { may: 'batch.release' },
    errors: { types: [DomainError], union: { name: 'ReleaseBatchResult' } },
    args: { id: t.arg.string({ required: true }) },
    resolve: async (query, _root, { id }, { app, actor }) => {
      await releaseBatch(app, actor, { id })
      return app.db.batch.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)

const Step = builder.enumType('BatchStep', { values: Object.keys(batchSteps) as BatchStep[] })

builder.mutationField('steerBatch', (t) =>
  t.prismaField({
    type: 'Batch',
    authScopes: { may: 'print-job.read' },
    errors: { types: [DomainError], union: { name: 'SteerBatchResult' } },
    args: {
      id: t.arg.string({ required: true }),
      step: t.arg({ type: Step, required: true }),
      reason: t.arg.string(),
    },
    resolve: async (query, _root, { id, step, reason }, { app, actor }) => {
      await steerBatch(app, actor, { id, step, ...(reason != null && { reason }) })
      return app.db.batch.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)
