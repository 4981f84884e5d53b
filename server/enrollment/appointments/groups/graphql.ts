import { DomainError } from '../../../../core/errors.ts'
import { builder } from '../../../graphql/builder.ts'
import { reachOf } from '../../../kernel/authorise.ts'
import { bookGroup, type BookedGroup, type GroupKind, groupKinds } from '../book-group.ts'

const Kind = builder.enumType('BookingGroupKind', { values: Object.keys(groupKinds) as GroupKind[] })
const Rule = builder.enumType('GroupRule', { values: ['ALL', 'AS_MANY'] as const })

builder.prismaObject('BookingGroup', {
  description: 'People who were booked together.',
  fields: (t) => ({
    id: t.exposeString('id'),
    name: t.exposeString('name'),
    kind: t.field({
      type: Kind,
      select: { kind: true },
      resolve: ({ kind }) =>
        (Object.keys(groupKinds) as GroupKind[]).find((known) => known === kind) ?? 'HAMLET',
    }),
    madeAt: t.expose('madeAt', { type: 'DateTime' }),
    people: t.relationCount('appointments'),
  }),
})

builder.queryField('bookingGroups', (t) =>
  t.prismaConnection({
    type: 'BookingGroup',
    cursor: 'id',
    description: 'Groups booked at a centre, the newest first, within the officer’s units.',
    authScopes: { may: 'appointment.read' },
    args: { centre: t.arg.string({ required: true }) },
    maxSize: 50,
    defaultSize: 20,
    resolve: async (query, _root, { centre }, { app, actor }) => {
      const units = await reachOf(app, actor, 'appointment.read')
      return app.db.bookingGroup.findMany({
        ...query,
        where: { centreCode: centre, ...(units && { centre: { unitCode: { in: [...units] } } }) },
        orderBy: { id: 'desc' },
      })
    },
  }),
)

const Member = builder.inputType('GroupMemberInput', {
  fields: (t) => ({
    name: t.string({ required: true }),
    number: t.string(),
    birthDate: t.string({ required: true, description: 'yyyy, yyyy-MM or yyyy-MM-dd' }),
    phone: t.string(),
    kind: t.string({ required: true, description: 'FIRST_ISSUE, EXCHANGE, REISSUE' }),
  }),
})

const Placed = builder.objectRef<BookedGroup['placed'][number]>('PlacedMember').implement({
  fields: (t) => ({
    row: t.exposeInt('row', { description: 'In the list that was sent, from 1.' }),
    appointmentId: t.exposeString('id'),
    at: t.expose('at', { type: 'DateTime' }),
  }),
})

const LeftOut = builder.objectRef<BookedGroup['leftOut'][number]>('LeftOutMember').implement({
  fields: (t) => ({
    row: t.exposeInt('row'),
    why: t.exposeString('why', {
      description: 'ILLEGAL_BOOKING, ALREADY_BOOKED, TWICE_IN_LIST, NO_ROOM',
    }),
  }),
})

const Booked = builder.objectRef<BookedGroup>('BookedGroup').implement({
  fields: (t) => ({
    id: t.exposeString('id'),
    placed: t.field({ type: [Placed], resolve: ({ placed }) => placed }),
    leftOut: t.field({ type: [LeftOut], resolve: ({ leftOut }) => leftOut }),
  }),
})

builder.mutationField('bookGroup', (t) =>
  t.field({
    type: Booked,
    description:
      'Many people into slots one after the other, on one day; everybody or nobody, or as many as fit.',
    authScopes: { may: 'appointment.book' },
    errors: { types: [DomainError], union: { name: 'BookGroupResult' } },
    args: {
      centre: t.arg.string({ required: true }),
      name: t.arg.string({ required: true }),
      kind: t.arg({ type: Kind, required: true }),
      from: t.arg.string({ required: true, description: 'Where the first one begins, ISO 8601.' }),
      rule: t.arg({ type: Rule, required: true }),
      people: t.arg({ type: [Member], required: true }),
    },
    resolve: (_root, { centre, people, ...rest }, { app, actor }) =>
      bookGroup(app, actor, {
        ...rest,
        centreCode: centre,
        people: people.map(({ number = null, phone = null, ...person }) => ({ ...person, number, phone })),
      }),
  }),
)
