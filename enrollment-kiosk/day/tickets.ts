import { randomUUID } from 'node:crypto'
import type { DayTicket } from '../../core/contracts/kiosk-day.ts'
import { calendarDateAt } from '../../core/dates/calendar-date.ts'
import { seriesOf } from '../../core/enrollment/ticket-series.ts'
import { ticketLifecycle } from '../../core/lifecycle/appointment.ts'
import { type EventsOf, nextState, TransitionRefused } from '../../core/lifecycle/machine.ts'
import { instantOf } from '../clock.ts'
import type { Kiosk } from '../session/kiosk.ts'
import { TicketUnknown } from './refusals.ts'

type Giving = Pick<Kiosk, 'clock' | 'dayBook' | 'installation' | 'progress'>
export const ticketEvents = ['call', 'skip', 'serve', 'finish', 'close'] as const satisfies readonly EventsOf<
  typeof ticketLifecycle
>[]
type TicketEvent = (typeof ticketEvents)[number]

/** Numbers of the last days stay until the server knows them. */
const keptDays = 7

/** Gives a walk-in the next number of this kiosk's series: on disk before it is called out, so none is given twice or skipped. */
export async function takeTicket(kiosk: Giving, kind: string | null): Promise<DayTicket> {
  const { settings } = kiosk.installation.machine()
  const series = seriesOf(settings.machineNumber)
  const now = kiosk.clock()
  const day = calendarDateAt(now)
  const given = await kiosk.dayBook.change((own) => {
    const numbers = own.tickets.filter((one) => one.day === day && one.series === series)
    const number = Math.max(0, ...numbers.map((one) => one.number)) + 1
    const ticket: DayTicket = {
      id: randomUUID(),
      day,
      series,
      number,
      kind,
      status: ticketLifecycle.initial,
      takenAt: instantOf(now),
      calledAt: null,
      servedAt: null,
      finishedAt: null,
    }
    const oldest = calendarDateAt(now - keptDays * 86_400_000)
    const recent = own.tickets.filter((one) => one.day >= oldest || own.untold.tickets.includes(one.id))
    const untold = { ...own.untold, tickets: [...own.untold.tickets, ticket.id] }
    return { own: { ...own, tickets: [...recent, ticket], untold }, answer: ticket }
  })
  kiosk.progress.emit({ type: 'day' })
  return given
}

/** When each event happened, in the ticket. */
const times = { call: 'calledAt', serve: 'servedAt', finish: 'finishedAt' } as const

/** Calls, serves, skips, finishes or closes a number that this kiosk gave. Throws TicketUnknown, TransitionRefused. */
export async function moveTicket(kiosk: Giving, id: string, event: TicketEvent): Promise<DayTicket> {
  const moved = await kiosk.dayBook.change((own) => {
    const ticket = own.tickets.find((one) => one.id === id)
    if (!ticket) throw new TicketUnknown()
    const status = nextState(ticketLifecycle, ticket.status, event)
    if (!status) throw new TransitionRefused(ticketLifecycle.name, ticket.status, event)
    const time = event in times ? { [times[event as keyof typeof times]]: instantOf(kiosk.clock()) } : {}
    const answer: DayTicket = { ...ticket, ...time, status }
    const tickets = own.tickets.map((one) => (one.id === id ? answer : one))
    const untold = { ...own.untold, tickets: [...new Set([...own.untold.tickets, id])] }
    return { own: { ...own, tickets, untold }, answer }
  })
  kiosk.progress.emit({ type: 'day' })
  return moved
}
