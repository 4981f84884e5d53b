import { DomainError } from '../../../../core/errors.ts'
import { type ObstacleKind, obstacleKinds, obstacleNames } from '../../../../core/progress/obstacles.ts'
import { builder } from '../../../graphql/builder.ts'
import { BilingualText } from '../../../graphql/errors.ts'
import { nameOf } from '../form-progress.ts'
import { UnitLinkType } from '../graphql.ts'
import { placesOn } from '../places.ts'
import { answerObstacle } from './answer-obstacle.ts'
import { type DailyDigest, dailyDigest, type OwnedObstacles } from './daily-digest.ts'
import { listObstacles, type ObstacleItem, type ObstaclePage } from './list-obstacles.ts'
import { readDailyReport } from './read-daily-report.ts'
import { submitDailyReport } from './submit-daily-report.ts'
import { type UnitPage, unitsWithoutReport } from './units-without-report.ts'

const Kind = builder.enumType('ObstacleKind', { values: obstacleKinds })

builder.prismaObject('Obstacle', {
  description: 'Khó khăn, vướng mắc.',
  fields: (t) => ({
    id: t.exposeString('id'),
    kind: t.field({ type: Kind, select: { kind: true }, resolve: ({ kind }) => kind as ObstacleKind }),
    text: t.exposeString('text'),
    ownerUnitCode: t.exposeString('ownerUnitCode'),
    ownerUnitName: t.string({
      select: { ownerUnitCode: true },
      resolve: async ({ ownerUnitCode }, _args, { app }) => nameOf(await placesOn(app), ownerUnitCode),
    }),
    answer: t.exposeString('answer', { nullable: true }),
    answeredAt: t.expose('answeredAt', { type: 'DateTime', nullable: true }),
  }),
})

const Report = builder.prismaObject('DailyReport', {
  description: 'Báo cáo ngày of a unit.',
  fields: (t) => ({
    id: t.exposeString('id'),
    unitCode: t.exposeString('unitCode'),
    broadcasts: t.exposeInt('broadcasts'),
    meetings: t.exposeInt('meetings'),
    peopleReached: t.exposeInt('peopleReached'),
    figures: t.string({
      description: 'JSON: form kind → counters and target of the unit’s roll-up when it reported',
      select: { figures: true },
      resolve: ({ figures }) => JSON.stringify(figures),
    }),
    submittedAt: t.expose('submittedAt', { type: 'DateTime' }),
    obstacles: t.relation('obstacles', { query: { orderBy: { id: 'asc' } } }),
  }),
})

const dayArgs = (t: Parameters<Parameters<typeof builder.queryField>[1]>[0]) => ({
  campaignId: t.arg.string({ required: true }),
  unitCode: t.arg.string({ description: 'the nation where left out' }),
  on: t.arg.string({ description: 'yyyy-MM-dd; today where left out' }),
})

const ReportOfDay = builder
  .objectRef<{ report: Awaited<ReturnType<typeof readDailyReport>> }>('DailyReportOfUnit')
  .implement({
    fields: (t) => ({
      report: t.expose('report', { type: Report, nullable: true, description: 'null until it is submitted' }),
    }),
  })

builder.queryField('dailyReport', (t) =>
  t.field({
    type: ReportOfDay,
    description: 'The report of one unit on a day.',
    authScopes: { may: 'progress.read' },
    errors: { types: [DomainError], union: { name: 'DailyReportResult' } },
    args: { ...dayArgs(t), unitCode: t.arg.string({ required: true }) },
    resolve: async (_root, { on, ...args }, { app, actor }) => ({
      report: await readDailyReport(app, actor, { ...args, on: on ?? null }),
    }),
  }),
)

const KindCount = builder.objectRef<OwnedObstacles['byKind'][number]>('OpenObstacles').implement({
  fields: (t) => ({
    kind: t.expose('kind', { type: Kind }),
    label: t.field({ type: BilingualText, resolve: ({ kind }) => obstacleNames[kind] }),
    open: t.exposeInt('open'),
  }),
})

const Owned = builder.objectRef<OwnedObstacles>('ObstaclesOfOwner').implement({
  fields: (t) => ({
    ownerUnitCode: t.exposeString('ownerUnitCode'),
    ownerUnitName: t.exposeString('ownerUnitName'),
    open: t.exposeInt('open'),
    oldestDays: t.exposeInt('oldestDays'),
    byKind: t.expose('byKind', { type: [KindCount] }),
  }),
})

const Digest = builder.objectRef<DailyDigest>('DailyDigest').implement({
  fields: (t) => ({
    on: t.exposeString('on'),
    broadcasts: t.exposeInt('broadcasts'),
    meetings: t.exposeInt('meetings'),
    peopleReached: t.exposeInt('peopleReached'),
    expected: t.exposeInt('expected', { description: 'communes that are to report' }),
    reported: t.exposeInt('reported'),
    obstacles: t.expose('obstacles', { type: [Owned], description: 'still open, the oldest first' }),
  }),
})

