import { parseCalendarDate } from '../../../core/dates/calendar-date.ts'
import { ticketName } from '../../../core/enrollment/ticket-series.ts'
import { DomainError } from '../../../core/errors.ts'
import { appointmentLifecycle, ticketLifecycle } from '../../../core/lifecycle/appointment.ts'
import { possibleEvents } from '../../../core/lifecycle/machine.ts'
import { builder } from '../../graphql/builder.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { reachOf } from '../../kernel/authorise.ts'
import { dateOf } from '../../kernel/clock.ts'
import { bookAppointment } from './book-appointment.ts'
import { cancelAppointment } from './cancel-appointment.ts'
import { checkInAppointment } from './check-in-appointment.ts'
import { type FreeSlot, freeSlots, wholeDay } from './free-slots.ts'
import { missAppointment } from './miss-appointment.ts'
import { moveTicket, type TicketEvent } from './move-ticket.ts'
import { placeDesk } from './place-desk.ts'
import { setCentreHours } from './set-centre-hours.ts'
import { takeTicket } from './take-ticket.ts'

builder.prismaObject('Appointment', {
  description: 'Lịch hẹn, for officers of its centre’s unit.',
  fields: (t) => ({
    id: t.exposeString('id'),
    at: t.expose('at', { type: 'DateTime' }),
    state: t.exposeString('status'),
    name: t.exposeString('name'),
    number: t.exposeString('number', { nullable: true }),
    birthDate: t.exposeString('birthDate'),
    phone: t.exposeString('phone', { nullable: true }),
    kind: t.exposeString('kind'),
    group: t.exposeString('groupName', { nullable: true }),
    possibleEvents: t.stringList({
      select: { status: true },
      resolve: ({ status }) => [...possibleEvents(appointmentLifecycle, status)],
    }),
  }),
})

builder.prismaObject('Ticket', {
  description: 'Số thứ tự of a walk-in.',
  fields: (t) => ({
    id: t.exposeString('id'),
    name: t.string({
      description: '"12", or with the letter of the kiosk that gave it: "B3".',
      select: { series: true, number: true },
      resolve: (ticket) => ticketName(ticket),
    }),
    state: t.exposeString('status'),
    kind: t.exposeString('kind', { nullable: true }),
    takenAt: t.expose('takenAt', { type: 'DateTime' }),
    calledAt: t.expose('calledAt', { type: 'DateTime', nullable: true }),
    finishedAt: t.expose('finishedAt', { type: 'DateTime', nullable: true }),
    possibleEvents: t.stringList({
      select: { status: true },
      resolve: ({ status }) => [...possibleEvents(ticketLifecycle, status)],
    }),
  }),
})

const Slot = builder.objectRef<FreeSlot>('AppointmentSlot').implement({
  description: 'A time at which people may be asked to come.',
  fields: (t) => ({ at: t.expose('at', { type: 'DateTime' }), free: t.exposeInt('free') }),
})

const Slots = builder.objectRef<{ readonly slots: readonly FreeSlot[] }>('AppointmentSlots').implement({
  fields: (t) => ({ slots: t.field({ type: [Slot], resolve: ({ slots }) => slots }) }),
})

builder.queryField('appointmentSlots', (t) =>
  t.field({
    type: Slots,
    description: 'The slots of a day, computed from the centre’s hours when they are asked for.',
    authScopes: { may: 'appointment.read' },
    errors: { types: [DomainError], union: { name: 'AppointmentSlotsResult' } },
    args: {
      centre: t.arg.string({ required: true }),
      on: t.arg.string({ required: true, description: 'yyyy-MM-dd' }),
    },
    resolve: async (_root, { centre, on }, { app, actor }) => ({
      slots: await freeSlots(app, actor, { centreCode: centre, on }),
    }),
  }),
)

builder.queryField('appointments', (t) =>
  t.prismaConnection({
    type: 'Appointment',
    cursor: 'id',
    description: 'Bookings of a centre for a day, in the order of booking, within the officer’s units.',
    authScopes: { may: 'appointment.read' },
    args: {
      centre: t.arg.string({ required: true }),
      on: t.arg.string({ required: true, description: 'yyyy-MM-dd' }),
    },
    maxSize: 50,
    defaultSize: 50,
    resolve: async (query, _root, { centre, on }, { app, actor }) =>
      app.db.appointment.findMany({
        ...query,
        where: {
          centreCode: centre,
          at: wholeDay(parseCalendarDate(on)),
          ...(await withinUnits(app, actor, 'appointment.read')),
        },
        orderBy: { id: 'asc' },
      }),
  }),
)

builder.queryField('tickets', (t) =>
  t.prismaConnection({
    type: 'Ticket',
    cursor: 'id',
    description: 'Walk-in numbers of a centre for a day, within the officer’s units.',
    authScopes: { may: 'ticket.handle' },
    args: {
      centre: t.arg.string({ required: true }),
      on: t.arg.string({ required: true, description: 'yyyy-MM-dd' }),
    },
    maxSize: 50,
    defaultSize: 50,
    resolve: async (query, _root, { centre, on }, { app, actor }) =>
      app.db.ticket.findMany({
        ...query,
        where: {
          centreCode: centre,
          day: dateOf(parseCalendarDate(on)),
          ...(await withinUnits(app, actor, 'ticket.handle')),
        },
        orderBy: { id: 'asc' },
      }),
  }),
)

