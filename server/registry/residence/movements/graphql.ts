import { DomainError } from '../../../../core/errors.ts'
import { type MovementFault, reporterKinds } from '../../../../core/residence/movement-list.ts'
import { builder } from '../../../graphql/builder.ts'
import type { GraphqlContext } from '../../../graphql/context.ts'
import { BilingualText } from '../../../graphql/errors.ts'
import { reachOf } from '../../../kernel/authorise.ts'
import { calendarDateOf } from '../../../kernel/clock.ts'
import { applyMovement } from './apply-movement.ts'
import { type ImportedMovements, importMovements } from './import-movements.ts'
import { movementRefusals, rejectMovement } from './reject-movement.ts'

builder.prismaObject('MovementEvent', {
  description: 'An arrival or a departure that an employer or a landlord reports.',
  fields: (t) => ({
    id: t.exposeString('id'),
    state: t.exposeString('status', { description: 'PENDING, APPLIED, REJECTED' }),
    reporterKind: t.exposeString('reporterKind'),
    reporter: t.exposeString('reporter'),
    unitCode: t.exposeString('unitCode'),
    kind: t.exposeString('kind', { description: 'ARRIVED, LEFT' }),
    on: t.string({ select: { on: true }, resolve: ({ on }) => calendarDateOf(on) }),
    number: t.exposeString('number', { nullable: true }),
    name: t.exposeString('name'),
    birthDate: t.exposeString('birthDate', { nullable: true }),
    addressText: t.exposeString('addressText'),
    residentId: t.exposeString('residentId', { nullable: true, description: 'null: nobody was matched' }),
    residentName: t.string({
      nullable: true,
      select: { resident: { select: { name: true } } },
      resolve: ({ resident }) => resident?.name ?? null,
    }),
    recordedByMe: t.boolean({
      description: 'then another officer reviews it',
      select: { recordedById: true },
      resolve: ({ recordedById }, _args, { actor }) => recordedById === actor.id,
    }),
    reason: t.exposeString('reason', { nullable: true }),
  }),
})

const pending = async ({ app, actor }: GraphqlContext) => {
  const units = await reachOf(app, actor, 'movement.review')
  return { status: 'PENDING', ...(units && { unitCode: { in: [...units] } }) }
}

builder.queryField('movementsToReview', (t) =>
  t.prismaConnection({
    type: 'MovementEvent',
    cursor: 'id',
    description: 'Reports that wait for a review in the officer’s units.',
    authScopes: { may: 'movement.review' },
    maxSize: 50,
    defaultSize: 20,
    totalCount: async (_root, _args, context) =>
      context.app.db.movementEvent.count({ where: await pending(context) }),
    resolve: async (query, _root, _args, context) =>
      context.app.db.movementEvent.findMany({
        ...query,
        where: await pending(context),
        orderBy: { id: 'asc' },
      }),
  }),
)

const Fault = builder.objectRef<MovementFault>('MovementFault').implement({
  fields: (t) => ({
    line: t.exposeInt('line'),
    column: t.exposeString('column'),
    text: t.field({ type: BilingualText, resolve: ({ text }) => text }),
  }),
})

const Imported = builder.objectRef<ImportedMovements>('ImportedMovements').implement({
  fields: (t) => ({
    added: t.exposeInt('added'),
    knownBefore: t.exposeInt('knownBefore'),
    matched: t.exposeInt('matched'),
    faults: t.field({ type: [Fault], resolve: ({ faults }) => [...faults] }),
  }),
})

const Reporter = builder.enumType('MovementReporter', { values: reporterKinds })

builder.mutationField('importMovements', (t) =>
  t.field({
    type: Imported,
    description: 'Takes in a list: kind,on,number,name,birth_date,address. The same list again adds nothing.',
    authScopes: { may: 'movement.report' },
    errors: { types: [DomainError], union: { name: 'ImportMovementsResult' } },
    args: {
      unitCode: t.arg.string({ required: true, description: 'where the workplace or the house is' }),
      reporterKind: t.arg({ type: Reporter, required: true }),
      reporter: t.arg.string({ required: true }),
      csv: t.arg.string({ required: true, description: 'at most 2 MB' }),
    },
    resolve: (_root, args, { app, actor }) => importMovements(app, actor, args),
  }),
)

builder.mutationField('applyMovement', (t) =>
  t.prismaField({
    type: 'MovementEvent',
    description: 'Opens or closes the temporary address; never by the officer who took the report in.',
    authScopes: { may: 'movement.review' },
    errors: { types: [DomainError], union: { name: 'ApplyMovementResult' } },
    args: {
      id: t.arg.string({ required: true }),
      number: t.arg.string({ description: 'the person, where the list did not tell or was wrong' }),
    },
    resolve: async (query, _root, args, { app, actor }) => {
      await applyMovement(app, actor, args)
      return app.db.movementEvent.findUniqueOrThrow({ ...query, where: { id: args.id } })
    },
  }),
)

const Refusal = builder.enumType('MovementRefusal', { values: movementRefusals })

builder.mutationField('rejectMovement', (t) =>
  t.prismaField({
    type: 'MovementEvent',
    authScopes: { may: 'movement.review' },
    errors: { types: [DomainError], union: { name: 'RejectMovementResult' } },
    args: { id: t.arg.string({ required: true }), reason: t.arg({ type: Refusal, required: true }) },
    resolve: async (query, _root, args, { app, actor }) => {
      await rejectMovement(app, actor, args)
      return app.db.movementEvent.findUniqueOrThrow({ ...query, where: { id: args.id } })
    },
  }),
)
