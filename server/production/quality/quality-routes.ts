import express, { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { largestTrayPicture, trayPictureTypes } from '../../../core/contracts/tray-picture.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import { NotFound } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'
import type { ActorOf } from '../../kernel/request-actor.ts'
import { keepTrayPicture, pictureTypeOf } from './keep-tray-picture.ts'

const jobId = z.uuid()
const leaseSchema = z.strictObject({ lease: z.coerce.number().int().positive() })

/**
 * What quality control looks at: GET /quality/{job}/portrait, the portrait that a card of the stack should bear, and GET
 * /quality/{job}/tray-picture, the card as its station's camera saw it; every view of them is kept in the audit. POST
 * /print-jobs/{job}/tray-picture: core/contracts/tray-picture.ts.
 */
export function qualityRoutes(app: App, actorOf: ActorOf): Router {
  const routes = Router()
  routes.get('/quality/:jobId/portrait', async (request, response) => {
    const picture = await seen(request, 'print-job.see-portrait', async (id) => {
      const job = await app.db.printJob.findUnique({ where: { id }, select: { portraitSha256: true } })
      return job?.portraitSha256 ? app.blobs.get(job.portraitSha256) : null
    })
    show(response, picture)
  })
  routes.get('/quality/:jobId/tray-picture', async (request, response) => {
    const picture = await seen(request, 'print-job.see-tray-picture', async (id) => {
      const row = await app.db.trayPicture.findUnique({ where: { jobId: id }, select: { picture: true } })
      return row?.picture ?? null
    })
    show(response, picture)
  })
  routes.post(
    '/print-jobs/:id/tray-picture',
    async (request, _response, next) => {
      demand(await actorOf(request), 'print-job.work')
      next()
    },
    express.raw({ type: [...trayPictureTypes], limit: largestTrayPicture }),
    async (request, response) => {
      const actor = await actorOf(request)
      const { lease } = leaseSchema.parse(request.query)
      const picture: unknown = request.body
      const bytes = picture instanceof Uint8Array ? picture : new Uint8Array()
      await keepTrayPicture(app, actor, { id: jobId.parse(request.params.id), lease, picture: bytes })
      response.status(204).end()
    },
  )

  async function seen(
    request: Request<{ jobId: string }>,
    action: string,
    find: (id: string) => Promise<Uint8Array | null>,
  ): Promise<Uint8Array> {
    const actor = await actorOf(request)
    demand(actor, 'print-job.check')
    const id = recordId(request.params.jobId, 'print job')
    const job = await app.db.printJob.findUnique({ where: { id }, select: { status: true } })
    const bytes = job?.status === 'STACKED' ? await find(id) : null
    if (!bytes) throw new NotFound('picture')
    await audit(app.db, { actor, at: app.clock(), action, subjectKind: 'print job', subjectId: id })
    return bytes
  }
  return routes
}

const show = (response: Response, bytes: Uint8Array) =>
  response
    .type(pictureTypeOf(bytes) ?? 'image/png')
    .set({ 'cache-control': 'private, no-store', 'content-security-policy': 'sandbox' })
    .send(Buffer.from(bytes))
