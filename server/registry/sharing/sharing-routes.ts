import express, { type ErrorRequestHandler, Router } from 'express'
import { joseType, sharingKeysPath, sharingPath } from '../../../core/contracts/agency-query.ts'
import { QuotaUsed, SharingRefused, type SharingRefusalCode } from '../../../core/sharing/refusals.ts'
import type { WithKeys } from '../../pki/issuing.ts'
import { answerAgency } from './answer-agency.ts'
import { publicAnswerKeys } from './answer-key.ts'

const statuses = {
  QUERY_MALFORMED: 400,
  QUERY_NOT_AUTHENTIC: 401,
  QUERY_NOT_FOR_HERE: 401,
  QUERY_EXPIRED: 401,
  QUERY_FROM_FUTURE: 401,
  QUERY_LASTS_TOO_LONG: 401,
  QUERY_ILLEGAL: 422,
  REFERENCE_NAMES_PERSON: 422,
  AGENCY_NOT_ACTIVE: 403,
  PURPOSE_NOT_GRANTED: 403,
  FIELD_NOT_GRANTED: 403,
  CLAIMS_NEEDED: 422,
  REQUEST_ID_USED: 409,
  SHARING_NOT_HERE: 503,
} as const satisfies Readonly<Record<SharingRefusalCode, number>>

/** Questions of agencies and the keys to verify the answers: core/contracts/agency-query.ts. A question proves itself. */
export function sharingRoutes(app: WithKeys): Router {
  const routes = Router()
  routes.post(sharingPath, express.text({ type: joseType, limit: '16kb' }), async (request, response) => {
    const body: unknown = request.body
    if (typeof body !== 'string') throw new SharingRefused('QUERY_MALFORMED')
    const answer = await answerAgency(app, { jws: body.trim() })
    response.type(joseType).set('cache-control', 'no-store').send(answer)
  })
  routes.get(sharingKeysPath, async (_request, response) => {
    response.type('application/jwk-set+json').send(JSON.stringify(await publicAnswerKeys(app)))
  })
  routes.use(refusals(app))
  return routes
}

/** Refusals with the field that they are about, which the agency's program may act on. */
function refusals({ log }: WithKeys): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (!(error instanceof SharingRefused || error instanceof QuotaUsed)) return next(error)
    const { code, text, facts } = error
    log.info({ refusal: code }, 'a question of an agency was refused')
    if (typeof facts['retryAfterSeconds'] === 'number')
      response.set('retry-after', String(facts['retryAfterSeconds']))
    const field = facts['field']
    response
      .status(error instanceof QuotaUsed ? 429 : statuses[error.code])
      .set('cache-control', 'no-store')
      .json({ code, ...text, ...(typeof field === 'string' && { field }) })
  }
}
