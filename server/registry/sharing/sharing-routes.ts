import express, { Router } from 'express'
import { joseType, sharingKeysPath, sharingPath } from '../../../core/contracts/agency-query.ts'
import { SharingRefused } from '../../../core/sharing/refusals.ts'
import type { WithKeys } from '../../pki/issuing.ts'
import { agencyRefusals } from './agency-refusals.ts'
import { answerAgency } from './answer-agency.ts'
import { publicAnswerKeys } from './answer-key.ts'

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
  routes.use(agencyRefusals(app))
  return routes
}
