import { parseCalendarDate } from '../../../../core/dates/calendar-date.ts'
import { DomainError } from '../../../../core/errors.ts'
import { builder } from '../../../graphql/builder.ts'
import type { Actor } from '../../../kernel/actor.ts'
import type { App } from '../../../kernel/app.ts'
import { authorise, reachOf } from '../../../kernel/authorise.ts'
import { NotFound } from '../../../kernel/errors.ts'
import { calendarDateOf, dateOf, instantAt } from '../../../kernel/clock.ts'
import { weekHoursSchema } from '../../../../core/enrollment/slots.ts'
import { type Closed, closeCentre } from '../close-centre.ts'
import { appointmentCalendar, type CalendarDay, type CalendarSlot } from '../free-slots.ts'
import { liftClosure } from '../lift-closure.ts'
import { setCentreHours } from '../set-centre-hours.ts'

interface OpeningOfWeek {
  readonly weekday: number
  readonly from: string
  readonly to: string
}

const Opening = builder.objectRef<OpeningOfWeek>('CentreOpening').implement({
  fields: (t) => ({
    weekday: t.exposeInt('weekday', { description: '1 (Monday) … 7' }),
    from: t.exposeString('from'),
    to: t.exposeString('to'),
  }),
})

const SlotType = builder.objectRef<CalendarSlot>('CalendarSlot').implement({
  fields: (t) => ({
    at: t.expose('at', { type: 'DateTime' }),
    capacity: t.exposeInt('capacity'),
    taken: t.exposeInt('taken'),
    closed: t.exposeString('closed', { nullable: true, description: 'Why, where the centre is closed.' }),
  }),
})

const Day = builder.objectRef<CalendarDay>('CalendarDay').implement({
  fields: (t) => ({
    on: t.exposeString('on', { description: 'yyyy-MM-dd' }),
    dayOff: t.exposeString('dayOff', { nullable: true, description: 'Tết or another public holiday.' }),
    slots: t.field({ type: [SlotType], resolve: ({ slots }) => slots }),
  }),
})

const Calendar = builder
  .objectRef<{ readonly days: readonly CalendarDay[] }>('AppointmentCalendar')
  .implement({
    fields: (t) => ({ days: t.field({ type: [Day], resolve: ({ days }) => days }) }),
  })

builder.queryField('appointmentCalendar', (t) =>
  t.field({
    type: Calendar,
    description: 'Days of a centre with every slot and how many are booked; 31 days at most.',
    authScopes: { may: 'appointment.read' },
    errors: { types: [DomainError], union: { name: 'AppointmentCalendarResult' } },
    args: {
      centre: t.arg.string({ required: true }),
      from: t.arg.string({ required: true, description: 'yyyy-MM-dd' }),
      days: t.arg.int({ required: true }),
    },
    resolve: async (_root, { centre, from, days }, { app, actor }) => ({
      days: await appointmentCalendar(app, actor, { centreCode: centre, from, days }),
    }),
  }),
)

builder.prismaObject('CentreClosure', {
  description: 'Hours or days on which a centre takes nobody.',
  fields: (t) => ({
    id: t.exposeString('id'),
    from: t.expose('from', { type: 'DateTime' }),
    until: t.expose('until', { type: 'DateTime', description: 'The first moment after it.' }),
    reason: t.exposeString('reason'),
    liftedAt: t.expose('liftedAt', { type: 'DateTime', nullable: true }),
  }),
})

builder.prismaObject('CentreCalendar', {
  description: 'Opening hours of a centre from a day on.',
  fields: (t) => ({
    id: t.exposeString('id'),
    from: t.string({ select: { validFrom: true }, resolve: ({ validFrom }) => calendarDateOf(validFrom) }),
    to: t.string({
      nullable: true,
      select: { validTo: true },
      resolve: ({ validTo }) => validTo && calendarDateOf(validTo),
    }),
    slotMinutes: t.exposeInt('slotMinutes'),
    capacity: t.exposeInt('capacity'),
    openings: t.field({
      type: [Opening],
      select: { hours: true },
      resolve: ({ hours }) =>
        Object.entries(weekHoursSchema.parse(hours)).flatMap(([weekday, rows]) =>
          rows.map(({ from, to }) => ({ weekday: Number(weekday), from, to })),
        ),
    }),
  }),
})

builder.queryField('centreHours', (t) =>
  t.prismaField({
    type: ['CentreCalendar'],
    description: 'The hours of a centre, the latest first; twenty at most.',
    authScopes: { may: 'appointment.read' },
    args: { centre: t.arg.string({ required: true }) },
    resolve: async (query, _root, { centre }, { app, actor }) => {
      await readable(app, actor, centre)
      return app.db.centreCalendar.findMany({
        ...query,
        where: { centreCode: centre },
        orderBy: { validFrom: 'desc' },
        take: 20,
      })
    },
  }),
)

