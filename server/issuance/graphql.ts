import type { OldCardDue } from '../../core/enrollment/surrender.ts'
import { DomainError } from '../../core/errors.ts'
import { collectors } from '../../core/issuance/collectors.ts'
import { builder } from '../graphql/builder.ts'
import { reachOf } from '../kernel/authorise.ts'
import { correctFile, faults } from './correct-file.ts'
import { type CounterCard, counterCard } from './counter-card.ts'
import { decideHandOver } from './decide-hand-over.ts'
import { holderRecognition, type HolderRecognition } from './holder-recognition.ts'
import { receiveCard } from './receive-card.ts'
import { misprints, remakeCard } from './remake-card.ts'

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

const CollectorType = builder.enumType('Collector', { values: collectors })

const OldCardType = builder.objectRef<OldCardDue>('OldCardDue').implement({
  description: 'An old card that is dealt with before the new one is handed over.',
  fields: (t) => ({
    kind: t.exposeString('kind', { description: 'As in core/enrollment/surrender.ts.' }),
    number: t.exposeString('number'),
    handlings: t.stringList({ resolve: ({ handlings }) => [...handlings] }),
  }),
})

const CounterCardType = builder.objectRef<CounterCard>('CounterCard').implement({
  description: 'A card at the counter, and what its hand-over needs.',
  fields: (t) => ({
    id: t.exposeString('id'),
    serial: t.exposeString('serial'),
    slot: t.exposeString('slot', { nullable: true }),
    applicationCode: t.exposeString('applicationCode'),
    applicationState: t.exposeString('applicationState'),
    readyOn: t.exposeString('readyOn', { nullable: true, description: 'yyyy-MM-dd' }),
    template: t.exposeString('template'),
    face: t.expose('face', { type: 'CardFace' }),
    portraitPath: t.exposeString('portraitPath', { nullable: true }),
    fingers: t.intList({ resolve: ({ fingers }) => [...fingers] }),
    oldCards: t.field({ type: [OldCardType], resolve: ({ oldCards }) => oldCards }),
    collectors: t.field({ type: [CollectorType], resolve: (card) => card.collectors }),
    inPerson: t.stringList({
      description: 'Why only the holder may take it: codes of core/issuance/in-person.ts.',
      resolve: ({ inPerson }) => [...inPerson],
    }),
    byPost: t.exposeBoolean('byPost', { description: 'Delivery by post was asked for.' }),
  }),
})

const scanned = 'What the scanner read: the card’s QR or the number of its blank.'

builder.queryField('counterCard', (t) =>
  t.field({
    type: CounterCardType,
    description: 'The scanned card, for its hand-over by POST /hand-overs. Audited.',
    authScopes: { may: 'card.hand-over' },
    errors: { types: [DomainError], union: { name: 'CounterCardResult' } },
    args: { scan: t.arg.string({ required: true, description: scanned }) },
    resolve: (_root, args, { app, actor }) => counterCard(app, actor, args),
  }),
)

const RecognitionType = builder.objectRef<HolderRecognition>('HolderRecognition').implement({
  description: 'How far the recognition of whoever stands at the counter has come.',
  fields: (t) => ({
    cardId: t.exposeString('cardId'),
    until: t.expose('until', { type: 'DateTime', nullable: true }),
    by: t.exposeString('by', { nullable: true, description: 'FINGERS or SUPERVISOR' }),
    tries: t.exposeInt('tries', { description: 'Comparisons of 24 hours that did not find the holder.' }),
    last: t.exposeString('last', { nullable: true, description: 'What the newest comparison found.' }),
  }),
})

builder.queryField('holderRecognition', (t) =>
  t.field({
    type: RecognitionType,
    description:
      'Whether the holder of the scanned card was recognised; asked again while fingers are taken.',
    authScopes: { may: 'card.hand-over' },
    errors: { types: [DomainError], union: { name: 'HolderRecognitionResult' } },
    args: { scan: t.arg.string({ required: true, description: scanned }) },
    resolve: (_root, args, { app, actor }) => holderRecognition(app, actor, args),
  }),
)

builder.mutationField('decideHandOver', (t) =>
  t.prismaField({
    type: 'Card',
    description: 'A supervisor recognises the holder, whom the fingers at the counter could not tell.',
    authScopes: { may: 'card.decide-hand-over' },
    errors: { types: [DomainError], union: { name: 'DecideHandOverResult' } },
    args: {
      scan: t.arg.string({ required: true, description: scanned }),
      reason: t.arg.string({ required: true, description: '10 to 500 characters.' }),
    },
    resolve: async (query, _root, args, { app, actor }) => {
      const { cardId } = await decideHandOver(app, actor, args)
      return app.db.card.findUniqueOrThrow({ ...query, where: { id: cardId } })
    },
  }),
)

const Misprint = builder.enumType('Misprint', { values: misprints })

builder.mutationField('remakeCard', (t) =>
  t.prismaField({
    type: 'Card',
    description: 'The scanned card is misprinted or damaged: it is made again, first and free of charge.',
    authScopes: { may: 'card.reject' },
    errors: { types: [DomainError], union: { name: 'RemakeCardResult' } },
    args: {
      scan: t.arg.string({ required: true, description: scanned }),
      misprint: t.arg({ type: Misprint, required: true }),
    },
    resolve: async (query, _root, args, { app, actor }) => {
      const { cardId } = await remakeCard(app, actor, args)
      return app.db.card.findUniqueOrThrow({ ...query, where: { id: cardId } })
    },
  }),
)

const FaultType = builder.enumType('ApplicationFault', { values: faults })

builder.mutationField('correctFile', (t) =>
  t.prismaField({
    type: 'Card',
    description:
      'The scanned card bears wrong data: its file goes back to the desk, with whose error it was.',
    authScopes: { may: 'card.reject' },
    errors: { types: [DomainError], union: { name: 'CorrectFileResult' } },
    args: {
      scan: t.arg.string({ required: true, description: scanned }),
      fault: t.arg({ type: FaultType, required: true }),
    },
    resolve: async (query, _root, args, { app, actor }) => {
      const { cardId } = await correctFile(app, actor, args)
      return app.db.card.findUniqueOrThrow({ ...query, where: { id: cardId } })
    },
  }),
)
