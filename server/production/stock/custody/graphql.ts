import { DomainError } from '../../../../core/errors.ts'
import { builder } from '../../../graphql/builder.ts'
import type { GraphqlContext } from '../../../graphql/context.ts'
// Defines the records that are changed here.
import { ConsumableFaultType, ConsumableKind } from '../graphql.ts'
import { type ConsumableMove, moveConsumable } from '../move-consumable.ts'
import { receiveConsumables } from '../receive-consumables.ts'
import { receiveLot } from '../receive-lot.ts'
import { receiveTransfer } from '../receive-transfer.ts'
import { refuseTransfer } from '../refuse-transfer.ts'
import { sendConsumables } from '../send-consumables.ts'
import { sendTransfer } from '../send-transfer.ts'
import { takeConsumables } from '../take-consumables.ts'

const errors = <Name extends string>(name: Name) => ({ types: [DomainError], union: { name } })

builder.mutationField('receiveLot', (t) =>
  t.prismaField({
    type: 'StockLot',
    description: 'Takes a delivery of blanks into a store; the range must be new.',
    authScopes: { may: 'stock.keep' },
    errors: errors('ReceiveLotResult'),
    args: {
      storeCode: t.arg.string({ required: true }),
      firstSerial: t.arg.string({ required: true }),
      lastSerial: t.arg.string({ required: true }),
      supplier: t.arg.string({ required: true }),
      deliveryNote: t.arg.string({ required: true }),
      deliveredBy: t.arg.string({ required: true }),
      chipSerialsCsv: t.arg.string({ description: 'serial,chip serial: one blank a line.' }),
    },
    resolve: async (query, _root, args, { app, actor }) => {
      const { id } = await receiveLot(app, actor, { ...args, chipSerialsCsv: args.chipSerialsCsv ?? null })
      return app.db.stockLot.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)

builder.mutationField('receiveConsumables', (t) =>
  t.prismaField({
    type: 'Minutes',
    description: 'Takes ribbons or laminates into a store; answers the record.',
    authScopes: { may: 'stock.keep' },
    errors: errors('ReceiveConsumablesResult'),
    args: {
      storeCode: t.arg.string({ required: true }),
      kind: t.arg({ type: ConsumableKind, required: true }),
      model: t.arg.string({ required: true }),
      capacity: t.arg.int({ required: true }),
      serials: t.arg.stringList({ required: true }),
      supplier: t.arg.string({ required: true }),
      deliveryNote: t.arg.string({ required: true }),
      deliveredBy: t.arg.string({ required: true }),
    },
    resolve: async (query, _root, args, { app, actor }) => {
      const { minutesId } = await receiveConsumables(app, actor, args)
      return app.db.minutes.findUniqueOrThrow({ ...query, where: { id: minutesId } })
    },
  }),
)

async function movedConsumable(
  { app, actor }: GraphqlContext,
  move: ConsumableMove,
): Promise<{ readonly serial: string }> {
  await moveConsumable(app, actor, move)
  return { serial: move.serial.trim() }
}

builder.mutationField('issueConsumable', (t) =>
  t.prismaField({
    type: 'Consumable',
    authScopes: { may: 'stock.keep' },
    errors: errors('IssueConsumableResult'),
    args: { serial: t.arg.string({ required: true }), stationId: t.arg.string({ required: true }) },
    resolve: async (query, _root, args, context) => {
      const where = await movedConsumable(context, { event: 'issue', ...args })
      return context.app.db.consumable.findUniqueOrThrow({ ...query, where })
    },
  }),
)

builder.mutationField('giveBackConsumable', (t) =>
  t.prismaField({
    type: 'Consumable',
    authScopes: { may: 'stock.keep' },
    errors: errors('GiveBackConsumableResult'),
    args: {
      serial: t.arg.string({ required: true }),
      left: t.arg.int({ required: true, description: 'Cards that it still makes.' }),
    },
    resolve: async (query, _root, { serial, left }, context) => {
      const where = await movedConsumable(context, { event: 'giveBack', serial, remainder: left })
      return context.app.db.consumable.findUniqueOrThrow({ ...query, where })
    },
  }),
)

builder.mutationField('useUpConsumable', (t) =>
  t.prismaField({
    type: 'Consumable',
    authScopes: { may: 'stock.spoil' },
    errors: errors('UseUpConsumableResult'),
    args: { serial: t.arg.string({ required: true }) },
    resolve: async (query, _root, { serial }, context) => {
      const where = await movedConsumable(context, { event: 'useUp', serial })
      return context.app.db.consumable.findUniqueOrThrow({ ...query, where })
    },
  }),
)

builder.mutationField('spoilConsumable', (t) =>
  t.prismaField({
    type: 'Consumable',
    authScopes: { may: 'stock.spoil' },
    errors: errors('SpoilConsumableResult'),
    args: {
      serial: t.arg.string({ required: true }),
      reason: t.arg({ type: ConsumableFaultType, required: true }),
    },
    resolve: async (query, _root, args, context) => {
      const where = await movedConsumable(context, { event: 'spoil', ...args })
      return context.app.db.consumable.findUniqueOrThrow({ ...query, where })
    },
  }),
)

builder.mutationField('sendStockTransfer', (t) =>
  t.prismaField({
    type: 'StockTransfer',
    description: 'Hands blanks over to another store: the sender’s signature.',
    authScopes: { may: 'stock.keep' },
    errors: errors('SendStockTransferResult'),
    args: {
      fromStore: t.arg.string({ required: true }),
      toStore: t.arg.string({ required: true }),
      count: t.arg.int({ required: true }),
      firstSerial: t.arg.string({ description: 'Of the box; without it the lowest of the store.' }),
      lastSerial: t.arg.string({ description: 'Of the box, where it is scanned too.' }),
    },
    resolve: async (query, _root, args, { app, actor }) => {
      const scanned = { firstSerial: args.firstSerial ?? null, lastSerial: args.lastSerial ?? null }
      const { id } = await sendTransfer(app, actor, { ...args, ...scanned })
      return app.db.stockTransfer.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)

builder.mutationField('receiveStockTransfer', (t) =>
  t.prismaField({
    type: 'StockTransfer',
    description: 'Takes custody: the receiver’s signature. What is missing is LOST and hot-listed at once.',
    authScopes: { may: 'stock.keep' },
    errors: errors('ReceiveStockTransferResult'),
    args: {
      id: t.arg.string({ required: true }),
      count: t.arg.int({ required: true, description: 'Counted by hand.' }),
      firstSerial: t.arg.string({ description: 'Scanned.' }),
      lastSerial: t.arg.string({ description: 'Scanned.' }),
      missing: t.arg.stringList(),
    },
    resolve: async (query, _root, { missing, firstSerial, lastSerial, ...args }, { app, actor }) => {
      const scanned = { firstSerial: firstSerial ?? null, lastSerial: lastSerial ?? null }
      await receiveTransfer(app, actor, { ...args, ...scanned, missing: missing ?? [] })
      return app.db.stockTransfer.findUniqueOrThrow({ ...query, where: { id: args.id } })
    },
  }),
)

builder.mutationField('refuseStockTransfer', (t) =>
  t.prismaField({
    type: 'StockTransfer',
    description: 'Does not take the box: all of it goes back to its sender’s store.',
    authScopes: { may: 'stock.keep' },
    errors: errors('RefuseStockTransferResult'),
    args: { id: t.arg.string({ required: true }), reason: t.arg.string({ required: true }) },
    resolve: async (query, _root, args, { app, actor }) => {
      await refuseTransfer(app, actor, args)
      return app.db.stockTransfer.findUniqueOrThrow({ ...query, where: { id: args.id } })
    },
  }),
)

builder.mutationField('sendConsumables', (t) =>
  t.prismaField({
    type: 'StockTransfer',
    description: 'Hands ribbons or laminates over to another store, each scanned: the sender’s signature.',
    authScopes: { may: 'stock.keep' },
    errors: errors('SendConsumablesResult'),
    args: {
      fromStore: t.arg.string({ required: true }),
      toStore: t.arg.string({ required: true }),
      serials: t.arg.stringList({ required: true }),
    },
    resolve: async (query, _root, args, { app, actor }) => {
      const { id } = await sendConsumables(app, actor, args)
      return app.db.stockTransfer.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)

builder.mutationField('takeConsumables', (t) =>
  t.prismaField({
    type: 'StockTransfer',
    description:
      'Takes ribbons or laminates over, each scanned: the receiver’s signature. What is missing is LOST.',
    authScopes: { may: 'stock.keep' },
    errors: errors('TakeConsumablesResult'),
    args: {
      id: t.arg.string({ required: true }),
      serials: t.arg.stringList({ required: true }),
      missing: t.arg.int({ required: true, description: 'How many of those that were sent are not there.' }),
    },
    resolve: async (query, _root, args, { app, actor }) => {
      await takeConsumables(app, actor, args)
      return app.db.stockTransfer.findUniqueOrThrow({ ...query, where: { id: args.id } })
    },
  }),
)
