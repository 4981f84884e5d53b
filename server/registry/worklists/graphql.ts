import { fullUnitName, unitAt } from '../../../core/citizen/administrative-units.ts'
import { correctableFields, type CorrectableFieldName } from '../../../core/citizen/correction.ts'
import { DomainError } from '../../../core/errors.ts'
import { parseFormSerial } from '../../../core/forms/serial.ts'
import { builder } from '../../graphql/builder.ts'
import { BilingualText } from '../../graphql/errors.ts'
import type { App } from '../../kernel/app.ts'
import { reachOf } from '../../kernel/authorise.ts'
import { calendarDateOf } from '../../kernel/clock.ts'
import { unitsNow } from '../../kernel/units.ts'
import { readCorrectableRecord, type ReadRecord } from './read-correctable-record.ts'
import { readForm } from './read-form.ts'
import { type WorkQueue, workQueues } from './work-queues.ts'

const QueueKind = builder.enumType('WorkQueueKind', {
  values: ['FORMS', 'FORMS_TO_KEY', 'TRANSFERS_TO_RECEIVE', 'CHANGES_TO_DECIDE', 'MY_CHANGES'] as const,
})

const Queue = builder.objectRef<WorkQueue>('WorkQueue').implement({
  description: 'Work that waits for the officer.',
  fields: (t) => ({
    kind: t.expose('kind', { type: QueueKind }),
    state: t.exposeString('state', { nullable: true, description: 'Of forms.' }),
    count: t.exposeInt('count', { description: '10 000 says: at least as many.' }),
    oldestAt: t.expose('oldestAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Since when the oldest waits; of a long queue, the oldest of its first 500.',
    }),
  }),
})

builder.queryField('workQueues', (t) =>
  t.field({
    type: [Queue],
    description:
      'What waits for the signed-in officer, by roles and units; queues without work are left out.',
    authScopes: { may: 'session.read' },
    resolve: async (_root, _args, { app, actor }) => [...(await workQueues(app, actor))],
  }),
)

/** As a unit is called today, or was called last. */
async function unitName(app: App, code: string): Promise<string> {
  const { tree, today } = await unitsNow(app)
  const unit = unitAt(tree, { code, on: today }) ?? tree.records.get(code)?.at(-1)
  return unit ? fullUnitName(unit) : code
}

const Named = builder.objectRef<{ readonly code: string }>('UnitName').implement({
  fields: (t) => ({
    code: t.exposeString('code'),
    name: t.string({ resolve: ({ code }, _args, { app }) => unitName(app, code) }),
  }),
})

const mostNames = 100
const longestPage = 50

builder.queryField('unitNames', (t) =>
  t.field({
    type: [Named],
    description: 'Names of units by their codes, as of today or as they were called last; at most 100.',
    authScopes: { may: 'unit.search' },
    args: { codes: t.arg.stringList({ required: true }) },
    resolve: (_root, { codes }) => [...new Set(codes)].slice(0, mostNames).map((code) => ({ code })),
  }),
)

builder.prismaObjectFields('Form', (t) => ({
  unitName: t.string({
    select: { unitCode: true },
    resolve: ({ unitCode }, _args, { app }) => unitName(app, unitCode),
  }),
}))

builder.prismaObject('FormTransfer', {
  description: 'Bàn giao phiếu, from a unit to its scanning office; its receipt starts the 45 days.',
  fields: (t) => ({
    id: t.exposeString('id'),
    from: t.string({
      select: { fromUnitCode: true },
      resolve: ({ fromUnitCode }, _args, { app }) => unitName(app, fromUnitCode),
    }),
    to: t.string({
      select: { toUnitCode: true },
      resolve: ({ toUnitCode }, _args, { app }) => unitName(app, toUnitCode),
    }),
    sentAt: t.expose('sentAt', { type: 'DateTime' }),
    receivedAt: t.expose('receivedAt', { type: 'DateTime', nullable: true }),
    dueOn: t.string({
      nullable: true,
      select: { dueOn: true },
      description: 'yyyy-MM-dd: scanned, keyed and transmitted by then.',
      resolve: ({ dueOn }) => dueOn && calendarDateOf(dueOn),
    }),
    forms: t.relationCount('forms'),
    mine: t.boolean({
      select: { sentById: true },
      description: 'Sent by the signed-in officer, who may not sign the receipt too.',
      resolve: ({ sentById }, _args, { actor }) => sentById === actor.id,
    }),
  }),
})

