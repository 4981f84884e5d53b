import { DomainError } from '../../../../core/errors.ts'
import { builder } from '../../../graphql/builder.ts'
import { reachOf } from '../../../kernel/authorise.ts'
import { type ImportPhase, importPhases } from '../import-phases.ts'
import { missingItems, type PersonToTopUp } from '../missing-items.ts'
import { settleCard } from '../settle-card.ts'

const Phase = builder.objectRef<ImportPhase>('ImportPhase').implement({
  description: 'How far a locality’s phase has come, of all its imports.',
  fields: (t) => ({
    unitCode: t.exposeString('unitCode'),
    phase: t.exposeString('phase'),
    imports: t.exposeInt('imports'),
    rows: t.exposeInt('rows'),
    loaded: t.exposeInt('loaded'),
    correct: t.exposeInt('correct'),
  }),
})

builder.queryField('importPhases', (t) =>
  t.field({
    type: [Phase],
    authScopes: { may: 'import.read' },
    resolve: async (_root, _args, { app, actor }) => [...(await importPhases(app, actor))],
  }),
)

const TopUp = builder.objectRef<PersonToTopUp>('PersonToTopUp').implement({
  fields: (t) => ({
    residentId: t.exposeString('residentId'),
    name: t.exposeString('name'),
    unitCode: t.exposeString('unitCode'),
    missing: t.stringList({
      description: 'Ids of items of DC01.',
      resolve: ({ missing }) => [...missing],
    }),
  }),
})
const TopUpPage = builder.objectRef<Awaited<ReturnType<typeof missingItems>>>('PersonToTopUpPage').implement({
  fields: (t) => ({
    people: t.field({ type: [TopUp], resolve: ({ people }) => [...people] }),
    next: t.exposeString('next', { nullable: true }),
  }),
})

builder.queryField('missingItems', (t) =>
  t.field({
    type: TopUpPage,
    description: 'People whose locality did not have all items of DC01, 50 at a time.',
    authScopes: { may: 'import.read' },
    args: { unitCode: t.arg.string(), item: t.arg.string(), after: t.arg.string() },
    resolve: (_root, args, { app, actor }) => missingItems(app, actor, args),
  }),
)

builder.prismaObject('UnmatchedLegacyCard', {
  description: 'A legacy card of which no person was found, or more than one.',
  fields: (t) => ({
    id: t.exposeString('id'),
    unitCode: t.exposeString('unitCode'),
    line: t.int({ select: { line: true }, resolve: ({ line }) => Number(line) }),
    reason: t.exposeString('reason', { description: 'NOBODY, SEVERAL, CONTRADICTS' }),
    kind: t.exposeString('kind'),
    number: t.exposeString('number'),
    name: t.exposeString('name'),
    birthDate: t.exposeString('birthDate', { description: 'yyyy, yyyy-MM or yyyy-MM-dd' }),
    issuedBy: t.exposeString('issuedBy', { nullable: true }),
    archivePlace: t.exposeString('archivePlace', { nullable: true }),
    settledAt: t.expose('settledAt', { type: 'DateTime', nullable: true }),
  }),
})

builder.queryField('unmatchedLegacyCards', (t) =>
  t.prismaConnection({
    type: 'UnmatchedLegacyCard',
    cursor: 'id',
    description: 'Cards that wait for an officer, within the officer’s units.',
    authScopes: { may: 'legacy-card.match' },
    maxSize: 50,
    defaultSize: 20,
    resolve: async (query, _root, _args, { app, actor }) => {
      const units = await reachOf(app, actor, 'legacy-card.match')
      const where = { settledAt: null, ...(units && { unitCode: { in: [...units] } }) }
      return app.db.unmatchedLegacyCard.findMany({ ...query, where, orderBy: { id: 'asc' } })
    },
  }),
)

builder.mutationField('settleLegacyCard', (t) =>
  t.prismaField({
    type: 'UnmatchedLegacyCard',
    description: 'Links a card to the person whose it is; without a person, it is nobody’s of the register.',
    authScopes: { may: 'legacy-card.match' },
    errors: { types: [DomainError], union: { name: 'SettleLegacyCardResult' } },
    args: { id: t.arg.string({ required: true }), residentId: t.arg.string() },
    resolve: async (query, _root, { id, residentId }, { app, actor }) => {
      await settleCard(app, actor, { id, residentId: residentId ?? null })
      return app.db.unmatchedLegacyCard.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)
