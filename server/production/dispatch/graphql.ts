import { DomainError } from '../../../core/errors.ts'
import { possibleEvents, type StateOf } from '../../../core/lifecycle/machine.ts'
import { parcelLifecycle } from '../../../core/lifecycle/parcel.ts'
import {
  carriers,
  type ParcelFinding,
  parcelFindings,
  type ParcelSettlement,
  parcelSettlements,
} from '../../../core/production/parcel.ts'
import { builder } from '../../graphql/builder.ts'
import { NotFound } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'
import { type CardsToPack, cardsToPack } from './cards-to-pack.ts'
import { parcelReach, seesInside } from './parcel-reach.ts'

type ParcelState = StateOf<typeof parcelLifecycle>
const State = builder.enumType('ParcelState', { values: Object.keys(parcelLifecycle.table) as ParcelState[] })
const CarrierType = builder.enumType('Carrier', { values: carriers })
const Finding = builder.enumType('ParcelFinding', { values: parcelFindings })
const Settlement = builder.enumType('ParcelSettlement', { values: parcelSettlements })

builder.prismaObject('ParcelItem', {
  description: 'A card in a parcel, and what was found when it was opened.',
  fields: (t) => ({
    id: t.exposeString('id'),
    cardId: t.exposeString('cardId'),
    serial: t.string({ select: { card: { select: { serial: true } } }, resolve: ({ card }) => card.serial }),
    cardState: t.string({
      select: { card: { select: { status: true } } },
      resolve: ({ card }) => card.status,
    }),
    applicationCode: t.string({
      select: { card: { select: { application: { select: { code: true } } } } },
      resolve: ({ card }) => card.application.code,
    }),
    box: t.exposeInt('box'),
    position: t.exposeInt('position'),
    receivedAt: t.expose('receivedAt', { type: 'DateTime', nullable: true }),
    finding: t.field({
      type: Finding,
      nullable: true,
      select: { finding: true },
      resolve: ({ finding }) => finding as ParcelFinding | null,
    }),
    settled: t.field({
      type: Settlement,
      nullable: true,
      select: { settled: true },
      resolve: ({ settled }) => settled as ParcelSettlement | null,
    }),
  }),
})

const notTakenOver = { receivedAt: null }
/** Of a parcel that it has not taken over the unit sees what it has scanned itself. */
const ownCount = {
  OR: [{ parcel: { receivedAt: { not: null } } }, { receivedAt: { not: null } }, { finding: { not: null } }],
}

const place = [{ box: 'asc' }, { position: 'asc' }, { id: 'asc' }] as const

