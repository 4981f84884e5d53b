import { DomainError } from '../../../core/errors.ts'
import { builder } from '../../graphql/builder.ts'
import { storesOf } from '../../production/stock/stores.ts'
import { arrangeShelf } from './arrange-shelf.ts'
import { countCard, type CountedCard } from './count-card.ts'
import { closeCount } from './close-count.ts'
import { findShelved, type ShelvedCard } from './find-shelved.ts'
import { type PlaceOfCollection, readShelves, type ShelfRow } from './read-shelves.ts'
import { startCount } from './start-count.ts'

const ShelfType = builder.objectRef<ShelfRow>('Shelf').implement({
  fields: (t) => ({
    centreCode: t.exposeString('centreCode'),
    shelf: t.exposeString('shelf'),
    slots: t.exposeInt('slots'),
    taken: t.exposeInt('taken'),
  }),
})

const PlaceType = builder.objectRef<PlaceOfCollection>('PlaceOfCollection').implement({
  fields: (t) => ({
    code: t.exposeString('code'),
    name: t.exposeString('name'),
    waiting: t.exposeInt('waiting', { description: 'Cards that wait there.' }),
    unshelved: t.exposeInt('unshelved', { description: 'Of these, cards for which there was no slot.' }),
    shelves: t.field({ type: [ShelfType], resolve: ({ shelves }) => shelves }),
  }),
})

builder.queryField('shelves', (t) =>
  t.field({
    type: [PlaceType],
    description:
      'The places of collection that the officer’s role reaches, with their shelves; fifty at most.',
    authScopes: { may: 'shelf.count' },
    resolve: (_root, _args, { app, actor }) => readShelves(app, actor),
  }),
)

const ShelvedType = builder.objectRef<ShelvedCard>('ShelvedCard').implement({
  description: 'A card that waits, as it is found on the shelf.',
  fields: (t) => ({
    id: t.exposeString('id'),
    serial: t.exposeString('serial'),
    slot: t.exposeString('slot', { nullable: true }),
    applicationCode: t.exposeString('applicationCode'),
    applicationState: t.exposeString('applicationState'),
    centreCode: t.exposeString('centreCode', { nullable: true }),
    readyOn: t.exposeString('readyOn', { nullable: true, description: 'yyyy-MM-dd' }),
  }),
})

builder.queryField('shelvedCards', (t) =>
  t.field({
    type: [ShelvedType],
    description: 'Where a card lies: by its number, its application’s code, its holder’s number or a slot.',
    authScopes: { may: 'card.hand-over' },
    args: { text: t.arg.string({ required: true }) },
    resolve: (_root, args, { app, actor }) => findShelved(app, actor, args),
  }),
)

builder.mutationField('arrangeShelf', (t) =>
  t.field({
    type: [PlaceType],
    description: 'A shelf of a place with so many slots; 0 takes it away.',
    authScopes: { may: 'shelf.arrange' },
    errors: { types: [DomainError], union: { name: 'ArrangeShelfResult' }, directResult: false },
    args: {
      centreCode: t.arg.string({ required: true }),
      shelf: t.arg.string({ required: true }),
      slots: t.arg.int({ required: true }),
    },
    resolve: async (_root, args, { app, actor }) => {
      await arrangeShelf(app, actor, args)
      return readShelves(app, actor)
    },
  }),
)

builder.prismaObject('ShelfScan', {
  fields: (t) => ({
    serial: t.exposeString('serial'),
    finding: t.exposeString('finding', { description: 'FOUND, FOREIGN, MISSING' }),
    place: t.exposeString('place', { nullable: true }),
  }),
})

const mostListed = 200

builder.prismaObject('ShelfCount', {
  description: 'A count of the shelves of a place.',
  fields: (t) => ({
    id: t.exposeString('id'),
    centreCode: t.exposeString('centreCode'),
    startedAt: t.expose('startedAt', { type: 'DateTime' }),
    closedAt: t.expose('closedAt', { type: 'DateTime', nullable: true }),
    expected: t.exposeInt('expected', { nullable: true }),
    found: t.exposeInt('found', { nullable: true }),
    missing: t.exposeInt('missing', { nullable: true }),
    foreign: t.exposeInt('foreign', { nullable: true }),
    scanned: t.relationCount('scans'),
    findings: t.relation('scans', {
      description: 'What is missing or foreign: the first two hundred.',
      query: { where: { finding: { not: 'FOUND' } }, orderBy: { serial: 'asc' }, take: mostListed },
    }),
  }),
})

builder.queryField('shelfCounts', (t) =>
  t.prismaField({
    type: ['ShelfCount'],
    description: 'The newest counts of the officer’s places.',
    authScopes: { may: 'shelf.count' },
    args: { centreCode: t.arg.string({ required: true }) },
    resolve: async (query, _root, { centreCode }, { app, actor }) => {
      const stores = await storesOf(app, actor, 'shelf.count')
      if (stores?.includes(centreCode) === false) return []
      return app.db.shelfCount.findMany({
        ...query,
        where: { centreCode },
        orderBy: { startedAt: 'desc' },
        take: 5,
      })
    },
  }),
)

builder.mutationField('startShelfCount', (t) =>
  t.prismaField({
    type: 'ShelfCount',
    description: 'Begins a count; one that is open goes on.',
    authScopes: { may: 'shelf.count' },
    errors: { types: [DomainError], union: { name: 'StartShelfCountResult' } },
    args: { centreCode: t.arg.string({ required: true }) },
    resolve: async (query, _root, args, { app, actor }) => {
      const { id } = await startCount(app, actor, args)
      return app.db.shelfCount.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)

const CountedType = builder.objectRef<CountedCard>('CountedCard').implement({
  fields: (t) => ({
    serial: t.exposeString('serial'),
    finding: t.exposeString('finding', { description: 'FOUND, FOREIGN' }),
    place: t.exposeString('place', { nullable: true }),
    state: t.exposeString('state'),
    again: t.exposeBoolean('again'),
    scanned: t.exposeInt('scanned'),
  }),
})

builder.mutationField('countShelfCard', (t) =>
  t.field({
    type: CountedType,
    description: 'A card on the shelf, by what was scanned.',
    authScopes: { may: 'shelf.count' },
    errors: { types: [DomainError], union: { name: 'CountShelfCardResult' } },
    args: { countId: t.arg.string({ required: true }), scan: t.arg.string({ required: true }) },
    resolve: (_root, args, { app, actor }) => countCard(app, actor, args),
  }),
)

builder.mutationField('closeShelfCount', (t) =>
  t.prismaField({
    type: 'ShelfCount',
    description: 'The count is over: what waits here and was not scanned is missing.',
    authScopes: { may: 'shelf.count' },
    errors: { types: [DomainError], union: { name: 'CloseShelfCountResult' } },
    args: { id: t.arg.string({ required: true }) },
    resolve: async (query, _root, args, { app, actor }) => {
      const { id } = await closeCount(app, actor, args)
      return app.db.shelfCount.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)
