import { Router } from 'express'
import { demand } from '../kernel/authorise.ts'
import type { ActorOf } from '../kernel/request-actor.ts'
import type { SigningApp } from '../pki/signer-at.ts'
import { confirmCard } from './confirm-card.ts'

/** GET /cards/{id}/confirmation.pdf: a signed paper that says what stands on a card in force. */
export function cardConfirmationRoutes(app: SigningApp, actorOf: ActorOf): Router {
  const routes = Router()
  routes.get('/cards/:id/confirmation.pdf', async (request, response) => {
    const actor = await actorOf(request)
    demand(actor, 'card.confirm')
    const pdf = await confirmCard(app, actor, { cardId: request.params.id })
    response
      .type('application/pdf')
      .set('content-disposition', 'attachment; filename="xac-nhan-the-can-cuoc.pdf"')
      .set('cache-control', 'private, no-store')
      .send(Buffer.from(pdf))
  })
  return routes
}
