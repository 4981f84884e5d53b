import express, { Router } from 'express'
import { z } from 'zod'
import type { App } from '../../kernel/app.ts'
import { demand } from '../../kernel/authorise.ts'
import { NotAllowed } from '../../kernel/errors.ts'
import type { ActorOf } from '../../kernel/request-actor.ts'
import { importCarrierProof } from './import-carrier-proof.ts'
import { postSlip } from './post-slip.ts'

const mostBytes = 4 * 1024 * 1024
const proofSchema = z.strictObject({ content: z.base64(), signature: z.string().max(8192) })

/**
 * GET /mailings/{id}/slip.pdf: what goes on the envelope. POST /carrier-proofs: { content, signature }, the bytes of the carrier's file
 * (core/contracts/carrier-proof.ts) in base64 and its JWS over their SHA-256.
 */
export function postRoutes(app: App, actorOf: ActorOf): Router {
  const routes = Router()
  routes.get('/mailings/:id/slip.pdf', async (request, response) => {
    const actor = await actorOf(request)
    demand(actor, 'card.post')
    const pdf = await postSlip(app, actor, { mailingId: request.params.id })
    response
      .type('application/pdf')
      .set('content-disposition', 'inline; filename="phieu-gui.pdf"')
      .set('cache-control', 'private, no-store')
      .send(Buffer.from(pdf))
  })
  const body = express.json({ limit: mostBytes })
  const admit: express.RequestHandler = async (request, response, next) => {
    const site = request.header('sec-fetch-site')
    if (site !== undefined && site !== 'same-origin') throw new NotAllowed()
    response.locals['actor'] = await actorOf(request)
    demand(response.locals['actor'], 'card.post')
    next()
  }
  routes.post('/carrier-proofs', admit, body, async (request, response) => {
    const { content, signature } = proofSchema.parse(request.body)
    const file = { content: new Uint8Array(Buffer.from(content, 'base64')), signature }
    const told = await importCarrierProof(app, response.locals['actor'], file)
    response.set('cache-control', 'no-store').json(told)
  })
  return routes
}
