import { DomainError } from '../../core/errors.ts'
import { builder } from '../graphql/builder.ts'
import { reachOf } from '../kernel/authorise.ts'
import { decideHandOver } from './decide-hand-over.ts'
import { handOverCard } from './hand-over-card.ts'
import { receiveCard } from './receive-card.ts'

builder.queryField('cardsToReceive', (t) =>
  t.prismaConnection({
    type: 'Card',
    cursor: 'id',
    description: 'Cards on their way to the officer’s units.',
    authScopes: { may: 'card.receive' },
    maxSize: 50,
    defaultSize: 20,
    resolve: async (query, _root, _args, { app, actor }) => {
      const units = await reachOf(app, actor, 'card.receive')
      const where = { status: 'DISPATCHED', ...(units && { unitCode: { in: [...units] } }) }
      return app.db.card.findMany({ ...query, where, orderBy: { id: 'asc' } })
    },
  }),
)

builder.mutationField('receiveCard', (t) =>
  t.prismaField({
    type: 'Card',
    description: 'A card arrived at the place of collection.',
    authScopes: { may: 'card.receive' },
    errors: { types: [DomainError], union: { name: 'ReceiveCardResult' } },
    args: { id: t.arg.string({ required: true }) },
    resolve: async (query, _root, { id }, { app, actor }) => {
      await receiveCard(app, actor, { id })
      return app.db.card.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)

const Collector = builder.enumType('Collector', { values: ['HOLDER', 'REPRESENTATIVE'] as const })

builder.mutationField('handOverCard', (t) =>
  t.prismaField({
    type: 'Card',
    description:
      'Hands the scanned card to a representative. To its holder it is handed by POST /hand-overs, with the images of two to four fingers; here a holder is refused with the fingers to take.',
    authScopes: { may: 'card.hand-over' },
    errors: { types: [DomainError], union: { name: 'HandOverCardResult' } },
    args: {
      scan: t.arg.string({ required: true, description: 'What the scanner read from the card’s QR.' }),
      collector: t.arg({ type: Collector, required: true }),
    },
    resolve: async (query, _root, args, { app, actor }) => {
      const { key } = await handOverCard(app, actor, args)
      return app.db.card.findUniqueOrThrow({ ...query, where: { id: key } })
    },
  }),
)

builder.mutationField('decideHandOver', (t) =>
  t.prismaField({
    type: 'Card',
    description:
      'A supervisor hands the scanned card to its holder, whom the fingers at the counter could not tell.',
    authScopes: { may: 'card.decide-hand-over' },
    errors: { types: [DomainError], union: { name: 'DecideHandOverResult' } },
    args: {
      scan: t.arg.string({ required: true, description: 'What the scanner read from the card’s QR.' }),
      reason: t.arg.string({ required: true, description: '10 to 500 characters.' }),
    },
    resolve: async (query, _root, args, { app, actor }) => {
      const { key } = await decideHandOver(app, actor, args)
      return app.db.card.findUniqueOrThrow({ ...query, where: { id: key } })
    },
  }),
)
