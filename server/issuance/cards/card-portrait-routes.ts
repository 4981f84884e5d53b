import { Router } from 'express'
import type { App } from '../../kernel/app.ts'
import { demand } from '../../kernel/authorise.ts'
import { paperTypeOf } from '../../kernel/content-type.ts'
import type { ActorOf } from '../../kernel/request-actor.ts'
import { readCardPortrait } from './read-card-portrait.ts'

/** GET /cards/{id}/portrait: for the picture of a card on an officer's screen. */
export function cardPortraitRoutes(app: App, actorOf: ActorOf): Router {
  const routes = Router()
  routes.get('/cards/:id/portrait', async (request, response) => {
    const actor = await actorOf(request)
    demand(actor, 'card.read')
    const portrait = await readCardPortrait(app, actor, { cardId: request.params.id })
    response
      .type(paperTypeOf(portrait) ?? 'application/octet-stream')
      .set({ 'cache-control': 'private, no-store', 'content-security-policy': 'sandbox' })
      .send(Buffer.from(portrait))
  })
  return routes
}
