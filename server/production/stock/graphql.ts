import { DomainError } from '../../../core/errors.ts'
import {
  blankCardLifecycle,
  consumableLifecycle,
  stockTransferLifecycle,
} from '../../../core/lifecycle/blank-card.ts'
import type { StateOf } from '../../../core/lifecycle/machine.ts'
import { consumableFaultCodes } from '../../../core/production/consumable-faults.ts'
import { type SpoilClass, spoilClasses, spoilClassNames } from '../../../core/production/spoil-classes.ts'
import { builder } from '../../graphql/builder.ts'
import { BilingualText } from '../../graphql/errors.ts'
import { NotFound } from '../../kernel/errors.ts'
import { type BlankCount, blankCounts, lotCounts, type StateCount } from './blank-counts.ts'
import { declarationKinds, type DeclarationKind } from './declare-stock.ts'
import { officerName } from './officer-name.ts'
import { openStore, storesOf } from './stores.ts'
// Defines Minutes, which much of this points to.
import './papers/graphql.ts'

type BlankState = StateOf<typeof blankCardLifecycle>
type TransferState = StateOf<typeof stockTransferLifecycle>
type ConsumableState = StateOf<typeof consumableLifecycle>
const statesOf = <S extends string>(table: Readonly<Record<S, object>>) => Object.keys(table) as S[]

const BlankStateType = builder.enumType('BlankState', { values: statesOf(blankCardLifecycle.table) })
const TransferStateType = builder.enumType('StockTransferState', {
  values: statesOf(stockTransferLifecycle.table),
})
const ConsumableStateType = builder.enumType('ConsumableState', {
  values: statesOf(consumableLifecycle.table),
})
export const SpoilClassType = builder.enumType('SpoilClass', { values: spoilClasses })
export const ConsumableFaultType = builder.enumType('ConsumableFault', { values: consumableFaultCodes })
export const ConsumableKind = builder.enumType('ConsumableKind', { values: ['RIBBON', 'LAMINATE'] as const })
const DeclarationKindType = builder.enumType('StockDeclarationKind', { values: declarationKinds })

const StateCountType = builder.objectRef<StateCount>('BlankStateCount').implement({
  fields: (t) => ({
    state: t.field({ type: BlankStateType, resolve: ({ state }) => state as BlankState }),
    count: t.exposeInt('count'),
  }),
})

const BlankCountType = builder.objectRef<BlankCount>('BlankCount').implement({
  description: 'How many blanks are in a state at a place: a store, or a station of its floor.',
  fields: (t) => ({
    storeCode: t.exposeString('storeCode'),
    stationId: t.exposeString('stationId', { nullable: true }),
    state: t.field({ type: BlankStateType, resolve: ({ state }) => state as BlankState }),
    count: t.exposeInt('count'),
  }),
})

builder.prismaObject('LotClaim', {
  description: 'Dead blanks claimed from a lot’s supplier.',
  fields: (t) => ({
    id: t.exposeString('id'),
    number: t.exposeString('number'),
    count: t.exposeInt('count'),
    at: t.expose('at', { type: 'DateTime' }),
    minutes: t.relation('minutes', { nullable: true }),
  }),
})

builder.prismaObject('StockLot', {
  description: 'A delivery of blank cards.',
  fields: (t) => ({
    id: t.exposeString('id'),
    firstSerial: t.exposeString('firstSerial'),
    lastSerial: t.exposeString('lastSerial'),
    count: t.exposeInt('count'),
    receivedAt: t.expose('receivedAt', { type: 'DateTime' }),
    supplier: t.exposeString('supplier', { nullable: true }),
    deliveryNote: t.exposeString('deliveryNote', { nullable: true }),
    storeCode: t.exposeString('storeCode', { nullable: true }),
    states: t.field({
      type: [StateCountType],
      description: 'What has become of its blanks.',
      select: { id: true },
      resolve: ({ id }, _args, { app }) => lotCounts(app.db, id),
    }),
    deadOnArrival: t.int({
      description: 'Found dead so far, claimed or not.',
      select: { id: true },
      resolve: ({ id }, _args, { app }) =>
        app.db.spoilage.count({ where: { failClass: 'DEAD_ON_ARRIVAL', blank: { lotId: id } } }),
    }),
    claims: t.relation('claims', { query: { orderBy: { id: 'asc' } } }),
  }),
})

