import { Router } from 'express'
import { demand } from '../../kernel/authorise.ts'
import type { ActorOf } from '../../kernel/request-actor.ts'
import type { SigningApp } from '../../pki/signer-at.ts'
import { minutesPaper } from './minutes-paper.ts'

/** GET /minutes/{id}.pdf: biên bản with the installation's signature. */
export function minutesRoutes(app: SigningApp, actorOf: ActorOf): Router {
  const routes = Router()
  routes.get('/minutes/:id.pdf', async (request, response) => {
    const actor = await actorOf(request)
    demand(actor, 'minutes.read')
    const pdf = await minutesPaper(app, actor, { id: request.params.id })
    response
      .type('application/pdf')
      .set('content-disposition', 'inline; filename="bien-ban.pdf"')
      .set('cache-control', 'private, no-store')
      .send(Buffer.from(pdf))
  })
  return routes
}
