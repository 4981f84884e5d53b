import { type Response, Router } from 'express'
import { z } from 'zod'
import type { App } from '../../../kernel/app.ts'
import { demand } from '../../../kernel/authorise.ts'
import type { ActorOf } from '../../../kernel/request-actor.ts'
import { bookingTicket } from './booking-ticket.ts'
import { printNotices } from './notice-list.ts'

const part = z.coerce.number().int().min(0).max(1000).default(0)
const area = { part, unit: z.string().max(20), hamlet: z.string().max(60).default('') }
const asked = z.discriminatedUnion('source', [
  z.strictObject({ source: z.literal('AGE'), ...area, from: z.string(), to: z.string() }),
  z.strictObject({ source: z.enum(['RETURNED', 'WAITING']), ...area }),
  z.strictObject({ source: z.literal('GROUP'), part, group: z.string() }),
])

/**
 * GET /appointments/{id}/ticket.pdf: when and where somebody comes. GET /notices/list.pdf, /notices/letters.pdf ?source=…: whom of
 * an area or a group to ask to come; an address names units, days and records, never a person.
 */
export function appointmentPaperRoutes(app: App, actorOf: ActorOf): Router {
  const routes = Router()
  routes.get('/appointments/:id/ticket.pdf', async (request, response) => {
    send(response, 'phieu-hen', await bookingTicket(app, await actorOf(request), request.params))
  })
  routes.get('/notices/list.pdf', async (request, response) => {
    const actor = await actorOf(request)
    demand(actor, 'notice.print')
    const source = asked.parse(request.query)
    send(response, 'danh-sach-moi', await printNotices(app, actor, { ...source, paper: 'LIST' }))
  })
  routes.get('/notices/letters.pdf', async (request, response) => {
    const actor = await actorOf(request)
    demand(actor, 'notice.print')
    const source = asked.parse(request.query)
    send(response, 'giay-moi', await printNotices(app, actor, { ...source, paper: 'LETTERS' }))
  })
  return routes
}

function send(response: Response, name: string, pdf: Uint8Array): void {
  response
    .type('application/pdf')
    .set('content-disposition', `attachment; filename="${name}.pdf"`)
    .set('cache-control', 'private, no-store')
    .send(Buffer.from(pdf))
}