const Spoilage = builder.prismaObject('Spoilage', {
  description: 'A spoiled blank or card, until it is destroyed and after.',
  fields: (t) => ({
    serial: t.exposeString('blankSerial'),
    spoilClass: t.field({
      type: SpoilClassType,
      select: { failClass: true },
      resolve: ({ failClass }) => failClass as SpoilClass,
    }),
    spoilClassText: t.field({
      type: BilingualText,
      select: { failClass: true },
      resolve: ({ failClass }) => spoilClassNames[failClass as SpoilClass],
    }),
    reason: t.exposeString('reason'),
    at: t.expose('at', { type: 'DateTime' }),
    actorId: t.exposeString('actorId', { description: 'The officer, or the station, that reported it.' }),
    jobId: t.exposeString('jobId', { nullable: true }),
    shiftId: t.exposeString('shiftId', { nullable: true }),
    actorName: t.string({
      nullable: true,
      description: 'Null where a station reported it.',
      select: { actorId: true },
      resolve: ({ actorId }, _args, { app }) => officerName(app, actorId),
    }),
    witnessId: t.exposeString('witnessId', { nullable: true }),
    witnessName: t.string({
      nullable: true,
      select: { witnessId: true },
      resolve: ({ witnessId }, _args, { app }) => officerName(app, witnessId),
    }),
    witnessedAt: t.expose('witnessedAt', { type: 'DateTime', nullable: true }),
    chipSerial: t.exposeString('chipSerial', { nullable: true }),
    personalised: t.boolean({
      description: 'Its chip was signed for a person, and is revoked.',
      select: { sodSha256: true },
      resolve: ({ sodSha256 }) => sodSha256 !== null,
    }),
    destruction: t.relation('destruction', { nullable: true }),
  }),
})

const BlankCard = builder.prismaObject('BlankCard', {
  description: 'Phôi thẻ.',
  fields: (t) => ({
    serial: t.exposeString('serial'),
    chipSerial: t.exposeString('chipSerial', { nullable: true }),
    state: t.field({
      type: BlankStateType,
      select: { status: true },
      resolve: ({ status }) => status as BlankState,
    }),
    storeCode: t.exposeString('storeCode', { nullable: true }),
    stationId: t.exposeString('stationId', { nullable: true }),
    shiftId: t.exposeString('shiftId', { nullable: true }),
    lot: t.relation('lot'),
    spoilage: t.field({
      type: Spoilage,
      nullable: true,
      select: (_args, _context, nested) => ({ spoilage: nested(true) }),
      resolve: ({ spoilage }) => spoilage,
    }),
    hotListed: t.boolean({
      description: 'Reported lost, or spoiled with a chip that opens: it must turn up nowhere.',
      select: { serial: true },
      resolve: async ({ serial }, _args, { app }) =>
        (await app.db.hotListEntry.count({ where: { serial, foundAt: null } })) > 0,
    }),
  }),
})

