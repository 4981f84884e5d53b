import { type Request, type Response, Router } from 'express'
import type { FormScan } from '../../../prisma/client/client.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise, demand } from '../../kernel/authorise.ts'
import { NotFound } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'
import type { ActorOf } from '../../kernel/request-actor.ts'
import { fieldPng, pagePng } from './scan-images.ts'

/**
 * GET /form-scans/{id}/page.png and /form-scans/{id}/crops/{field}.png: a scanned page and its fields, for officers who may key at its office. Every
 * view is kept in the audit.
 */
export function scanRoutes(app: App, actorOf: ActorOf): Router {
  const routes = Router()
  const show = async (
    request: Request,
    response: Response,
    { field, draw }: { readonly field: string | null; readonly draw: (scan: FormScan) => Promise<Buffer> },
  ): Promise<void> => {
    const actor = await actorOf(request)
    demand(actor, 'form.key')
    const id = recordId(String(request.params['id']), 'form scan')
    const scan = await app.db.formScan.findUnique({ where: { id } })
    if (!scan) throw new NotFound('form scan')
    await authorise(app, actor, 'form.key', scan.unitCode)
    const png = await draw(scan)
    const subject = { subjectKind: 'form scan', subjectId: id }
    await audit(app.db, { actor, at: app.clock(), action: 'form-scan.view', ...subject, details: { field } })
    response.type('png').set('cache-control', 'private, no-store').send(png)
  }
  routes.get('/form-scans/:id/page.png', (request, response) =>
    show(request, response, { field: null, draw: (scan) => pagePng(app, scan) }),
  )
  routes.get('/form-scans/:id/crops/:field.png', (request, response) => {
    const { field } = request.params
    return show(request, response, { field, draw: (scan) => fieldPng(app, scan, field) })
  })
  return routes
}
