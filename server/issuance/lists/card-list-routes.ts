import express, { Router } from 'express'
import { z } from 'zod'
import { demand } from '../../kernel/authorise.ts'
import { NotAllowed } from '../../kernel/errors.ts'
import type { ActorOf } from '../../kernel/request-actor.ts'
import type { SigningApp } from '../../pki/signer-at.ts'
import { cardListPaper } from './card-list-paper.ts'
import { homeList } from './home-list.ts'
import { importHomeResult, type TrustingApp } from './import-home-result.ts'

const mostBytes = 16 * 1024 * 1024
const resultSchema = z.strictObject({ content: z.base64(), signature: z.string().max(8192) })

/**
 * GET /card-lists/{id}/list.pdf: the signed list. GET /card-lists/{id}/home.json: what its carrier takes along (core/contracts/home-hand-over.ts).
 * POST /card-lists/{id}/result: { content, signature }, the result's bytes in base64 and the JWS over their SHA-256.
 */
export function cardListRoutes(app: SigningApp & TrustingApp, actorOf: ActorOf): Router {
  const routes = Router()
  routes.get('/card-lists/:id/list.pdf', async (request, response) => {
    const actor = await actorOf(request)
    demand(actor, 'card-list.receive')
    const pdf = await cardListPaper(app, actor, { id: request.params.id })
    response
      .type('application/pdf')
      .set('content-disposition', 'inline; filename="danh-sach-giao-nhan-the.pdf"')
      .set('cache-control', 'private, no-store')
      .send(Buffer.from(pdf))
  })
  routes.get('/card-lists/:id/home.json', async (request, response) => {
    const actor = await actorOf(request)
    demand(actor, 'card-list.send')
    response
      .set('cache-control', 'private, no-store')
      .json(await homeList(app, actor, { id: request.params.id }))
  })
  const body = express.json({ limit: mostBytes })
  const admit: express.RequestHandler = async (request, response, next) => {
    const site = request.header('sec-fetch-site')
    if (site !== undefined && site !== 'same-origin') throw new NotAllowed()
    response.locals['actor'] = await actorOf(request)
    demand(response.locals['actor'], 'card-list.send')
    next()
  }
  routes.post('/card-lists/:id/result', admit, body, async (request, response) => {
    const { content, signature } = resultSchema.parse(request.body)
    const file = { content: new Uint8Array(Buffer.from(content, 'base64')), signature }
    const id = z.string().parse(request.params['id'])
    const told = await importHomeResult(app, response.locals['actor'], { id, file })
    response.set('cache-control', 'no-store').json(told)
  })
  return routes
}