builder.prismaObject('StockTransfer', {
  description: 'Custody on its way from a store to another.',
  fields: (t) => ({
    id: t.exposeString('id'),
    number: t.exposeString('number'),
    fromStore: t.exposeString('fromStore'),
    toStore: t.exposeString('toStore'),
    goods: t.string({
      description: 'BLANKS, or CONSUMABLES: ribbons and laminates.',
      resolve: ({ goods }) => goods,
      select: { goods: true },
    }),
    firstSerial: t.exposeString('firstSerial'),
    lastSerial: t.exposeString('lastSerial'),
    count: t.exposeInt('count'),
    state: t.field({
      type: TransferStateType,
      select: { status: true },
      resolve: ({ status }) => status as TransferState,
    }),
    sentBy: t.exposeString('sentBy'),
    sentByName: t.string({
      nullable: true,
      select: { sentBy: true },
      resolve: ({ sentBy }, _args, { app }) => officerName(app, sentBy),
    }),
    sentAt: t.expose('sentAt', { type: 'DateTime' }),
    receivedBy: t.exposeString('receivedBy', { nullable: true }),
    receivedByName: t.string({
      nullable: true,
      select: { receivedBy: true },
      resolve: ({ receivedBy }, _args, { app }) => officerName(app, receivedBy),
    }),
    receivedAt: t.expose('receivedAt', { type: 'DateTime', nullable: true }),
    missing: t.exposeInt('missing', { nullable: true }),
    refusedFor: t.exposeString('refusedFor', { nullable: true }),
    minutes: t.relation('minutes', { nullable: true }),
  }),
})

builder.prismaObject('Consumable', {
  description: 'A ribbon or a laminate.',
  fields: (t) => ({
    id: t.exposeString('id'),
    kind: t.field({
      type: ConsumableKind,
      select: { kind: true },
      resolve: ({ kind }) => (kind === 'LAMINATE' ? kind : 'RIBBON'),
    }),
    model: t.exposeString('model'),
    serial: t.exposeString('serial'),
    capacity: t.exposeInt('capacity', { description: 'Cards it is made for.' }),
    left: t.exposeInt('left', { description: 'Cards it still makes, as last told.' }),
    state: t.field({
      type: ConsumableStateType,
      select: { status: true },
      resolve: ({ status }) => status as ConsumableState,
    }),
    storeCode: t.exposeString('storeCode', { nullable: true }),
    stationId: t.exposeString('stationId', { nullable: true }),
    at: t.expose('at', { type: 'DateTime' }),
  }),
})

builder.prismaObject('StockDeclaration', {
  description: 'What one officer declares and another has to confirm.',
  fields: (t) => ({
    id: t.exposeString('id'),
    kind: t.field({
      type: DeclarationKindType,
      select: { kind: true },
      resolve: ({ kind }) => kind as DeclarationKind,
    }),
    storeCode: t.exposeString('storeCode'),
    serials: t.exposeStringList('serials'),
    reason: t.exposeString('reason'),
    declaredBy: t.exposeString('declaredBy'),
    declaredByName: t.string({
      nullable: true,
      select: { declaredBy: true },
      resolve: ({ declaredBy }, _args, { app }) => officerName(app, declaredBy),
    }),
    declaredAt: t.expose('declaredAt', { type: 'DateTime' }),
    outcome: t.exposeString('outcome', {
      nullable: true,
      description: 'CONFIRMED, WITHDRAWN; null while it waits.',
    }),
    decidedBy: t.exposeString('decidedBy', { nullable: true }),
    decidedAt: t.expose('decidedAt', { type: 'DateTime', nullable: true }),
    minutes: t.relation('minutes', { nullable: true }),
  }),
})

builder.queryField('blankCounts', (t) =>
  t.field({
    type: [BlankCountType],
    description: 'Blanks by place and state, but for those that became cards or were destroyed.',
    authScopes: { may: 'stock.read' },
    resolve: async (_root, _args, { app, actor }) =>
      blankCounts(app.db, await storesOf(app, actor, 'stock.read')),
  }),
)

builder.queryField('blank', (t) =>
  t.field({
    type: BlankCard,
    description: 'One blank by its serial: where it is, and what became of it.',
    authScopes: { may: 'stock.read' },
    errors: { types: [DomainError], union: { name: 'BlankAnswer' } },
    args: { serial: t.arg.string({ required: true }) },
    resolve: async (_root, { serial }, { app, actor }) => {
      const found = await app.db.blankCard.findUnique({ where: { serial: serial.trim().toUpperCase() } })
      if (!found) throw new NotFound('blank card')
      await openStore(app, actor, { code: found.storeCode ?? '', action: 'stock.read' })
      return found
    },
  }),
)
