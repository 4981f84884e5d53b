import { Router } from 'express'
import type { App } from '../kernel/app.ts'
import { audit } from '../kernel/audit.ts'
import { authorise, demand } from '../kernel/authorise.ts'
import type { ActorOf } from '../kernel/request-actor.ts'
import { NotFound } from '../kernel/errors.ts'

/** GET /blobs/{sha256}: an image of a file, for officers of its unit. Every view is kept in the audit. */
export function blobRoutes(app: App, actorOf: ActorOf): Router {
  const routes = Router()
  routes.get('/blobs/:sha256', async (request, response) => {
    const actor = await actorOf(request)
    demand(actor, 'application.read')
    const { sha256 } = request.params
    const application = await app.db.application.findFirst({
      where: { OR: [{ portraitSha256: sha256 }, { samples: { some: { sha256 } } }] },
      select: { id: true, unitCode: true },
    })
    if (!application) throw new NotFound('blob')
    await authorise(app, actor, 'application.read', application.unitCode)
    const bytes = await app.blobs.get(sha256)
    if (!bytes) throw new NotFound('blob')
    await audit(app.db, {
      actor,
      at: app.clock(),
      action: 'blob.read',
      subjectKind: 'application',
      subjectId: application.id,
      details: { sha256 },
    })
    const type = bytes[0] === 0xff ? 'image/jpeg' : 'image/png'
    response.type(type).set('cache-control', 'no-store').send(Buffer.from(bytes))
  })
  return routes
}
