import { Router } from 'express'
import type { App } from '../../kernel/app.ts'
import { demand } from '../../kernel/authorise.ts'
import type { ActorOf } from '../../kernel/request-actor.ts'
import { readPaper } from './decision-paper.ts'

/** GET /conflicts/{id}/paper: the scanned paper on which the decision of a case rests. */
export function paperRoutes(app: App, actorOf: ActorOf): Router {
  const routes = Router()
  routes.get('/conflicts/:id/paper', async (request, response) => {
    const actor = await actorOf(request)
    demand(actor, 'conflict.read')
    const { paper, type } = await readPaper(app, actor, { id: request.params.id })
    response
      .type(type)
      .set('content-disposition', 'inline; filename="giay-to"')
      .set('cache-control', 'private, no-store')
      .send(Buffer.from(paper))
  })
  return routes
}
