import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import type { App } from '../kernel/app.ts'
import { demand } from '../kernel/authorise.ts'
import type { ActorOf } from '../kernel/request-actor.ts'
import { printBlankLabels } from './print-blank-labels.ts'
import { printBoxLabels } from './print-box-labels.ts'

const blanks = z.strictObject({
  from: z.string(),
  count: z.coerce.number(),
  bundle: z.coerce.number().optional(),
})
const boxes = z.strictObject({
  parcel: z.string(),
  unit: z.string(),
  cards: z.coerce.number(),
  perBox: z.coerce.number().optional(),
})

/** GET /labels/blanks.pdf?from&count[&bundle], /labels/boxes.pdf?parcel&unit&cards[&perBox]: A4 sheets of labels. */
export function labelRoutes(app: App, actorOf: ActorOf): Router {
  const routes = Router()
  routes.get('/labels/blanks.pdf', async (request: Request, response) => {
    const actor = await actorOf(request)
    demand(actor, 'stock.issue')
    const { bundle, ...input } = blanks.parse(request.query)
    send(
      response,
      'nhan-phoi-the',
      await printBlankLabels(app, actor, { ...input, ...(bundle !== undefined && { bundle }) }),
    )
  })
  routes.get('/labels/boxes.pdf', async (request: Request, response) => {
    const actor = await actorOf(request)
    demand(actor, 'card.dispatch')
    const { perBox, ...input } = boxes.parse(request.query)
    send(
      response,
      'nhan-thung-the',
      await printBoxLabels(app, actor, { ...input, ...(perBox !== undefined && { perBox }) }),
    )
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
