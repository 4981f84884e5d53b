import { consumableLifecycle, stockTransferLifecycle } from '../../../../core/lifecycle/blank-card.ts'
import { builder } from '../../../graphql/builder.ts'
// Defines the records that are listed here.
import { ConsumableKind } from '../graphql.ts'
import { officerName } from '../officer-name.ts'
import { storesOf } from '../stores.ts'

const page = { maxSize: 50, defaultSize: 20 } as const

builder.queryField('stockLots', (t) =>
  t.prismaConnection({
    type: 'StockLot',
    cursor: 'id',
    description: 'Deliveries into the officer’s stores, the newest first.',
    authScopes: { may: 'stock.read' },
    ...page,
    resolve: async (query, _root, _args, { app, actor }) => {
      const stores = await storesOf(app, actor, 'stock.read')
      return app.db.stockLot.findMany({
        ...query,
        where: { ...(stores && { storeCode: { in: [...stores] } }) },
        orderBy: { id: 'desc' },
      })
    },
  }),
)

builder.queryField('stockTransfers', (t) =>
  t.prismaConnection({
    type: 'StockTransfer',
    cursor: 'id',
    description:
      'Transfers from and to the officer’s stores, the newest first; open ones only, unless told otherwise.',
    authScopes: { may: 'stock.read' },
    args: { open: t.arg.boolean({ defaultValue: true }) },
    ...page,
    resolve: async (query, _root, { open }, { app, actor }) => {
      const stores = await storesOf(app, actor, 'stock.read')
      const either = stores && { in: [...stores] }
      return app.db.stockTransfer.findMany({
        ...query,
        where: {
          ...(either && { OR: [{ fromStore: either }, { toStore: either }] }),
          ...(open && { status: stockTransferLifecycle.initial }),
        },
        orderBy: { id: 'desc' },
      })
    },
  }),
)

builder.queryField('consumables', (t) =>
  t.prismaConnection({
    type: 'Consumable',
    cursor: 'id',
    description: 'Ribbons and laminates that are still kept, in the stores and at the stations.',
    authScopes: { may: 'stock.read' },
    args: { kind: t.arg({ type: ConsumableKind }), stationId: t.arg.string() },
    ...page,
    resolve: async (query, _root, { kind, stationId }, { app, actor }) => {
      const stores = await storesOf(app, actor, 'stock.read')
      return app.db.consumable.findMany({
        ...query,
        where: {
          status: { in: [consumableLifecycle.initial, 'AT_STATION'] },
          ...(stores && { storeCode: { in: [...stores] } }),
          ...(kind && { kind }),
          ...(stationId && { stationId }),
        },
        orderBy: { id: 'asc' },
      })
    },
  }),
)

builder.queryField('spoilagesToDestroy', (t) =>
  t.prismaConnection({
    type: 'Spoilage',
    cursor: 'blankSerial',
    description: 'Spoiled blanks and cards that are not destroyed yet, by serial.',
    authScopes: { may: 'stock.read' },
    args: {
      storeCode: t.arg.string(),
      witnessed: t.arg.boolean({
        description: 'Only those a second officer has seen, or only those nobody has.',
      }),
    },
    ...page,
    resolve: async (query, _root, { storeCode, witnessed }, { app, actor }) => {
      const stores = await storesOf(app, actor, 'stock.read')
      return app.db.spoilage.findMany({
        ...query,
        where: {
          destructionId: null,
          blank: { status: 'SPOILED' },
          AND: [
            ...(stores ? [{ blank: { storeCode: { in: [...stores] } } }] : []),
            ...(storeCode ? [{ blank: { storeCode } }] : []),
          ],
          ...(typeof witnessed === 'boolean' && { witnessId: witnessed ? { not: null } : null }),
        },
        orderBy: { blankSerial: 'asc' },
      })
    },
  }),
)

builder.queryField('stockDeclarations', (t) =>
  t.prismaConnection({
    type: 'StockDeclaration',
    cursor: 'id',
    description: 'Losses and destructions that wait for a second officer, the oldest first.',
    authScopes: { may: 'stock.read' },
    ...page,
    resolve: async (query, _root, _args, { app, actor }) => {
      const stores = await storesOf(app, actor, 'stock.read')
      return app.db.stockDeclaration.findMany({
        ...query,
        where: { outcome: null, ...(stores && { storeCode: { in: [...stores] } }) },
        orderBy: { id: 'asc' },
      })
    },
  }),
)

builder.prismaObject('HotListEntry', {
  description: 'A blank or card that must turn up nowhere.',
  fields: (t) => ({
    serial: t.exposeString('serial'),
    chipSerial: t.exposeString('chipSerial', { nullable: true }),
    reason: t.exposeString('reason', { description: 'LOST, MISSING_IN_TRANSFER, SPOILED_CHIP' }),
    at: t.expose('at', { type: 'DateTime' }),
  }),
})

builder.prismaObject('HotListAlarm', {
  description: 'A hot-listed serial was read somewhere.',
  fields: (t) => ({
    id: t.exposeString('id'),
    serial: t.exposeString('serial'),
    at: t.expose('at', { type: 'DateTime' }),
    place: t.exposeString('place', {
      description: 'FEED, CHIP, TRAY, QUALITY, PARCEL, CENTRE, HAND_OVER, INSPECTION, STORE',
    }),
    actorId: t.exposeString('actorId'),
    actorName: t.string({
      nullable: true,
      description: 'Null where a station read it, or nobody who is known.',
      select: { actorId: true },
      resolve: ({ actorId }, _args, { app }) => officerName(app, actorId),
    }),
    answered: t.exposeString('answered', { nullable: true }),
    answerBy: t.exposeString('answerBy', { nullable: true }),
    answerByName: t.string({
      nullable: true,
      select: { answerBy: true },
      resolve: ({ answerBy }, _args, { app }) => officerName(app, answerBy),
    }),
    answerAt: t.expose('answerAt', { type: 'DateTime', nullable: true }),
  }),
})

builder.queryField('hotListAlarms', (t) =>
  t.prismaConnection({
    type: 'HotListAlarm',
    cursor: 'id',
    description: 'Alarms, the newest first; those that nobody has answered, unless told otherwise.',
    authScopes: { may: 'hot-list.answer' },
    args: { open: t.arg.boolean({ defaultValue: true }) },
    ...page,
    resolve: (query, _root, { open }, { app }) =>
      app.db.hotListAlarm.findMany({
        ...query,
        where: { ...(open && { answerAt: null }) },
        orderBy: [{ at: 'desc' }, { id: 'desc' }],
      }),
  }),
)

builder.queryField('hotList', (t) =>
  t.prismaConnection({
    type: 'HotListEntry',
    cursor: 'serial',
    description: 'What is hot-listed now, by serial.',
    authScopes: { may: 'hot-list.answer' },
    ...page,
    resolve: (query, _root, _args, { app }) =>
      app.db.hotListEntry.findMany({ ...query, where: { foundAt: null }, orderBy: { serial: 'asc' } }),
  }),
)
