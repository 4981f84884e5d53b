import { z } from 'zod'
import type { PickupCentre } from '../../core/contracts/desk/day.ts'
import { calendarDateAt, parseCalendarDate } from '../../core/dates/calendar-date.ts'
import type { Kiosk } from '../session/kiosk.ts'
import type { LocalRequest, Route } from '../session/local-router.ts'
import { sessionAnswer } from '../session/session-answer.ts'
import { checkIn } from './check-in.ts'
import { closeDay } from './close-day.ts'
import { dayView, ticketView } from './day-view.ts'
import { groupView } from './groups.ts'
import { openReturned, returnedFiles } from './returned.ts'
import { seatedOfficer } from './seated-officer.ts'
import { moveTicket, takeTicket, ticketEvents } from './tickets.ts'
import { unitsLike } from './units.ts'

const ticketSchema = z.strictObject({ kind: z.string().min(1).max(20).nullable().default(null) })
const ticketEventSchema = z.strictObject({ event: z.enum(ticketEvents) })
/** Today, where no day is given. */
const closingSchema = z.strictObject({ on: z.iso.date().nullable().default(null) })

/** The day at this desk: core/contracts/desk/day.ts. Everything but a returned file works without the network. */
export function dayRoutes(kiosk: Kiosk): readonly Route[] {
  /** Names of people are for whoever has signed in. */
  const seated = (handle: Route['handle']): Route['handle'] => {
    return (request) => {
      seatedOfficer(kiosk)
      return handle(request)
    }
  }
  const named = (request: LocalRequest, name: string) => request.params[name] ?? ''
  return [
    { method: 'GET', path: '/day', handle: seated(() => ({ json: dayView(kiosk) })) },
    {
      method: 'POST',
      path: '/day/tickets',
      handle: seated(async (request) => {
        const ticket = await takeTicket(kiosk, request.read(ticketSchema).kind)
        return { json: ticketView(kiosk, ticket, kiosk.clock()) }
      }),
    },
    {
      method: 'POST',
      path: '/day/tickets/:id/events',
      handle: seated(async (request) => {
        const { event } = request.read(ticketEventSchema)
        const ticket = await moveTicket(kiosk, named(request, 'id'), event)
        return { json: ticketView(kiosk, ticket, kiosk.clock()) }
      }),
    },
    {
      method: 'POST',
      path: '/day/appointments/:id/check-in',
      handle: seated(async (request) => {
        await checkIn(kiosk, named(request, 'id'))
        return { json: dayView(kiosk) }
      }),
    },
    {
      method: 'POST',
      path: '/day/reconciliation',
      async handle(request) {
        const { on } = request.read(closingSchema)
        const day = on === null ? calendarDateAt(kiosk.clock()) : parseCalendarDate(on)
        return { json: await closeDay(kiosk, day) }
      },
    },
    { method: 'GET', path: '/returned', handle: seated(() => ({ json: returnedFiles(kiosk) })) },
    {
      method: 'POST',
      path: '/returned/:code/open',
      handle: async (request) => sessionAnswer(kiosk, await openReturned(kiosk, named(request, 'code'))),
    },
    {
      method: 'GET',
      path: '/groups/:code',
      handle: seated((request) => ({ json: groupView(kiosk, named(request, 'code')) })),
    },
    {
      method: 'GET',
      path: '/units',
      handle: (request) => ({ json: unitsLike(referenceOf(kiosk), request.query.get('q') ?? '') }),
    },
    {
      method: 'GET',
      path: '/centres',
      handle: () => ({ json: (referenceOf(kiosk)?.centres ?? []) satisfies readonly PickupCentre[] }),
    },
  ]
}

const referenceOf = ({ dayBook }: Kiosk) => dayBook.get('reference')?.content ?? null
