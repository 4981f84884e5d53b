import { DomainError } from '../../../core/errors.ts'
import { type CardListKind, cardListKindNames } from '../../../core/issuance/card-list.ts'
import { cardListLifecycle } from '../../../core/lifecycle/card-list.ts'
import type { StateOf } from '../../../core/lifecycle/machine.ts'
import { builder } from '../../graphql/builder.ts'
import { NotFound } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'
import { closeCardList } from './close-card-list.ts'
import { discardCardList } from './discard-card-list.ts'
import { listCard, type ListedCard } from './list-card.ts'
import { listsWithin } from './lists-within.ts'
import { openCardList } from './open-card-list.ts'
import { sendCardList } from './send-card-list.ts'
import { takeListedCard, type TakenCard } from './take-listed-card.ts'
import { unlistCard } from './unlist-card.ts'
import { writeOffListed } from './write-off-listed.ts'

type State = StateOf<typeof cardListLifecycle>
const StateType = builder.enumType('CardListState', {
  values: Object.keys(cardListLifecycle.table) as State[],
})
const KindType = builder.enumType('CardListKind', { values: cardListKindNames })

builder.prismaObject('CardListItem', {
  fields: (t) => ({
    position: t.exposeInt('position'),
    serial: t.string({ select: { card: { select: { serial: true } } }, resolve: ({ card }) => card.serial }),
    applicationCode: t.string({
      select: { card: { select: { application: { select: { code: true } } } } },
      resolve: ({ card }) => card.application.code,
    }),
    outcome: t.exposeString('outcome', { nullable: true }),
    reason: t.exposeString('reason', { nullable: true }),
  }),
})

builder.prismaObject('CardList', {
  description: 'Cards that leave a shelf with an officer.',
  fields: (t) => ({
    id: t.exposeString('id'),
    number: t.exposeString('number'),
    kind: t.field({ type: KindType, select: { kind: true }, resolve: ({ kind }) => kind as CardListKind }),
    state: t.field({ type: StateType, select: { status: true }, resolve: ({ status }) => status as State }),
    fromCentre: t.exposeString('fromCentre'),
    toCentre: t.exposeString('toCentre', { nullable: true }),
    openedAt: t.expose('openedAt', { type: 'DateTime' }),
    openedByMe: t.boolean({
      select: { openedBy: true },
      resolve: ({ openedBy }, _args, { actor }) => openedBy === actor.id,
    }),
    sentByMe: t.boolean({
      select: { sentBy: true },
      resolve: ({ sentBy }, _args, { actor }) => sentBy !== null && sentBy === actor.id,
    }),
    sentAt: t.expose('sentAt', { type: 'DateTime', nullable: true }),
    closedAt: t.expose('closedAt', { type: 'DateTime', nullable: true }),
    count: t.relationCount('items'),
    left: t.relationCount('items', { where: { outcome: null } }),
    missing: t.relationCount('items', { where: { outcome: 'MISSING' } }),
    paperUrl: t.string({
      nullable: true,
      select: { id: true, sentAt: true },
      resolve: ({ id, sentAt }) => (sentAt === null ? null : `/card-lists/${id}/list.pdf`),
    }),
    items: t.relation('items', { query: { orderBy: { position: 'asc' } } }),
  }),
})

builder.queryField('cardLists', (t) =>
  t.prismaConnection({
    type: 'CardList',
    cursor: 'id',
    description: 'Lists that leave or reach the officer’s units, the newest first.',
    authScopes: { may: 'card-list.receive' },
    maxSize: 50,
    defaultSize: 20,
    args: { state: t.arg({ type: StateType, required: true }) },
    resolve: async (query, _root, { state }, { app, actor }) =>
      app.db.cardList.findMany({
        ...query,
        where: { AND: [{ status: state }, await listsWithin(app, actor)] },
        orderBy: { id: 'desc' },
      }),
  }),
)

builder.queryField('cardList', (t) =>
  t.prismaField({
    type: 'CardList',
    description: 'One list, by its id or its number.',
    authScopes: { may: 'card-list.receive' },
    errors: { types: [DomainError], union: { name: 'CardListResult' } },
    args: { id: t.arg.string(), number: t.arg.string() },
    resolve: async (query, _root, { id, number }, { app, actor }) => {
      const wanted = id ? { id: recordId(id, 'card list') } : { number: (number ?? '').trim().toUpperCase() }
      const where = { AND: [wanted, await listsWithin(app, actor)] }
      const list = await app.db.cardList.findFirst({ ...query, where })
      if (!list) throw new NotFound('card list')
      return list
    },
  }),
)

