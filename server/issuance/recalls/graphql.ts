import { DomainError } from '../../../core/errors.ts'
import { builder } from '../../graphql/builder.ts'
import { reachOf } from '../../kernel/authorise.ts'
import { type RecallCounts, recallCounts } from './recall-counts.ts'
import { recordHolderTold } from './record-holder-told.ts'

const Action = builder.enumType('RecallAction', { values: ['REMAKE', 'TELL_HOLDER'] as const })

builder.prismaObject('RecallItem', {
  description: 'A card whose chip was signed by a signer that is revoked since.',
  fields: (t) => ({
    recallId: t.exposeString('recallId'),
    cardId: t.exposeString('cardId'),
    action: t.exposeString('action', { description: 'REMAKE: nobody holds it yet; TELL_HOLDER.' }),
    cardSerial: t.string({
      select: { card: { select: { serial: true } } },
      resolve: ({ card }) => card.serial,
    }),
    cardState: t.string({
      select: { card: { select: { status: true } } },
      resolve: ({ card }) => card.status,
    }),
    unitCode: t.string({
      select: { card: { select: { unitCode: true } } },
      resolve: ({ card }) => card.unitCode,
    }),
    applicationCode: t.string({
      select: { card: { select: { application: { select: { code: true } } } } },
      resolve: ({ card }) => card.application.code,
    }),
    openedAt: t.field({
      type: 'DateTime',
      select: { recall: { select: { openedAt: true } } },
      resolve: ({ recall }) => recall.openedAt,
    }),
    doneAt: t.expose('doneAt', { type: 'DateTime', nullable: true }),
    ending: t.exposeString('ending', {
      nullable: true,
      description:
        'State of a card that ended by itself, so that nothing was left to do; null: it was made again, or its holder told.',
    }),
  }),
})

builder.queryField('recallItems', (t) =>
  t.prismaConnection({
    type: 'RecallItem',
    cursor: 'recallId_cardId',
    description:
      'What is still to be done for recalled cards of the officer’s units, oldest recall first; or what was done, the last first.',
    authScopes: { may: 'recall.read' },
    args: { action: t.arg({ type: Action }), done: t.arg.boolean({ defaultValue: false }) },
    maxSize: 50,
    defaultSize: 20,
    resolve: async (query, _root, { action, done }, { app, actor }) => {
      const units = await reachOf(app, actor, 'recall.read')
      const ofUnits = units && { card: { unitCode: { in: [...units] } } }
      return app.db.recallItem.findMany({
        ...query,
        where: { ...(action && { action }), doneAt: done ? { not: null } : null, ...ofUnits },
        orderBy: [
          done ? { doneAt: 'desc' } : { recall: { openedAt: 'asc' } },
          { recallId: 'asc' },
          { cardId: 'asc' },
        ],
      })
    },
  }),
)

const Counts = builder.objectRef<RecallCounts>('RecallCounts').implement({
  description: 'Cards of open recalls in the officer’s units, by what is still to be done.',
  fields: (t) => ({
    toTell: t.exposeInt('toTell', { description: 'Whose holder is to be told.' }),
    toRemake: t.exposeInt('toRemake', { description: 'Nobody holds them yet.' }),
    done: t.exposeInt('done'),
  }),
})

builder.queryField('recallCounts', (t) =>
  t.field({
    type: Counts,
    authScopes: { may: 'recall.read' },
    resolve: (_root, _args, { app, actor }) => recallCounts(app, actor),
  }),
)

builder.mutationField('recordHolderTold', (t) =>
  t.prismaField({
    type: 'RecallItem',
    description: 'The holder of a recalled card was told to exchange it, free of charge.',
    authScopes: { may: 'recall.tell' },
    errors: { types: [DomainError], union: { name: 'RecordHolderToldResult' } },
    args: { recallId: t.arg.string({ required: true }), cardId: t.arg.string({ required: true }) },
    resolve: async (query, _root, { recallId, cardId }, { app, actor }) => {
      await recordHolderTold(app, actor, { recallId, cardId })
      return app.db.recallItem.findUniqueOrThrow({
        ...query,
        where: { recallId_cardId: { recallId, cardId } },
      })
    },
  }),
)
