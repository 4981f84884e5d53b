import express, { type RequestHandler, Router } from 'express'
import type { App } from '../../kernel/app.ts'
import { demand } from '../../kernel/authorise.ts'
import type { ActorOf } from '../../kernel/request-actor.ts'
import { keepRequestPaper } from './keep-request-paper.ts'
import { readRequestResult } from './read-request-result.ts'

const pageBody = express.raw({ type: () => true, limit: '8mb' })

/**
 * POST /requests/papers: a scanned page for a request that is opened at a desk.
 * GET /applications/{code}/result.pdf: the signed paper that a request without a card ended in.
 */
export function requestRoutes(app: App, actorOf: ActorOf): Router {
  const routes = Router()
  const allowed: RequestHandler = async (request, _response, next) => {
    demand(await actorOf(request), 'application.open-request')
    next()
  }
  routes.post('/requests/papers', allowed, pageBody, async (request, response) => {
    const bytes = new Uint8Array(Buffer.isBuffer(request.body) ? request.body : [])
    response.json(await keepRequestPaper(app, await actorOf(request), { bytes }))
  })
  routes.get('/applications/:code/result.pdf', async (request, response) => {
    const actor = await actorOf(request)
    demand(actor, 'application.read-result')
    const pdf = await readRequestResult(app, actor, { code: request.params.code })
    response
      .type('application/pdf')
      .set('content-disposition', 'attachment; filename="ket-qua-giai-quyet.pdf"')
      .set('cache-control', 'private, no-store')
      .send(Buffer.from(pdf))
  })
  return routes
}
