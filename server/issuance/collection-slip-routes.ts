import { Router } from 'express'
import { demand } from '../kernel/authorise.ts'
import type { ActorOf } from '../kernel/request-actor.ts'
import type { SigningApp } from '../pki/signer-at.ts'
import { signCollectionSlip } from './sign-collection-slip.ts'

/** GET /applications/{code}/slip.pdf: the signed collection slip of a file. */
export function collectionSlipRoutes(app: SigningApp, actorOf: ActorOf): Router {
  const routes = Router()
  routes.get('/applications/:code/slip.pdf', async (request, response) => {
    const actor = await actorOf(request)
    demand(actor, 'application.sign-slip')
    const pdf = await signCollectionSlip(app, actor, { code: request.params.code })
    response
      .type('application/pdf')
      .set('content-disposition', 'attachment; filename="giay-hen-tra-the.pdf"')
      .set('cache-control', 'private, no-store')
      .send(Buffer.from(pdf))
  })
  return routes
}
