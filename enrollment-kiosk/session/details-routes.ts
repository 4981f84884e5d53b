import { z } from 'zod'
import { detailsFormBytes } from '../../core/enrollment/details-form.ts'
import { makeDocument } from '../documents/make-document.ts'
import { capturePaper, paperOrderSchema, paperTargetSchema, uploadPaper } from '../papers/add-paper.ts'
import { changePaper, paperChangeSchema } from '../papers/change-paper.ts'
import { removePaper } from '../papers/remove-paper.ts'
import { sha256Of } from '../outbox/outbox.ts'
import { detailsSchema, type CaptureSession } from './capture-session.ts'
import { detailsForm } from './details-parts.ts'
import { enterDetails } from './enter-details.ts'
import { consentSchema, giveConsent } from './give-consent.ts'
import { beginSession, identifyAgain, identitySchema } from './identify.ts'
import type { Kiosk } from './kiosk.ts'
import { fileTypes, type LocalRequest, readAs, type Route } from './local-router.ts'
import { comparisonSchema, saveComparison } from './save-comparison.ts'
import { draftSchema, saveDraft } from './save-draft.ts'
import { sessionAnswer, visibleSession } from './session-answer.ts'

const documentKindSchema = z.enum(['slip', 'sheet'])

/** Who it is, what they want and what proves it. */
export function detailsRoutes(kiosk: Kiosk): readonly Route[] {
  const on = (
    method: Route['method'],
    path: string,
    work: (request: LocalRequest, id: string) => Promise<CaptureSession>,
  ): Route => ({
    method,
    path: `/sessions${path}`,
    handle: async (request) => sessionAnswer(kiosk, await work(request, request.params['id'] ?? '')),
  })
  const paperIn = (request: LocalRequest) => request.params['paper'] ?? ''
  return [
    { method: 'GET', path: '/details-form', handle: () => ({ json: formAnswer(kiosk) }) },
    on('POST', '', (request) => beginSession(kiosk, request.read(identitySchema))),
    on('POST', '/:id/identity', (request, id) => identifyAgain(kiosk, id, request.read(identitySchema))),
    on('PUT', '/:id/draft', (request, id) => saveDraft(kiosk, id, request.read(draftSchema))),
    on('POST', '/:id/comparison', (request, id) => saveComparison(kiosk, id, request.read(comparisonSchema))),
    on('POST', '/:id/details', (request, id) => enterDetails(kiosk, id, request.read(detailsSchema))),
    on('POST', '/:id/consent', (request, id) => giveConsent(kiosk, id, request.read(consentSchema))),
    on('POST', '/:id/papers', (request, id) => addPaper(kiosk, request, id)),
    on('PUT', '/:id/papers/:paper', (request, id) =>
      changePaper(kiosk, id, { ...request.read(paperChangeSchema), paper: paperIn(request) }),
    ),
    on('DELETE', '/:id/papers/:paper', (request, id) => removePaper(kiosk, id, paperIn(request))),
    {
      method: 'GET',
      path: '/sessions/:id/documents/:kind',
      async handle(request) {
        const kind = readAs(documentKindSchema, request.params['kind'])
        const bytes = await makeDocument(kiosk, visibleSession(kiosk, request), kind)
        return { bytes, type: 'application/pdf' }
      },
    },
  ]
}

/** By a device of the desk, or a file in the body with ?type= and ?paper=. */
function addPaper(kiosk: Kiosk, request: LocalRequest, id: string): Promise<CaptureSession> {
  const isFile = fileTypes.some((type) => type === request.mediaType)
  if (!isFile) return capturePaper(kiosk, id, request.read(paperOrderSchema))
  const target = readAs(paperTargetSchema, Object.fromEntries(request.query))
  return uploadPaper(kiosk, id, { ...target, file: request.bytes(fileTypes) })
}

function formAnswer(kiosk: Kiosk) {
  const form = detailsForm(kiosk)
  return { form, sha256: sha256Of(detailsFormBytes(form)) }
}
