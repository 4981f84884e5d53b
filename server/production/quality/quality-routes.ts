import { Router } from 'express'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import { NotFound } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'
import type { ActorOf } from '../../kernel/request-actor.ts'

/** GET /quality/{job}/portrait: the portrait that a card of the stack should bear. Every view is kept in the audit. */
export function qualityRoutes(app: App, actorOf: ActorOf): Router {
  const routes = Router()
  routes.get('/quality/:jobId/portrait', async (request, response) => {
    const actor = await actorOf(request)
    demand(actor, 'print-job.check')
    const id = recordId(request.params.jobId, 'print job')
    const job = await app.db.printJob.findUnique({
      where: { id },
      select: { status: true, portraitSha256: true },
    })
    if (job?.status !== 'STACKED' || job.portraitSha256 === null) throw new NotFound('portrait')
    const bytes = await app.blobs.get(job.portraitSha256)
    if (!bytes) throw new NotFound('portrait')
    await audit(app.db, {
      actor,
      at: app.clock(),
      action: 'print-job.see-portrait',
      subjectKind: 'print job',
      subjectId: id,
    })
    response
      .type(bytes[0] === 0xff ? 'image/jpeg' : 'image/png')
      .set({ 'cache-control': 'private, no-store', 'content-security-policy': 'sandbox' })
      .send(Buffer.from(bytes))
  })
  return routes
}