builder.queryField('transfersToReceive', (t) =>
  t.prismaConnection({
    type: 'FormTransfer',
    cursor: 'id',
    description: 'Transfers on their way to the officer’s offices, the oldest first.',
    authScopes: { may: 'form.key' },
    maxSize: 50,
    defaultSize: 20,
    resolve: async (query, _root, _args, { app, actor }) => {
      const units = await reachOf(app, actor, 'form.key')
      const where = { receivedAt: null, ...(units && { toUnitCode: { in: [...units] } }) }
      return app.db.formTransfer.findMany({ ...query, where, orderBy: { id: 'asc' } })
    },
  }),
)

builder.queryField('form', (t) =>
  t.prismaField({
    type: 'Form',
    description: 'One form by its serial, as typed or scanned.',
    authScopes: { may: 'form.read' },
    errors: { types: [DomainError], union: { name: 'FormResult' } },
    args: { serial: t.arg.string({ required: true }) },
    resolve: async (query, _root, args, { app, actor }) => {
      const serial = await readForm(app, actor, args)
      return app.db.form.findUniqueOrThrow({ ...query, where: { serial } })
    },
  }),
)

builder.queryField('formsToKey', (t) =>
  t.prismaField({
    type: ['Form'],
    description:
      'Scanned forms that the officer may key and has not keyed yet, those nearest to their end first; at most 50.',
    authScopes: { may: 'form.key' },
    args: {
      first: t.arg.int(),
      serial: t.arg.string({ description: 'Only this one, if it is among them.' }),
    },
    resolve: async (query, _root, { first, serial }, { app, actor }) => {
      const units = await reachOf(app, actor, 'form.key')
      const where = {
        status: 'SCANNED',
        entries: { none: { officerId: actor.id ?? '' } },
        ...(serial && { serial: parseFormSerial(serial) }),
        ...(units && { unitCode: { in: [...units] } }),
      }
      return app.db.form.findMany({
        ...query,
        where,
        // A third key, a second, then fresh ones.
        orderBy: [{ entries: { _count: 'desc' } }, { serial: 'asc' }],
        take: Math.min(Math.max(first ?? longestPage, 1), longestPage),
      })
    },
  }),
)

interface FieldNow {
  readonly field: CorrectableFieldName
  readonly value: string | null
}

const RecordField = builder.objectRef<FieldNow>('CorrectableField').implement({
  fields: (t) => ({
    field: t.exposeString('field'),
    label: t.field({ type: BilingualText, resolve: ({ field }) => correctableFields[field].label }),
    value: t.exposeString('value', { nullable: true }),
  }),
})

const Correctable = builder.objectRef<ReadRecord>('CorrectableRecord').implement({
  description: 'The fields of a record that a correction may touch, and the version that it is based on.',
  fields: (t) => ({
    residentId: t.exposeString('residentId'),
    version: t.exposeInt('version'),
    number: t.exposeString('number', { nullable: true }),
    deceased: t.exposeBoolean('deceased'),
    fields: t.field({
      type: [RecordField],
      resolve: ({ record }) =>
        (Object.keys(correctableFields) as CorrectableFieldName[]).map((field) => ({
          field,
          value: record[field],
        })),
    }),
  }),
})

builder.queryField('correctableRecord', (t) =>
  t.field({
    type: Correctable,
    description: 'What a registrar sees before proposing a correction. Every view is kept in the audit.',
    authScopes: { may: 'resident.correct' },
    errors: { types: [DomainError], union: { name: 'CorrectableRecordResult' } },
    args: { residentId: t.arg.string({ required: true }) },
    resolve: (_root, args, { app, actor }) => readCorrectableRecord(app, actor, args),
  }),
)

builder.prismaObjectFields('ResidentChange', (t) => ({
  maker: t.string({
    select: { makerId: true },
    description: 'Name of the officer who proposed it.',
    resolve: async ({ makerId }, _args, { app }) => {
      const officer = await app.db.officer.findUnique({ where: { id: makerId }, select: { name: true } })
      return officer?.name ?? ''
    },
  }),
  mine: t.boolean({
    select: { makerId: true },
    description: 'Proposed by the signed-in officer, who may not decide it too.',
    resolve: ({ makerId }, _args, { actor }) => makerId === actor.id,
  }),
  residentName: t.string({
    select: { resident: { select: { name: true } } },
    resolve: ({ resident }) => resident.name,
  }),
  residentNumber: t.string({
    nullable: true,
    select: { resident: { select: { number: true } } },
    resolve: ({ resident }) => resident.number,
  }),
}))

builder.queryField('myChanges', (t) =>
  t.prismaConnection({
    type: 'ResidentChange',
    cursor: 'id',
    description: 'Corrections that the signed-in officer proposed, the newest first.',
    authScopes: { may: 'resident.correct' },
    maxSize: 50,
    defaultSize: 20,
    resolve: (query, _root, _args, { app, actor }) =>
      app.db.residentChange.findMany({
        ...query,
        where: { makerId: actor.id ?? '' },
        orderBy: { id: 'desc' },
      }),
  }),
)
