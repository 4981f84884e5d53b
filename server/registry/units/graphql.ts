import { parseCalendarDate } from '../../../core/dates/calendar-date.ts'
import { DomainError } from '../../../core/errors.ts'
import { builder } from '../../graphql/builder.ts'
import { calendarDateOf } from '../../kernel/clock.ts'
import { decideSplit } from './decide-split.ts'
import { reorganiseUnits } from './reorganise-units.ts'
import { type UndecidedPage, undecidedResidents } from './undecided-residents.ts'
import { unitChildren, type UnitOfDay } from './unit-children.ts'

const day = 'yyyy-MM-dd'

const UnitOfDayType = builder.objectRef<UnitOfDay>('UnitOfDay').implement({
  fields: (t) => ({
    code: t.exposeString('code'),
    name: t.exposeString('name'),
    level: t.exposeInt('level', { description: '1 province, 2 district (until 30/06/2025), 3 commune' }),
    validFrom: t.exposeString('validFrom', { description: day }),
    validTo: t.exposeString('validTo', { nullable: true, description: 'the first day after it' }),
    border: t.exposeBoolean('border'),
    island: t.exposeBoolean('island'),
    mountain: t.exposeBoolean('mountain'),
    hardship: t.exposeBoolean('hardship'),
    below: t.exposeInt('below', { description: 'units right below on that day' }),
    madeOf: t.stringList({ resolve: ({ madeOf }) => [...madeOf] }),
    wentInto: t.stringList({ resolve: ({ wentInto }) => [...wentInto] }),
  }),
})

const UnitsOfDay = builder.objectRef<{ units: readonly UnitOfDay[] }>('UnitsOfDay').implement({
  fields: (t) => ({ units: t.field({ type: [UnitOfDayType], resolve: ({ units }) => [...units] }) }),
})

builder.queryField('unitTree', (t) =>
  t.field({
    type: UnitsOfDay,
    description: 'The units right below one, as the tree stood on a day of either era.',
    authScopes: { may: 'unit.search' },
    errors: { types: [DomainError], union: { name: 'UnitTreeResult' } },
    args: {
      code: t.arg.string({ description: 'the unit above; the provinces where left out' }),
      on: t.arg.string({ description: `${day}; today where left out` }),
    },
    resolve: async (_root, args, { app, actor }) => ({ units: await unitChildren(app, actor, args) }),
  }),
)

builder.prismaObject('UnitReorganisation', {
  description: 'A decree that merges or splits units, and how far people are carried.',
  fields: (t) => ({
    id: t.exposeString('id'),
    decree: t.exposeString('decree'),
    on: t.string({ select: { on: true }, resolve: ({ on }) => calendarDateOf(on) }),
    orderedAt: t.expose('orderedAt', { type: 'DateTime' }),
    finishedAt: t.expose('finishedAt', { type: 'DateTime', nullable: true }),
    units: t.relationCount('carries'),
    carried: t.relationCount('carries', { where: { carriedAt: { not: null } } }),
    addresses: t.int({
      description: 'carried so far',
      select: { carries: { select: { addresses: true } } },
      resolve: ({ carries }) => carries.reduce((sum, { addresses }) => sum + addresses, 0),
    }),
  }),
})

builder.queryField('unitReorganisations', (t) =>
  t.prismaConnection({
    type: 'UnitReorganisation',
    cursor: 'id',
    description: 'Decrees that were carried out or are under way, the newest first.',
    authScopes: { may: 'unit.reorganise' },
    maxSize: 50,
    defaultSize: 20,
    resolve: (query, _root, _args, { app }) =>
      app.db.unitReorganisation.findMany({ ...query, orderBy: { id: 'desc' } }),
  }),
)

const HamletPart = builder.inputType('HamletPart', {
  fields: (t) => ({
    hamlet: t.string({ required: true, description: 'as addresses print it' }),
    to: t.string({ required: true }),
  }),
})

const ReorganisedUnit = builder.inputType('ReorganisedUnit', {
  description: 'One code in `to`: the unit goes there whole; several: it is split.',
  fields: (t) => ({
    from: t.string({ required: true }),
    to: t.stringList({ required: true }),
    hamlets: t.field({ type: [HamletPart], description: 'of a split; everybody else is decided by hand' }),
  }),
})

builder.mutationField('reorganiseUnits', (t) =>
  t.prismaField({
    type: 'UnitReorganisation',
    description: 'Writes the successions, ends the former units and begins to carry their people.',
    authScopes: { may: 'unit.reorganise' },
    errors: { types: [DomainError], union: { name: 'ReorganiseUnitsResult' } },
    args: {
      decree: t.arg.string({ required: true }),
      on: t.arg.string({ required: true, description: `${day}: the first day of the new units` }),
      changes: t.arg({ type: [ReorganisedUnit], required: true }),
    },
    resolve: async (query, _root, { decree, on, changes }, { app, actor }) => {
      const id = await reorganiseUnits(app, actor, { decree, on: parseCalendarDate(on), changes })
      return app.db.unitReorganisation.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)

const Part = builder.objectRef<{ code: string; name: string }>('SplitPart').implement({
  fields: (t) => ({ code: t.exposeString('code'), name: t.exposeString('name') }),
})

const Undecided = builder.objectRef<UndecidedPage['residents'][number]>('UndecidedResident').implement({
  fields: (t) => ({
    residentId: t.exposeString('residentId'),
    name: t.exposeString('name'),
    birthDate: t.exposeString('birthDate'),
    addressKind: t.exposeString('addressKind'),
    address: t.exposeString('address'),
    reorganisationId: t.exposeString('reorganisationId'),
    fromCode: t.exposeString('fromCode'),
    parts: t.field({ type: [Part], resolve: ({ parts }) => [...parts] }),
  }),
})

const UndecidedPageType = builder.objectRef<UndecidedPage>('UndecidedPage').implement({
  fields: (t) => ({
    residents: t.field({ type: [Undecided], resolve: ({ residents }) => [...residents] }),
    total: t.exposeInt('total'),
    next: t.exposeString('next', { nullable: true, description: 'Pass as `after` for the next page.' }),
  }),
})

builder.queryField('undecidedResidents', (t) =>
  t.field({
    type: UndecidedPageType,
    description: 'People of split units of whom nobody has said in which part they live.',
    authScopes: { may: 'unit.split' },
    errors: { types: [DomainError], union: { name: 'UndecidedResidentsResult' } },
    args: { first: t.arg.int({ description: 'at most 50' }), after: t.arg.string() },
    resolve: (_root, args, { app, actor }) => undecidedResidents(app, actor, args),
  }),
)

const Decided = builder.objectRef<{ addresses: number }>('DecidedSplit').implement({
  fields: (t) => ({ addresses: t.exposeInt('addresses', { description: 'carried now' }) }),
})

builder.mutationField('decideSplit', (t) =>
  t.field({
    type: Decided,
    description: 'Says of people of a split unit in which part they live.',
    authScopes: { may: 'unit.split' },
    errors: { types: [DomainError], union: { name: 'DecideSplitResult' } },
    args: {
      reorganisationId: t.arg.string({ required: true }),
      fromCode: t.arg.string({ required: true }),
      toCode: t.arg.string({ required: true, description: 'one of the parts, within the officer’s units' }),
      residentIds: t.arg.stringList({ required: true, description: 'at most 200' }),
    },
    resolve: async (_root, args, { app, actor }) => ({ addresses: await decideSplit(app, actor, args) }),
  }),
)