builder.mutationField('openCardList', (t) =>
  t.prismaField({
    type: 'CardList',
    description: 'An empty list, to another place, to the homes or back to the factory.',
    authScopes: { may: 'card-list.send' },
    errors: { types: [DomainError], union: { name: 'OpenCardListResult' } },
    args: {
      kind: t.arg({ type: KindType, required: true }),
      fromCentre: t.arg.string({ required: true }),
      toCentre: t.arg.string(),
    },
    resolve: async (query, _root, { toCentre, ...rest }, { app, actor }) => {
      const { id } = await openCardList(app, actor, { ...rest, toCentre: toCentre ?? null })
      return app.db.cardList.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)

const ListedType = builder.objectRef<ListedCard>('ListedCard').implement({
  fields: (t) => ({
    serial: t.exposeString('serial'),
    position: t.exposeInt('position'),
    count: t.exposeInt('count'),
  }),
})

builder.mutationField('listCard', (t) =>
  t.field({
    type: ListedType,
    description: 'A card is scanned onto an open list.',
    authScopes: { may: 'card-list.send' },
    errors: { types: [DomainError], union: { name: 'ListCardResult' } },
    args: { listId: t.arg.string({ required: true }), scan: t.arg.string({ required: true }) },
    resolve: (_root, args, { app, actor }) => listCard(app, actor, args),
  }),
)

const TakenType = builder.objectRef<TakenCard>('TakenCard').implement({
  fields: (t) => ({
    serial: t.exposeString('serial'),
    again: t.exposeBoolean('again'),
    left: t.exposeInt('left'),
  }),
})

builder.mutationField('takeListedCard', (t) =>
  t.field({
    type: TakenType,
    description: 'At its destination a card of a list is scanned in.',
    authScopes: { may: 'card-list.receive' },
    errors: { types: [DomainError], union: { name: 'TakeListedCardResult' } },
    args: { listId: t.arg.string({ required: true }), scan: t.arg.string({ required: true }) },
    resolve: (_root, args, { app, actor }) => takeListedCard(app, actor, args),
  }),
)

builder.mutationField('unlistCard', (t) =>
  t.prismaField({
    type: 'CardList',
    description: 'A card is taken off a list that has not left.',
    authScopes: { may: 'card-list.send' },
    errors: { types: [DomainError], union: { name: 'UnlistCardResult' } },
    args: { listId: t.arg.string({ required: true }), scan: t.arg.string({ required: true }) },
    resolve: async (query, _root, args, { app, actor }) => {
      await unlistCard(app, actor, args)
      return app.db.cardList.findUniqueOrThrow({ ...query, where: { id: args.listId } })
    },
  }),
)

builder.mutationField('sendCardList', (t) =>
  t.prismaField({
    type: 'CardList',
    description: 'The list leaves; one to the homes is signed for by who carries it.',
    authScopes: { may: 'card-list.send' },
    errors: { types: [DomainError], union: { name: 'SendCardListResult' } },
    args: { id: t.arg.string({ required: true }) },
    resolve: async (query, _root, { id }, { app, actor }) => {
      await sendCardList(app, actor, { id })
      return app.db.cardList.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)

builder.mutationField('discardCardList', (t) =>
  t.prismaField({
    type: 'CardList',
    description: 'A list that has not left is given up.',
    authScopes: { may: 'card-list.send' },
    errors: { types: [DomainError], union: { name: 'DiscardCardListResult' } },
    args: { id: t.arg.string({ required: true }) },
    resolve: async (query, _root, { id }, { app, actor }) => {
      await discardCardList(app, actor, { id })
      return app.db.cardList.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)

builder.mutationField('closeCardList', (t) =>
  t.prismaField({
    type: 'CardList',
    description: 'The receiver’s signature: what was not scanned in is missing.',
    authScopes: { may: 'card-list.receive' },
    errors: { types: [DomainError], union: { name: 'CloseCardListResult' } },
    args: { id: t.arg.string({ required: true }) },
    resolve: async (query, _root, { id }, { app, actor }) => {
      await closeCardList(app, actor, { id })
      return app.db.cardList.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)

builder.mutationField('writeOffListed', (t) =>
  t.prismaField({
    type: 'CardList',
    description: 'Cards that a list lost are given up: each is revoked, hot-listed and made again.',
    authScopes: { may: 'parcel.write-off' },
    errors: { types: [DomainError], union: { name: 'WriteOffListedResult' } },
    args: { id: t.arg.string({ required: true }) },
    resolve: async (query, _root, { id }, { app, actor }) => {
      await writeOffListed(app, actor, { id })
      return app.db.cardList.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)
