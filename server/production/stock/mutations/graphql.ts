import { DomainError } from '../../../../core/errors.ts'
import { builder } from '../../../graphql/builder.ts'
import { answerAlarm } from '../answer-alarm.ts'
import { claimLot } from '../claim-lot.ts'
import { confirmDeclaration } from '../confirm-declaration.ts'
import { declareStock } from '../declare-stock.ts'
import { giveBackBlanks } from '../give-back-blanks.ts'
// Defines the records that are changed here.
import '../graphql.ts'
import '../lists/graphql.ts'
import { spoilBlanks } from '../spoil-blanks.ts'
import { withdrawDeclaration } from '../withdraw-declaration.ts'
import { witnessSpoilages } from '../witness-spoilages.ts'

const BlanksMoved = builder.objectRef<{ count: number }>('BlanksMoved').implement({
  fields: (t) => ({ count: t.exposeInt('count') }),
})
const errors = <Name extends string>(name: Name) => ({ types: [DomainError], union: { name } })

builder.mutationField('giveBackBlanks', (t) =>
  t.field({
    type: BlanksMoved,
    description: 'Unused blanks go from a station back into its store.',
    authScopes: { may: 'stock.keep' },
    errors: errors('GiveBackBlanksResult'),
    args: {
      stationId: t.arg.string({ required: true }),
      firstSerial: t.arg.string({ required: true }),
      lastSerial: t.arg.string({ required: true }),
      count: t.arg.int({ required: true, description: 'Counted by hand.' }),
    },
    resolve: (_root, args, { app, actor }) => giveBackBlanks(app, actor, args),
  }),
)

const BlankSpoilClass = builder.enumType('BlankSpoilClass', {
  description: 'Why a blank is waste that no job has used.',
  values: ['DAMAGE', 'DEAD_ON_ARRIVAL', 'MACHINE', 'CHIP'] as const,
})

builder.mutationField('spoilBlanks', (t) =>
  t.field({
    type: BlanksMoved,
    description:
      'Blanks spoiled outside a job, in the store or at a station; another officer witnesses them.',
    authScopes: { may: 'stock.spoil' },
    errors: errors('SpoilBlanksResult'),
    args: {
      storeCode: t.arg.string({ required: true }),
      serials: t.arg.stringList({ required: true }),
      spoilClass: t.arg({ type: BlankSpoilClass, required: true }),
      reason: t.arg.string({ required: true }),
    },
    resolve: (_root, args, { app, actor }) => spoilBlanks(app, actor, args),
  }),
)

builder.mutationField('witnessSpoilages', (t) =>
  t.field({
    type: BlanksMoved,
    description: 'A second officer has seen these spoiled cards.',
    authScopes: { may: 'stock.spoil' },
    errors: errors('WitnessSpoilagesResult'),
    args: { storeCode: t.arg.string({ required: true }), serials: t.arg.stringList({ required: true }) },
    resolve: (_root, args, { app, actor }) => witnessSpoilages(app, actor, args),
  }),
)

for (const [name, kind, text] of [
  ['declareLoss', 'LOSS', 'Says that blanks are lost; another officer confirms it.'],
  ['declareFound', 'FOUND', 'Says that lost blanks are there again; a keeper of the store confirms it.'],
  [
    'declareDestruction',
    'DESTRUCTION',
    'Says that spoiled cards are destroyed; another officer confirms it.',
  ],
] as const)
  builder.mutationField(name, (t) =>
    t.prismaField({
      type: 'StockDeclaration',
      description: text,
      authScopes: { may: 'stock.declare' },
      errors: errors(`D${name.slice(1)}Result`),
      args: {
        storeCode: t.arg.string({ required: true }),
        serials: t.arg.stringList({ required: true }),
        reason: t.arg.string({ required: true }),
      },
      resolve: async (query, _root, args, { app, actor }) => {
        const { id } = await declareStock(app, actor, { kind, ...args })
        return app.db.stockDeclaration.findUniqueOrThrow({ ...query, where: { id } })
      },
    }),
  )

builder.mutationField('confirmStockDeclaration', (t) =>
  t.prismaField({
    type: 'StockDeclaration',
    description: 'The second officer confirms: only now it is so, and the record is written.',
    authScopes: { may: 'stock.declare' },
    errors: errors('ConfirmStockDeclarationResult'),
    args: { id: t.arg.string({ required: true }) },
    resolve: async (query, _root, { id }, { app, actor }) => {
      await confirmDeclaration(app, actor, { id })
      return app.db.stockDeclaration.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)

builder.mutationField('withdrawStockDeclaration', (t) =>
  t.prismaField({
    type: 'StockDeclaration',
    authScopes: { may: 'stock.declare' },
    errors: errors('WithdrawStockDeclarationResult'),
    args: { id: t.arg.string({ required: true }) },
    resolve: async (query, _root, { id }, { app, actor }) => {
      await withdrawDeclaration(app, actor, { id })
      return app.db.stockDeclaration.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)

builder.mutationField('claimLot', (t) =>
  t.prismaField({
    type: 'LotClaim',
    description: 'Claims a lot’s dead blanks from its supplier: all that were witnessed and not claimed yet.',
    authScopes: { may: 'stock.keep' },
    errors: errors('ClaimLotResult'),
    args: { lotId: t.arg.string({ required: true }) },
    resolve: async (query, _root, { lotId }, { app, actor }) => {
      const { id } = await claimLot(app, actor, { lotId })
      return app.db.lotClaim.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)

builder.mutationField('answerHotListAlarm', (t) =>
  t.prismaField({
    type: 'HotListAlarm',
    description: 'What was done about it.',
    authScopes: { may: 'hot-list.answer' },
    errors: errors('AnswerHotListAlarmResult'),
    args: { id: t.arg.string({ required: true }), answer: t.arg.string({ required: true }) },
    resolve: async (query, _root, { id, answer }, { app, actor }) => {
      await answerAlarm(app, actor, { id, answer })
      return app.db.hotListAlarm.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)
