import { DomainError } from '../../../../core/errors.ts'
import { builder } from '../../../graphql/builder.ts'
import { assignCollector } from './assign-collector.ts'
import { type CollectorLoad, collectorLoads } from './collector-loads.ts'
import { endCollectorAssignment } from './end-collector-assignment.ts'
import type { RoleHolder } from '../../../kernel/role-holders.ts'
import { listCollectors } from './list-collectors.ts'
import { type HamletCollector, type HamletItem, type HamletPage, listHamlets } from './list-hamlets.ts'

const Collector = builder.objectRef<HamletCollector>('HamletCollector').implement({
  fields: (t) => ({
    assignmentId: t.exposeString('assignmentId'),
    officerId: t.exposeString('officerId'),
    officer: t.exposeString('officer'),
    team: t.exposeString('team', { nullable: true }),
  }),
})

const Hamlet = builder.objectRef<HamletItem>('Hamlet').implement({
  description: 'Thôn, ấp, bản, phum, sóc, tổ dân phố.',
  fields: (t) => ({
    unitCode: t.exposeString('unitCode'),
    unitName: t.exposeString('unitName'),
    name: t.exposeString('name'),
    households: t.exposeInt('households'),
    collectors: t.expose('collectors', { type: [Collector], description: 'none: not covered' }),
  }),
})

const Hamlets = builder.objectRef<HamletPage>('HamletPage').implement({
  fields: (t) => ({
    hamlets: t.expose('hamlets', { type: [Hamlet] }),
    next: t.exposeString('next', { nullable: true, description: 'Pass as `after` for the next page.' }),
  }),
})

builder.queryField('hamlets', (t) =>
  t.field({
    type: Hamlets,
    description: 'Hamlets of a unit with their collectors on a day, or only those without.',
    authScopes: { may: 'progress.read' },
    errors: { types: [DomainError], union: { name: 'HamletsResult' } },
    args: {
      unitCode: t.arg.string({ required: true }),
      uncovered: t.arg.boolean({ description: 'only hamlets where nobody collects' }),
      on: t.arg.string({ description: 'yyyy-MM-dd; today where left out' }),
      first: t.arg.int({ description: 'at most 50' }),
      after: t.arg.string(),
    },
    resolve: (_root, args, { app, actor }) => listHamlets(app, actor, args),
  }),
)

const Load = builder.objectRef<CollectorLoad>('CollectorLoad').implement({
  fields: (t) => ({
    officerId: t.exposeString('officerId'),
    officer: t.exposeString('officer'),
    hamlets: t.exposeInt('hamlets'),
    households: t.exposeInt('households', { description: 'shared with others in the same hamlet' }),
  }),
})

const Loads = builder.objectRef<{ loads: readonly CollectorLoad[] }>('CollectorLoads').implement({
  fields: (t) => ({ loads: t.expose('loads', { type: [Load] }) }),
})

builder.queryField('collectorLoads', (t) =>
  t.field({
    type: Loads,
    description: 'What each collector of a unit has to do, the most first.',
    authScopes: { may: 'progress.read' },
    errors: { types: [DomainError], union: { name: 'CollectorLoadsResult' } },
    args: {
      unitCode: t.arg.string({ required: true }),
      on: t.arg.string({ description: 'yyyy-MM-dd; today where left out' }),
    },
    resolve: async (_root, args, { app, actor }) => ({ loads: await collectorLoads(app, actor, args) }),
  }),
)

const CollectorType = builder.objectRef<RoleHolder>('FormCollector').implement({
  description: 'Who may be sent to a hamlet.',
  fields: (t) => ({
    officerId: t.exposeString('officerId'),
    name: t.exposeString('name'),
    unitCode: t.exposeString('unitCode', { description: 'Where the role is held.' }),
  }),
})

const Collectors = builder.objectRef<{ collectors: readonly RoleHolder[] }>('FormCollectors').implement({
  fields: (t) => ({ collectors: t.expose('collectors', { type: [CollectorType] }) }),
})

builder.queryField('formCollectors', (t) =>
  t.field({
    type: Collectors,
    description: 'Officers who may collect in a unit, by name, at most 200.',
    authScopes: { may: 'collector.assign' },
    errors: { types: [DomainError], union: { name: 'FormCollectorsResult' } },
    args: { unitCode: t.arg.string({ required: true }) },
    resolve: async (_root, args, { app, actor }) => ({ collectors: await listCollectors(app, actor, args) }),
  }),
)

const AssignmentId = builder.objectRef<{ id: string }>('CollectorAssignment').implement({
  fields: (t) => ({ id: t.exposeString('id') }),
})

builder.mutationField('assignCollector', (t) =>
  t.field({
    type: AssignmentId,
    description: 'Sends a collector, alone or in a team, to a hamlet.',
    authScopes: { may: 'collector.assign' },
    errors: { types: [DomainError], union: { name: 'AssignCollectorResult' } },
    args: {
      officerId: t.arg.string({ required: true }),
      unitCode: t.arg.string({ required: true }),
      hamlet: t.arg.string({ required: true }),
      team: t.arg.string(),
      validFrom: t.arg.string({ description: 'yyyy-MM-dd; today where left out' }),
      validTo: t.arg.string({ description: 'yyyy-MM-dd: the first day after it' }),
    },
    resolve: async (_root, { team, validFrom, validTo, ...args }, { app, actor }) => {
      const period = { validFrom: validFrom ?? null, validTo: validTo ?? null }
      return { id: await assignCollector(app, actor, { ...args, ...period, team: team ?? null }) }
    },
  }),
)

builder.mutationField('endCollectorAssignment', (t) =>
  t.field({
    type: AssignmentId,
    authScopes: { may: 'collector.assign' },
    errors: { types: [DomainError], union: { name: 'EndCollectorAssignmentResult' } },
    args: {
      id: t.arg.string({ required: true }),
      on: t.arg.string({ required: true, description: 'yyyy-MM-dd: the first day without it' }),
    },
    resolve: async (_root, args, { app, actor }) => {
      await endCollectorAssignment(app, actor, args)
      return { id: args.id }
    },
  }),
)
