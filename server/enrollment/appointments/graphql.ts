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
import { bookAppointment, bookForFile } from './book-appointment.ts'
import { cancelAppointment } from './cancel-appointment.ts'
import { checkInAppointment, checkInByQr } from './check-in-appointment.ts'
import { type FreeSlot, freeSlots } from './free-slots.ts'
import { missAppointment } from './miss-appointment.ts'
import { moveTicket, type TicketEvent } from './move-ticket.ts'
import { placeDesk } from './place-desk.ts'
import { rebookAppointment } from './rebook-appointment.ts'
import { takeTicket } from './take-ticket.ts'
import { wholeDay } from './whole-days.ts'

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
    purpose: t.exposeString('purpose', { description: 'APPLICATION, RECAPTURE, COLLECTION' }),
    place: t.exposeInt('place', {
      nullable: true,
      description: 'In its slot, from 1; null where it takes none.',
    }),
    group: t.exposeString('groupName', { nullable: true }),
    fileCode: t.string({
      nullable: true,
      description: 'Of the file that the visit is for.',
      select: { file: { select: { code: true } } },
      resolve: ({ file }) => file?.code ?? null,
    }),
    checkedInAt: t.expose('checkedInAt', { type: 'DateTime', nullable: true }),
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
    description: 'Bookings of a centre for a day, in the order of their times, within the officer’s units.',
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
        orderBy: [{ at: 'asc' }, { id: 'asc' }],
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

builder.mutationField('bookForFile', (t) =>
  t.prismaField({
    type: 'Appointment',
    description: 'A visit to complete a returned file, or to collect the card that waits.',
    authScopes: { may: 'appointment.book' },
    errors: { types: [DomainError], union: { name: 'BookForFileResult' } },
    args: {
      code: t.arg.string({ required: true }),
      purpose: t.arg.string({ required: true, description: 'RECAPTURE, COLLECTION' }),
      centre: t.arg.string({ required: true }),
      at: t.arg.string({ required: true, description: 'Start of a slot, ISO 8601.' }),
    },
    resolve: async (query, _root, { centre, ...input }, { app, actor }) => {
      const { id } = await bookForFile(app, actor, { ...input, centreCode: centre })
      return app.db.appointment.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)

builder.mutationField('rebookAppointment', (t) =>
  t.prismaField({
    type: 'Appointment',
    description: 'Another time for who booked or missed theirs, at another centre too.',
    authScopes: { may: 'appointment.book' },
    errors: { types: [DomainError], union: { name: 'RebookAppointmentResult' } },
    args: {
      id: t.arg.string({ required: true }),
      centre: t.arg.string({ required: true }),
      at: t.arg.string({ required: true, description: 'Start of a slot, ISO 8601.' }),
    },
    resolve: async (query, _root, { id, centre, at }, { app, actor }) => {
      await rebookAppointment(app, actor, { id, centreCode: centre, at })
      return app.db.appointment.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)

builder.mutationField('checkInByQr', (t) =>
  t.prismaField({
    type: 'Appointment',
    description: 'The applicant has come and shows the QR of the booking.',
    authScopes: { may: 'appointment.book' },
    errors: { types: [DomainError], union: { name: 'CheckInByQrResult' } },
    args: { centre: t.arg.string({ required: true }), scan: t.arg.string({ required: true }) },
    resolve: async (query, _root, { centre, scan }, { app, actor }) => {
      const { id } = await checkInByQr(app, actor, { centreCode: centre, scan })
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
