import express, { type Response, Router } from 'express'
import { z } from 'zod'
import { caseDocumentKindNames } from '../../core/adjudication/case-terms.ts'
import type { App } from '../kernel/app.ts'
import { demand } from '../kernel/authorise.ts'
import { NotFound } from '../kernel/errors.ts'
import type { ActorOf } from '../kernel/request-actor.ts'
import { addCaseDocument } from './add-case-document.ts'
import { readCaseDocument, readCaseSample } from './case-images.ts'

const largestDocument = 10_000_000
const documentTypes = ['application/pdf', 'image/jpeg', 'image/png']

/** Letters of Vietnamese do not go into a header as they are. */
const words = z.string().transform((text, context) => {
  try {
    return decodeURIComponent(text)
  } catch {
    context.addIssue({ code: 'custom', message: 'not percent-encoded' })
    return z.NEVER
  }
})
const headers = z.object({
  'document-kind': z.enum(caseDocumentKindNames),
  'document-title': words,
  'document-note': words.optional(),
})
/** Empty where another content type was sent: express leaves that unread. */
const content = z.instanceof(Buffer).refine((bytes) => bytes.length > 0)

/**
 * GET /adjudication/cases/{id}/samples/{sampleId}: a portrait or a print of one of the files of a case.
 * GET and POST /adjudication/cases/{id}/documents: what was brought to it. Each view is kept in the audit.
 */
export function caseRoutes(app: App, actorOf: ActorOf): Router {
  const routes = Router()
  const show = (response: Response, { bytes, type }: { readonly bytes: Uint8Array; readonly type: string }) =>
    void response
      .type(type)
      .set({ 'cache-control': 'private, no-store', 'content-security-policy': 'sandbox' })
      .send(Buffer.from(bytes))
  routes.get('/adjudication/cases/:id/samples/:sampleId', async (request, response) => {
    const actor = await actorOf(request)
    demand(actor, 'duplicate-case.read')
    const { id, sampleId } = request.params
    show(response, await readCaseSample(app, actor, { id, sampleId }))
  })
  routes.get('/adjudication/cases/:id/documents/:documentId', async (request, response) => {
    const actor = await actorOf(request)
    demand(actor, 'duplicate-case.read')
    const { id, documentId } = request.params
    show(response, await readCaseDocument(app, actor, { id, documentId }))
  })
  routes.post(
    '/adjudication/cases/:id/documents',
    async (request, response, next) => {
      response.locals['actor'] = await actorOf(request)
      demand(response.locals['actor'], 'duplicate-case.judge')
      next()
    },
    express.raw({ type: documentTypes, limit: largestDocument }),
    async (request, response) => {
      const id = request.params['id']
      if (id === undefined) throw new NotFound('duplicate case')
      const told = headers.parse(request.headers)
      const added = await addCaseDocument(app, response.locals['actor'], {
        id,
        kind: told['document-kind'],
        title: told['document-title'],
        note: told['document-note'] ?? null,
        bytes: content.parse(request.body),
      })
      response.status(201).json(added)
    },
  )
  return routes
}