builder.queryField('dailyDigest', (t) =>
  t.field({
    type: Digest,
    description: 'The daily reports of an area, for the steering committee.',
    authScopes: { may: 'progress.read' },
    errors: { types: [DomainError], union: { name: 'DailyDigestResult' } },
    args: dayArgs(t),
    resolve: (_root, args, { app, actor }) => dailyDigest(app, actor, args),
  }),
)

const Units = builder.objectRef<UnitPage>('UnitPage').implement({
  fields: (t) => ({
    total: t.exposeInt('total'),
    units: t.expose('units', { type: [UnitLinkType] }),
    next: t.exposeString('next', { nullable: true, description: 'Pass as `after` for the next page.' }),
  }),
})

builder.queryField('unitsWithoutReport', (t) =>
  t.field({
    type: Units,
    description: 'Communes of an area that have not reported on a day.',
    authScopes: { may: 'progress.read' },
    errors: { types: [DomainError], union: { name: 'UnitsWithoutReportResult' } },
    args: { ...dayArgs(t), first: t.arg.int({ description: 'at most 50' }), after: t.arg.string() },
    resolve: (_root, args, { app, actor }) => unitsWithoutReport(app, actor, args),
  }),
)

const Item = builder.objectRef<ObstacleItem>('ObstacleItem').implement({
  fields: (t) => ({
    id: t.exposeString('id'),
    kind: t.expose('kind', { type: Kind }),
    label: t.field({ type: BilingualText, resolve: ({ kind }) => obstacleNames[kind] }),
    text: t.exposeString('text'),
    unitCode: t.exposeString('unitCode'),
    unitName: t.exposeString('unitName'),
    ownerUnitCode: t.exposeString('ownerUnitCode'),
    ownerUnitName: t.exposeString('ownerUnitName'),
    reportedOn: t.exposeString('reportedOn', { description: 'yyyy-MM-dd' }),
    daysOpen: t.exposeInt('daysOpen'),
    answer: t.exposeString('answer', { nullable: true }),
  }),
})

const Items = builder.objectRef<ObstaclePage>('ObstaclePage').implement({
  fields: (t) => ({
    obstacles: t.expose('obstacles', { type: [Item] }),
    next: t.exposeString('next', { nullable: true, description: 'Pass as `after` for the next page.' }),
  }),
})

builder.queryField('obstacles', (t) =>
  t.field({
    type: Items,
    description: 'Obstacles of the officer’s units and those put to them, the oldest first.',
    authScopes: { may: 'progress.read' },
    errors: { types: [DomainError], union: { name: 'ObstaclesResult' } },
    args: {
      campaignId: t.arg.string(),
      answered: t.arg.boolean({ description: 'open ones where left out' }),
      first: t.arg.int({ description: 'at most 50' }),
      after: t.arg.string(),
    },
    resolve: (_root, args, { app, actor }) => listObstacles(app, actor, args),
  }),
)

const ObstacleInput = builder.inputType('ObstacleInput', {
  fields: (t) => ({
    kind: t.field({ type: Kind, required: true }),
    text: t.string({ required: true }),
    ownerUnitCode: t.string({ required: true, description: 'the unit that is to answer' }),
  }),
})

builder.mutationField('submitDailyReport', (t) =>
  t.prismaField({
    type: 'DailyReport',
    description:
      'Today’s report of a unit, in place of an earlier one of today. Figures come from the tally.',
    authScopes: { may: 'report.submit' },
    errors: { types: [DomainError], union: { name: 'SubmitDailyReportResult' } },
    args: {
      campaignId: t.arg.string({ required: true }),
      unitCode: t.arg.string({ required: true }),
      broadcasts: t.arg.int({ required: true }),
      meetings: t.arg.int({ required: true }),
      peopleReached: t.arg.int({ required: true }),
      obstacles: t.arg({ type: [ObstacleInput], required: true }),
    },
    resolve: async (query, _root, args, { app, actor }) => {
      const id = await submitDailyReport(app, actor, args)
      return app.db.dailyReport.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)

builder.mutationField('answerObstacle', (t) =>
  t.prismaField({
    type: 'Obstacle',
    description: 'The answer of the unit that an obstacle was put to.',
    authScopes: { may: 'obstacle.answer' },
    errors: { types: [DomainError], union: { name: 'AnswerObstacleResult' } },
    args: { id: t.arg.string({ required: true }), answer: t.arg.string({ required: true }) },
    resolve: async (query, _root, args, { app, actor }) => {
      await answerObstacle(app, actor, args)
      return app.db.obstacle.findUniqueOrThrow({ ...query, where: { id: args.id } })
    },
  }),
)
