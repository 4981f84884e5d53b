import { Router } from 'express'
import type { App } from '../../kernel/app.ts'
import { demand } from '../../kernel/authorise.ts'
import type { ActorOf } from '../../kernel/request-actor.ts'
import { readFileImage } from './read-file-image.ts'

/** GET /applications/{id}/samples/{imageId} and /applications/{id}/evidence/{imageId}: what a file shows to whoever decides on it. */
export function fileImageRoutes(app: App, actorOf: ActorOf): Router {
  const routes = Router()
  for (const kind of ['samples', 'evidence'] as const) {
    routes.get(`/applications/:id/${kind}/:imageId`, async (request, response) => {
      const actor = await actorOf(request)
      demand(actor, 'application.review')
      const { id, imageId } = request.params
      const { bytes, type } = await readFileImage(app, actor, { id, of: kind, imageId })
      response
        .type(type)
        .set({
          'cache-control': 'private, no-store',
          'content-security-policy': 'sandbox',
          // What a stranger sent may hold programs: it is saved, never run in the page.
          ...(type.startsWith('image/')
            ? {}
            : { 'content-disposition': 'attachment; filename="giay-to.pdf"' }),
        })
        .send(Buffer.from(bytes))
    })
  }
  return routes
}
