import type {
  AppointmentView,
  DayReconciliation,
  DayView,
  TicketView,
} from '../../core/contracts/desk/day.ts'
import type { Booking, DayTicket } from '../../core/contracts/kiosk-day.ts'
import { type CalendarDate, calendarDateAt } from '../../core/dates/calendar-date.ts'
import { ticketName } from '../../core/enrollment/ticket-series.ts'
import { ticketLifecycle } from '../../core/lifecycle/appointment.ts'
import { possibleEvents } from '../../core/lifecycle/machine.ts'
import { epochOf } from '../clock.ts'
import type { Kiosk } from '../session/kiosk.ts'
import {
  type Between,
  filesOfDay,
  medianOf,
  type Place,
  reconciliationOf,
  sealedByHour,
  throughputOf,
} from './day-figures.ts'

export type DayKiosk = Pick<
  Kiosk,
  'clock' | 'dayBook' | 'drafts' | 'installation' | 'outbox' | 'progress' | 'tally'
>

/** Everything of today from this computer's own disk: it is the same with and without the network. */
export function dayView(kiosk: DayKiosk): DayView {
  const { dayBook, tally } = kiosk
  const now = kiosk.clock()
  const on = calendarDateAt(now)
  const today = spanOf(on)
  const synced = dayBook.get('synced')?.content ?? null
  const tickets = ticketsOf(kiosk, on).map((ticket) => ticketView(kiosk, ticket, now))
  const waited = tickets
    .filter(({ status, calledAt }) => calledAt !== null || status === 'WAITING')
    .map(({ waitedMinutes }) => waitedMinutes)
  const files = [...tally.files().values()]
  return {
    on,
    appointments: (synced?.bookings ?? [])
      .filter(({ at }) => isWithin(epochOf(at), today))
      .map((booking) => appointmentView(kiosk, booking)),
    tickets,
    waitingMinutes: { median: medianOf(waited), longest: waited.length > 0 ? Math.max(...waited) : null },
    byHour: sealedByHour(files, today),
    desks: [throughputOf(deskName(kiosk), files, today)],
    reconciliation: reconciliation(kiosk, on),
  }
}

/** The sum of a day, from the files on the disk. */
export function reconciliation(kiosk: DayKiosk, on: CalendarDate): DayReconciliation {
  const closed = kiosk.dayBook.get('own').closings[on]
  return reconciliationOf(placesOf(kiosk, on), closed?.closedAt ?? null)
}

export function placesOf(
  { drafts, outbox, tally }: DayKiosk,
  on: CalendarDate,
): Readonly<Record<Place, readonly string[]>> {
  // Counting comes a moment after the file itself.
  const here = [
    ...drafts.ids(),
    ...outbox.list().flatMap(({ applicationCode, foreign }) => (foreign ? [] : applicationCode)),
  ]
  const files = new Map(here.map((code) => [code, {}]))
  for (const [code, counted] of tally.files()) files.set(code, counted)
  return filesOfDay(on, files, {
    hasDraft: (code) => drafts.has(code),
    packet: (code) => outbox.findByApplication(code)?.state ?? null,
  })
}

function spanOf(on: CalendarDate): Between {
  const from = Date.parse(`${on}T00:00:00+07:00`)
  return { from, to: from + 86_400_000 }
}

const isWithin = (at: number, { from, to }: Between) => at >= from && at < to

/** Own numbers, and those of others as of the last synchronisation, in the order in which they were taken. */
function ticketsOf({ dayBook }: DayKiosk, on: CalendarDate): readonly DayTicket[] {
  const others = dayBook.get('synced')?.content.tickets ?? []
  return [...dayBook.get('own').tickets, ...others]
    .filter(({ day }) => day === on)
    .toSorted((a, b) => (a.takenAt < b.takenAt ? -1 : 1))
}

export function ticketView(
  { dayBook }: Pick<DayKiosk, 'dayBook'>,
  ticket: DayTicket,
  now: number,
): TicketView {
  const { id, number, kind, status, takenAt, calledAt } = ticket
  const own = dayBook.get('own').tickets.some((one) => one.id === id)
  const until = calledAt === null ? now : epochOf(calledAt)
  return {
    id,
    number,
    name: ticketName(ticket),
    kind,
    status,
    events: own ? possibleEvents(ticketLifecycle, status) : [],
    takenAt,
    calledAt,
    waitedMinutes: Math.max(0, Math.round((until - epochOf(takenAt)) / 60_000)),
  }
}

function appointmentView({ dayBook }: DayKiosk, booking: Booking): AppointmentView {
  const { id, at, name, number, birthDate, kind, status, group } = booking
  const cameIn = dayBook.get('own').checkIns[id] !== undefined && status === 'BOOKED'
  const snapshot = number !== null && dayBook.get('subjects').some((subject) => subject.number === number)
  return { id, at, name, number, birthDate, kind, status: cameIn ? 'CHECKED_IN' : status, group, snapshot }
}

function deskName({ dayBook, installation }: DayKiosk): string {
  const desk = dayBook.get('synced')?.content.desk
  return desk ? desk.name : `Máy ${installation.machine().settings.machineNumber}`
}
