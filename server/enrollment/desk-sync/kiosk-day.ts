import { createHash } from 'node:crypto'
import type { Booking, DayTicket, KioskDay } from '../../../core/contracts/kiosk-day.ts'
import { type CalendarDate, calendarDateAt } from '../../../core/dates/calendar-date.ts'
import { seriesOf } from '../../../core/enrollment/ticket-series.ts'
import type { Appointment, Ticket } from '../../../prisma/client/client.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { dateOf } from '../../kernel/clock.ts'
import { NotFound } from '../../kernel/errors.ts'
import { wholeDay } from '../appointments/whole-days.ts'
import { askingKiosk, type Machine } from './own-centre.ts'
import { waitingForVisit } from './pre-registered.ts'
import { returnedNotices } from './returned-notices.ts'

/** Today and a week: a kiosk may be without the network for so long. */
const daysAhead = 8

/** Bookings of these states are of no use at a desk. */
const gone = ['CANCELLED', 'MISSED', 'DISPLACED']

/** An answer that is sent only to whoever does not have it yet. */
export interface Tagged<T> {
  readonly tag: string
  /** Null where the tag is the one that the asker knows. */
  readonly content: T | null
}

/** What a kiosk needs for the days to come at its desk; that it was given away is in the audit, with counts. */
export async function kioskDay(app: App, actor: Actor, known: string | null): Promise<Tagged<KioskDay>> {
  const machine = askingKiosk(actor)
  const at = app.clock()
  const content = await dayOf(app, machine, calendarDateAt(at))
  const tag = tagOf(content)
  if (tag === known) return { tag, content: null }
  const details = { bookings: content.bookings.length, returned: content.returned.length }
  const subject = { subjectKind: 'centre', subjectId: machine.centreCode, details }
  await audit(app.db, { actor, at, action: 'kiosk.day', ...subject })
  return { tag, content }
}

export function tagOf(content: unknown): string {
  return `"${createHash('sha256').update(JSON.stringify(content)).digest('base64url')}"`
}

async function dayOf(app: App, { id, centreCode }: Machine, on: CalendarDate): Promise<KioskDay> {
  const machine = await app.db.machine.findUnique({ where: { id }, include: { centre: true } })
  if (!machine) throw new NotFound('machine')
  const ownSeries = seriesOf(machine.number ?? 1)
  const [desk, bookings, tickets, returned] = await Promise.all([
    app.db.desk.findFirst({ where: { machineId: id, active: true }, select: { number: true, name: true } }),
    bookingsOf(app, centreCode, on),
    app.db.ticket.findMany({
      where: { centreCode, day: dateOf(on), series: { not: ownSeries } },
      orderBy: { takenAt: 'asc' },
      take: 2000,
    }),
    returnedNotices(app, { centreCode }),
  ])
  return { on, phone: machine.centre.phone, desk, bookings, tickets: tickets.map(ticketOf), returned }
}

async function bookingsOf(app: App, centreCode: string, on: CalendarDate): Promise<Booking[]> {
  const rows = await app.db.appointment.findMany({
    where: {
      centreCode,
      at: wholeDay(on, daysAhead),
      status: { notIn: gone },
      // Who fetches a card goes to another counter.
      purpose: { not: 'COLLECTION' },
    },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
  })
  const numbers = rows.flatMap(({ number }) => number ?? [])
  const known = await app.db.identityNumber.findMany({
    where: { number: { in: numbers } },
    select: { number: true, residentId: true, resident: { select: { version: true } } },
  })
  const versions = new Map(known.map(({ number, resident }) => [number, resident.version]))
  const filledIn = await app.db.preRegistration.findMany({
    where: { residentId: { in: known.map(({ residentId }) => residentId) }, ...waitingForVisit },
    select: { id: true, residentId: true },
  })
  const fromHome = new Map(filledIn.map(({ id, residentId }) => [residentId, id]))
  const residents = new Map(known.map(({ number, residentId }) => [number, residentId]))
  return rows.map((row) => {
    const number = row.number ?? ''
    const preRegistration = fromHome.get(residents.get(number) ?? '')
    return { ...bookingOf(row, versions.get(number) ?? null), ...(preRegistration && { preRegistration }) }
  })
}

function bookingOf(row: Appointment, subjectVersion: number | null): Booking {
  const { id, at, name, number, birthDate, kind, status, groupName: group } = row
  return { id, at: at.toISOString(), name, number, birthDate, kind, status, group, subjectVersion }
}

function ticketOf(row: Ticket): DayTicket {
  const { id, series, number, kind, takenAt, calledAt, servedAt, finishedAt } = row
  return {
    id,
    day: row.day.toISOString().slice(0, 10),
    series,
    number,
    kind,
    status: row.status as DayTicket['status'],
    takenAt: takenAt.toISOString(),
    calledAt: calledAt?.toISOString() ?? null,
    servedAt: servedAt?.toISOString() ?? null,
    finishedAt: finishedAt?.toISOString() ?? null,
  }
}