builder.queryField('centreClosures', (t) =>
  t.prismaField({
    type: ['CentreClosure'],
    description: 'Closures of a centre that are not over, the next first; fifty at most.',
    authScopes: { may: 'appointment.read' },
    args: { centre: t.arg.string({ required: true }) },
    resolve: async (query, _root, { centre }, { app, actor }) => {
      await readable(app, actor, centre)
      return app.db.centreClosure.findMany({
        ...query,
        where: { centreCode: centre, until: { gt: instantAt(app.clock()) }, liftedAt: null },
        orderBy: { from: 'asc' },
        take: 50,
      })
    },
  }),
)

async function readable(app: App, actor: Actor, code: string): Promise<void> {
  const centre = await app.db.centre.findUnique({ where: { code } })
  if (!centre) throw new NotFound('centre')
  await authorise(app, actor, 'appointment.read', centre.unitCode)
}

const ClosedType = builder.objectRef<Closed>('ClosedCentre').implement({
  fields: (t) => ({
    id: t.exposeString('id'),
    rebooked: t.exposeInt('rebooked', { description: 'People who have another time now.' }),
    displaced: t.exposeInt('displaced', { description: 'People for whom there is no later place.' }),
  }),
})

builder.mutationField('closeCentre', (t) =>
  t.field({
    type: ClosedType,
    description: 'Cancels hours or days of a centre; who was booked gets the next free places.',
    authScopes: { may: 'centre.arrange' },
    errors: { types: [DomainError], union: { name: 'CloseCentreResult' } },
    args: {
      centre: t.arg.string({ required: true }),
      from: t.arg.string({ required: true, description: 'ISO 8601' }),
      until: t.arg.string({ required: true, description: 'The first moment after it, ISO 8601.' }),
      reason: t.arg.string({ required: true, description: 'As people are told it.' }),
    },
    resolve: (_root, { centre, ...rest }, { app, actor }) =>
      closeCentre(app, actor, { ...rest, centreCode: centre }),
  }),
)

builder.mutationField('liftClosure', (t) =>
  t.prismaField({
    type: 'CentreClosure',
    description: 'The centre is open after all; who was moved keeps the new time.',
    authScopes: { may: 'centre.arrange' },
    errors: { types: [DomainError], union: { name: 'LiftClosureResult' } },
    args: { id: t.arg.string({ required: true }) },
    resolve: async (query, _root, { id }, { app, actor }) => {
      await liftClosure(app, actor, { id })
      return app.db.centreClosure.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)

const OpeningInput = builder.inputType('OpeningInput', {
  description: 'From and to in Vietnamese time, "07:30".',
  fields: (t) => ({
    weekday: t.int({ required: true, description: '1 (Monday) … 7' }),
    from: t.string({ required: true }),
    to: t.string({ required: true }),
  }),
})

builder.mutationField('setCentreHours', (t) =>
  t.prismaField({
    type: 'CentreCalendar',
    description: 'Opening hours of a centre from a day on; who is booked outside of them keeps the time.',
    authScopes: { may: 'centre.arrange' },
    errors: { types: [DomainError], union: { name: 'SetCentreHoursResult' } },
    args: {
      centre: t.arg.string({ required: true }),
      from: t.arg.string({ required: true, description: 'yyyy-MM-dd' }),
      openings: t.arg({ type: [OpeningInput], required: true }),
      slotMinutes: t.arg.int({ required: true }),
      capacity: t.arg.int({ required: true, description: 'People in one slot.' }),
    },
    resolve: async (query, _root, { centre, openings, ...rest }, { app, actor }) => {
      const hours = Object.fromEntries(
        [...Map.groupBy(openings, ({ weekday }) => weekday)].map(([weekday, rows]) => [
          weekday,
          rows.map(({ from, to }) => ({ from, to })),
        ]),
      )
      await setCentreHours(app, actor, { ...rest, centreCode: centre, hours })
      return app.db.centreCalendar.findFirstOrThrow({
        ...query,
        where: { centreCode: centre, validFrom: dateOf(parseCalendarDate(rest.from)) },
      })
    },
  }),
)

builder.queryField('appointmentCentres', (t) =>
  t.prismaField({
    type: ['Centre'],
    description:
      'Centres whose calendar the officer sees, by letters of their name or the beginning of their code; fifty at most.',
    authScopes: { may: 'appointment.read' },
    args: { text: t.arg.string({ required: true }) },
    resolve: async (query, _root, { text }, { app, actor }) => {
      const units = await reachOf(app, actor, 'appointment.read')
      const wanted = text.trim().slice(0, 60)
      return app.db.centre.findMany({
        ...query,
        where: {
          OR: [
            { name: { contains: wanted, mode: 'insensitive' } },
            { code: { startsWith: wanted.toUpperCase() } },
          ],
          ...(units && { unitCode: { in: [...units] } }),
        },
        orderBy: { code: 'asc' },
        take: 50,
      })
    },
  }),
)
