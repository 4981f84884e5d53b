import { DomainError } from '../../../core/errors.ts'
import { builder } from '../../graphql/builder.ts'
import { lapseUncollected } from './lapse-uncollected.ts'
import { recallUncollected } from './recall-uncollected.ts'
import { type UncollectedCard, uncollectedCards, type UncollectedPage } from './uncollected-cards.ts'

const CardType = builder.objectRef<UncollectedCard>('UncollectedCard').implement({
  description: 'A card that waits longer than until the first reminder.',
  fields: (t) => ({
    cardId: t.exposeString('cardId'),
    serial: t.exposeString('serial'),
    slot: t.exposeString('slot', { nullable: true }),
    applicationCode: t.exposeString('applicationCode'),
    applicationState: t.exposeString('applicationState'),
    readyOn: t.exposeString('readyOn', { description: 'yyyy-MM-dd' }),
    remindedDay: t.exposeInt('remindedDay', { nullable: true }),
    givenUpOn: t.exposeString('givenUpOn'),
    mayLapseOn: t.exposeString('mayLapseOn'),
  }),
})

const PageType = builder.objectRef<UncollectedPage>('UncollectedPage').implement({
  fields: (t) => ({
    cards: t.field({ type: [CardType], resolve: ({ cards }) => cards }),
    next: t.exposeString('next', { nullable: true, description: 'Where the next page begins.' }),
  }),
})

builder.queryField('uncollectedCards', (t) =>
  t.field({
    type: PageType,
    description: 'Cards of the officer’s units that nobody came for, the longest first.',
    authScopes: { may: 'card.hand-over' },
    args: { after: t.arg.string() },
    resolve: (_root, { after }, { app, actor }) => uncollectedCards(app, actor, { after: after ?? null }),
  }),
)

const scanned = 'What the scanner read: the card’s QR or the number of its blank.'

builder.mutationField('recallUncollected', (t) =>
  t.prismaField({
    type: 'Card',
    description: 'The holder asks for a card that was given up: it waits again.',
    authScopes: { may: 'card.hand-over' },
    errors: { types: [DomainError], union: { name: 'RecallUncollectedResult' } },
    args: { scan: t.arg.string({ required: true, description: scanned }) },
    resolve: async (query, _root, args, { app, actor }) => {
      const { cardId: id } = await recallUncollected(app, actor, args)
      return app.db.card.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)

builder.mutationField('lapseUncollected', (t) =>
  t.prismaField({
    type: 'Card',
    description: 'Nobody came: the file lapses, and the card waits for its destruction by two officers.',
    authScopes: { may: 'card.lapse' },
    errors: { types: [DomainError], union: { name: 'LapseUncollectedResult' } },
    args: { scan: t.arg.string({ required: true, description: scanned }) },
    resolve: async (query, _root, args, { app, actor }) => {
      const { cardId: id } = await lapseUncollected(app, actor, args)
      return app.db.card.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)
