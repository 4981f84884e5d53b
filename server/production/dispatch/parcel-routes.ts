import { Router } from 'express'
import { demand } from '../../kernel/authorise.ts'
import type { ActorOf } from '../../kernel/request-actor.ts'
import type { SigningApp } from '../../pki/signer-at.ts'
import { parcelListPaper } from './parcel-list.ts'

/** GET /parcels/{id}/list.pdf: the sealed list of a parcel, signed. */
export function parcelRoutes(app: SigningApp, actorOf: ActorOf): Router {
  const routes = Router()
  routes.get('/parcels/:id/list.pdf', async (request, response) => {
    const actor = await actorOf(request)
    demand(actor, 'parcel.read')
    const pdf = await parcelListPaper(app, actor, { id: request.params.id })
    response
      .type('application/pdf')
      .set('content-disposition', 'inline; filename="danh-sach-kien-the.pdf"')
      .set('cache-control', 'private, no-store')
      .send(Buffer.from(pdf))
  })
  return routes
}
