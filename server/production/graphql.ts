import { DomainError } from '../../core/errors.ts'
import { printJobLifecycle, type PrintJobState } from '../../core/lifecycle/print-job.ts'
import { failClasses } from '../../core/production/fail-codes.ts'
import { builder } from '../graphql/builder.ts'
import { failPrintJob } from './fail-print-job.ts'
import { issueBlanks } from './issue-blanks.ts'
import { passPrintJob } from './pass-print-job.ts'
import { type Finding, settlePrintJob } from './settle-print-job.ts'
import { settleScannedCard } from './settle-scanned-card.ts'

const State = builder.enumType('PrintJobState', {
  values: Object.keys(printJobLifecycle.table) as PrintJobState[],
})

builder.prismaObject('PrintJob', {
  description: 'One card to make. What stands on it goes to its station only.',
  fields: (t) => ({
    id: t.exposeString('id'),
    state: t.field({
      type: State,
      select: { status: true },
      resolve: ({ status }) => status as PrintJobState,
    }),
    applicationId: t.exposeString('applicationId'),
    template: t.exposeString('template'),
    priority: t.exposeInt('priority'),
    blankSerial: t.exposeString('blankSerial', { nullable: true }),
    failureCode: t.exposeString('failureCode', { nullable: true }),
    plannedAt: t.expose('plannedAt', { type: 'DateTime' }),
    card: t.relation('card', { nullable: true }),
  }),
})

builder.prismaObject('Card', {
  fields: (t) => ({
    id: t.exposeString('id'),
    serial: t.exposeString('serial'),
    state: t.exposeString('status'),
    applicationCode: t.string({
      select: { application: { select: { code: true } } },
      resolve: ({ application }) => application.code,
    }),
    unitCode: t.exposeString('unitCode'),
    replacesId: t.exposeString('replacesId', { nullable: true }),
  }),
})

builder.queryField('printJobs', (t) =>
  t.prismaConnection({
    type: 'PrintJob',
    cursor: 'id',
    description: 'Print jobs in a state, oldest first.',
    authScopes: { may: 'print-job.read' },
    args: { state: t.arg({ type: State, required: true }) },
    maxSize: 50,
    defaultSize: 20,
    resolve: (query, _root, { state }, { app }) =>
      app.db.printJob.findMany({ ...query, where: { status: state }, orderBy: { id: 'asc' } }),
  }),
)

builder.mutationField('passPrintJob', (t) =>
  t.prismaField({
    type: 'PrintJob',
    authScopes: { may: 'print-job.check' },
    errors: { types: [DomainError], union: { name: 'PassPrintJobResult' } },
    args: {
      id: t.arg.string({ required: true }),
      qr: t.arg.string({ description: 'What the scanner read from the card; without it nothing passes.' }),
    },
    resolve: async (query, _root, { id, qr }, { app, actor }) => {
      await passPrintJob(app, actor, { id, qr: qr ?? null })
      return app.db.printJob.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)

export const FailClassType = builder.enumType('FailClass', { values: failClasses })

builder.mutationField('failPrintJob', (t) =>
  t.prismaField({
    type: 'PrintJob',
    authScopes: { may: 'print-job.check' },
    errors: { types: [DomainError], union: { name: 'FailPrintJobResult' } },
    args: { id: t.arg.string({ required: true }), failClass: t.arg({ type: FailClassType, required: true }) },
    resolve: async (query, _root, args, { app, actor }) => {
      await failPrintJob(app, actor, args)
      return app.db.printJob.findUniqueOrThrow({ ...query, where: { id: args.id } })
    },
  }),
)

const Found = builder.enumType('TrayFinding', { values: ['GOOD', 'UNTOUCHED', 'SPOILED'] as const })

builder.mutationField('settlePrintJob', (t) =>
  t.prismaField({
    type: 'PrintJob',
    description: 'After an unknown outcome: what lies in the tray. A good card is scanned.',
    authScopes: { may: 'print-job.resolve' },
    errors: { types: [DomainError], union: { name: 'SettlePrintJobResult' } },
    args: {
      id: t.arg.string({ required: true }),
      found: t.arg({ type: Found, required: true }),
      qr: t.arg.string({ description: 'What the scanner read from a good card.' }),
      reason: t.arg.string(),
    },
    resolve: async (query, _root, { id, found, qr, reason }, { app, actor }) => {
      const finding: Finding =
        found === 'GOOD'
          ? { found, qr: qr ?? '' }
          : found === 'SPOILED'
            ? { found, reason: reason ?? 'DAMAGE' }
            : { found }
      await settlePrintJob(app, actor, { id, finding })
      return app.db.printJob.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)

builder.mutationField('settleScannedCard', (t) =>
  t.prismaField({
    type: 'PrintJob',
    description:
      'A card from a tray is scanned: it is the good card of whichever job of unknown outcome bears its QR.',
    authScopes: { may: 'print-job.resolve' },
    errors: { types: [DomainError], union: { name: 'SettleScannedCardResult' } },
    args: { qr: t.arg.string({ required: true }) },
    resolve: async (query, _root, args, { app, actor }) => {
      const { key } = await settleScannedCard(app, actor, args)
      return app.db.printJob.findUniqueOrThrow({ ...query, where: { id: key } })
    },
  }),
)

const IssuedBlanks = builder
  .objectRef<{ first: string; last: string; count: number }>('IssuedBlanks')
  .implement({
    fields: (t) => ({
      first: t.exposeString('first'),
      last: t.exposeString('last'),
      count: t.exposeInt('count'),
    }),
  })

builder.mutationField('issueBlanks', (t) =>
  t.field({
    type: IssuedBlanks,
    description: 'Gives blank cards of the store to a production station.',
    authScopes: { may: 'stock.issue' },
    errors: { types: [DomainError], union: { name: 'IssueBlanksResult' } },
    args: { stationId: t.arg.string({ required: true }), count: t.arg.int({ required: true }) },
    resolve: (_root, args, { app, actor }) => issueBlanks(app, actor, args),
  }),
)