async function withinUnits(app: App, actor: Actor, action: 'appointment.read' | 'ticket.handle') {
  const units = await reachOf(app, actor, action)
  return units && { centre: { unitCode: { in: [...units] } } }
}

const BookingInput = builder.inputType('BookingInput', {
  fields: (t) => ({
    centreCode: t.string({ required: true }),
    at: t.string({ required: true, description: 'Start of a slot, ISO 8601.' }),
    name: t.string({ required: true }),
    number: t.string(),
    birthDate: t.string({ required: true, description: 'yyyy, yyyy-MM or yyyy-MM-dd' }),
    phone: t.string(),
    kind: t.string({ required: true, description: 'FIRST_ISSUE, EXCHANGE, REISSUE' }),
    groupName: t.string({ description: 'Tổ dân phố, school or household that comes together.' }),
  }),
})

builder.mutationField('bookAppointment', (t) =>
  t.prismaField({
    type: 'Appointment',
    authScopes: { may: 'appointment.book' },
    errors: { types: [DomainError], union: { name: 'BookAppointmentResult' } },
    args: { booking: t.arg({ type: BookingInput, required: true }) },
    resolve: async (query, _root, { booking }, { app, actor }) => {
      const { number = null, phone = null, groupName = null, ...rest } = booking
      const { id } = await bookAppointment(app, actor, { ...rest, number, phone, groupName })
      return app.db.appointment.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)

const AppointmentEvent = builder.enumType('AppointmentEvent', {
  values: ['checkIn', 'cancel', 'miss'] as const,
})
const appointmentEvents = {
  checkIn: checkInAppointment,
  cancel: cancelAppointment,
  miss: missAppointment,
} as const

builder.mutationField('moveAppointment', (t) =>
  t.prismaField({
    type: 'Appointment',
    description: 'The applicant has come, has cancelled, or has not come.',
    authScopes: { may: 'appointment.book' },
    errors: { types: [DomainError], union: { name: 'MoveAppointmentResult' } },
    args: {
      id: t.arg.string({ required: true }),
      event: t.arg({ type: AppointmentEvent, required: true }),
    },
    resolve: async (query, _root, { id, event }, { app, actor }) => {
      await appointmentEvents[event](app, actor, { id })
      return app.db.appointment.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)

builder.mutationField('takeTicket', (t) =>
  t.prismaField({
    type: 'Ticket',
    description: 'Gives a walk-in the next number of the day.',
    authScopes: { may: 'ticket.handle' },
    errors: { types: [DomainError], union: { name: 'TakeTicketResult' } },
    args: { centre: t.arg.string({ required: true }), kind: t.arg.string() },
    resolve: async (query, _root, { centre, kind = null }, { app, actor }) => {
      const { id } = await takeTicket(app, actor, { centreCode: centre, kind })
      return app.db.ticket.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)

const TicketEventType = builder.enumType('TicketEvent', {
  values: ['call', 'serve', 'skip', 'finish', 'close'] as const satisfies readonly TicketEvent[],
})

builder.mutationField('moveTicket', (t) =>
  t.prismaField({
    type: 'Ticket',
    authScopes: { may: 'ticket.handle' },
    errors: { types: [DomainError], union: { name: 'MoveTicketResult' } },
    args: {
      id: t.arg.string({ required: true }),
      event: t.arg({ type: TicketEventType, required: true }),
      desk: t.arg.int({ description: 'To which desk the number is called.' }),
    },
    resolve: async (query, _root, { id, event, desk = null }, { app, actor }) => {
      await moveTicket(app, actor, { id, event, deskNumber: desk })
      return app.db.ticket.findUniqueOrThrow({ ...query, where: { id } })
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
  t.boolean({
    description: 'Opening hours of a centre from a day on.',
    authScopes: { may: 'centre.arrange' },
    args: {
      centre: t.arg.string({ required: true }),
      from: t.arg.string({ required: true, description: 'yyyy-MM-dd' }),
      openings: t.arg({ type: [OpeningInput], required: true }),
      slotMinutes: t.arg.int({ required: true }),
      capacity: t.arg.int({ required: true, description: 'People in one slot.' }),
    },
    resolve: async (_root, { centre, openings, ...rest }, { app, actor }) => {
      const hours = Object.fromEntries(
        [...Map.groupBy(openings, ({ weekday }) => weekday)].map(([weekday, rows]) => [
          weekday,
          rows.map(({ from, to }) => ({ from, to })),
        ]),
      )
      await setCentreHours(app, actor, { ...rest, centreCode: centre, hours })
      return true
    },
  }),
)

builder.mutationField('placeDesk', (t) =>
  t.boolean({
    description: 'A desk of a centre: new, renamed, closed, or with another kiosk.',
    authScopes: { may: 'centre.arrange' },
    args: {
      centre: t.arg.string({ required: true }),
      number: t.arg.int({ required: true }),
      name: t.arg.string({ required: true }),
      machineId: t.arg.string(),
      active: t.arg.boolean({ required: true, defaultValue: true }),
    },
    resolve: async (_root, { centre, machineId = null, ...rest }, { app, actor }) => {
      await placeDesk(app, actor, { ...rest, centreCode: centre, machineId })
      return true
    },
  }),
)