builder.prismaObject('Parcel', {
  description: 'Kiện thẻ: cards on their way to where they are collected.',
  fields: (t) => ({
    id: t.exposeString('id'),
    number: t.exposeString('number', { description: 'Its barcode.' }),
    state: t.field({
      type: State,
      select: { status: true },
      resolve: ({ status }) => status as ParcelState,
    }),
    possibleEvents: t.stringList({
      select: { status: true },
      resolve: ({ status }) => possibleEvents(parcelLifecycle, status),
    }),
    unitCode: t.exposeString('unitCode'),
    centreCode: t.exposeString('centreCode', { nullable: true }),
    centreName: t.string({
      nullable: true,
      select: { centreCode: true },
      resolve: async ({ centreCode }, _args, { app }) => {
        if (centreCode === null) return null
        const centre = await app.db.centre.findUnique({ where: { code: centreCode }, select: { name: true } })
        return centre?.name ?? null
      },
    }),
    boxes: t.exposeInt('boxes'),
    boxCapacity: t.exposeInt('boxCapacity'),
    count: t.exposeInt('count', { description: 'Cards packed into it.' }),
    received: t.relationCount('items', {
      description: 'Cards of its list that have been scanned at the unit.',
      where: { receivedAt: { not: null }, OR: [{ finding: null }, { finding: { not: 'EXTRA' } }] },
    }),
    openFindings: t.relationCount('items', {
      description: 'Missing, damaged and foreign cards that are not settled.',
      where: { finding: { not: null }, settled: null },
    }),
    openedAt: t.expose('openedAt', { type: 'DateTime' }),
    sealNumber: t.string({
      nullable: true,
      description: 'Null for the unit until it has taken the parcel over: it is read off the parcel.',
      select: { sealNumber: true, receivedAt: true },
      resolve: (parcel, _args, { actor }) => (seesInside(actor, parcel) ? parcel.sealNumber : null),
    }),
    sealedAt: t.expose('sealedAt', { type: 'DateTime', nullable: true }),
    listSha256: t.exposeString('listSha256', { nullable: true }),
    listUrl: t.string({
      nullable: true,
      description: 'The sealed list as a signed PDF; for the unit once it has taken the parcel over.',
      select: { id: true, listSha256: true, receivedAt: true },
      resolve: ({ id, listSha256, receivedAt }, _args, { actor }) =>
        listSha256 !== null && seesInside(actor, { receivedAt }) ? `/parcels/${id}/list.pdf` : null,
    }),
    offeredAt: t.expose('offeredAt', {
      type: 'DateTime',
      nullable: true,
      description: 'The giver has signed; an officer of the unit is to take it over.',
    }),
    offeredByMe: t.boolean({
      select: { offeredBy: true },
      resolve: ({ offeredBy }, _args, { actor }) => actor.kind === 'officer' && offeredBy === actor.id,
    }),
    carrier: t.field({
      type: CarrierType,
      nullable: true,
      select: { carrier: true },
      resolve: ({ carrier }) => carriers.find((one) => one === carrier) ?? null,
    }),
    trackingCode: t.exposeString('trackingCode', { nullable: true }),
    dispatchedAt: t.expose('dispatchedAt', { type: 'DateTime', nullable: true }),
    receivedAt: t.expose('receivedAt', { type: 'DateTime', nullable: true }),
    closedAt: t.expose('closedAt', { type: 'DateTime', nullable: true }),
    minutesUrl: t.string({
      nullable: true,
      description: 'Biên bản of the discrepancy as it was found.',
      select: { minutesId: true },
      resolve: ({ minutesId }) => (minutesId === null ? null : `/minutes/${minutesId}.pdf`),
    }),
    settlementUrl: t.string({
      nullable: true,
      description: 'Biên bản of how it was settled.',
      select: { settlementId: true },
      resolve: ({ settlementId }) => (settlementId === null ? null : `/minutes/${settlementId}.pdf`),
    }),
    items: t.relatedConnection('items', {
      cursor: 'id',
      maxSize: 50,
      defaultSize: 50,
      args: { onlyFindings: t.arg.boolean() },
      query: ({ onlyFindings }, { actor }) => ({
        where: {
          ...(onlyFindings && { finding: { not: null } }),
          ...(!seesInside(actor, notTakenOver) && ownCount),
        },
        orderBy: [...place],
      }),
    }),
  }),
})

builder.queryField('parcels', (t) =>
  t.prismaConnection({
    type: 'Parcel',
    cursor: 'id',
    description: 'Parcels in a state, oldest first; an issuing officer sees those of their units.',
    authScopes: { may: 'parcel.read' },
    args: { state: t.arg({ type: State, required: true }), unitCode: t.arg.string() },
    maxSize: 50,
    defaultSize: 20,
    resolve: async (query, _root, { state, unitCode }, { app, actor }) => {
      const reach = await parcelReach(app, actor)
      const units = [
        ...(reach === null ? [] : [{ unitCode: { in: [...reach] } }]),
        ...(unitCode == null ? [] : [{ unitCode }]),
      ]
      return app.db.parcel.findMany({
        ...query,
        where: { status: state, AND: units },
        orderBy: [{ openedAt: 'asc' }, { id: 'asc' }],
      })
    },
  }),
)

builder.queryField('parcel', (t) =>
  t.prismaField({
    type: 'Parcel',
    description: 'By its id, or by the number that was scanned.',
    authScopes: { may: 'parcel.read' },
    errors: { types: [DomainError], union: { name: 'ParcelResult' } },
    args: { id: t.arg.string(), number: t.arg.string() },
    resolve: async (query, _root, { id, number }, { app, actor }) => {
      const reach = await parcelReach(app, actor)
      const sought =
        id == null ? { number: (number ?? '').trim().toUpperCase() } : { id: recordId(id, 'parcel') }
      const parcel = await app.db.parcel.findFirst({
        ...query,
        where: { ...sought, ...(reach !== null && { unitCode: { in: [...reach] } }) },
      })
      if (!parcel) throw new NotFound('parcel')
      return parcel
    },
  }),
)

const ToPack = builder.objectRef<CardsToPack>('CardsToPack').implement({
  fields: (t) => ({
    centreCode: t.exposeString('centreCode'),
    centreName: t.exposeString('centreName'),
    unitCode: t.exposeString('unitCode'),
    cards: t.exposeInt('cards'),
    since: t.expose('since', { type: 'DateTime' }),
  }),
})

builder.queryField('cardsToPack', (t) =>
  t.field({
    type: [ToPack],
    description: 'Cards that passed and lie in no parcel, by the place where they are collected.',
    authScopes: { may: 'card.dispatch' },
    resolve: async (_root, _args, { app, actor }) => [...(await cardsToPack(app, actor))],
  }),
)
