import express, { type RequestHandler, Router } from 'express'
import type { z } from 'zod'
import { mostChipBytes } from '../../../core/contracts/chip-inspection.ts'
import {
  cardQuestionSchema,
  chipQuestionSchema,
  metadataPath,
  personQuestionSchema,
  qrQuestionSchema,
  tokenPath,
  tokenRequestSchema,
  verificationPath,
} from '../../../core/contracts/verification-api.ts'
import type { WithKeys } from '../../pki/issuing.ts'
import type { Agency } from '../../registry/sharing/agency.ts'
import { agencyRefusals } from '../../registry/sharing/agency-refusals.ts'
import { AgencyTokenRefused, agencyOfToken, ClientRefused, issueAgencyToken } from './agency-token.ts'
import { confirmCard, confirmCardQr } from './confirm-card.ts'
import { confirmPerson } from './confirm-person.ts'
import { inspectChipForAgency } from './inspect-chip.ts'

/** The relying parties' interface: core/contracts/verification-api.ts. */
export function verificationRoutes(app: WithKeys): Router {
  const routes = Router()
  routes.get(metadataPath, (_request, response) => response.json(metadataOf(app.publicUrl)))
  routes.post(tokenPath, express.urlencoded({ extended: false, limit: '8kb' }), async (request, response) => {
    response.set('cache-control', 'no-store')
    const asked = tokenRequestSchema.safeParse(request.body)
    if (!asked.success) return void response.status(400).json({ error: 'invalid_request' })
    const { token, expiresIn } = await issueAgencyToken(app, { assertion: asked.data.client_assertion })
    response.json({ access_token: token, token_type: 'Bearer', expires_in: expiresIn })
  })
  const answer = <Question>(
    path: string,
    schema: z.ZodType<Question>,
    operation: (app: WithKeys, agency: Agency, question: Question) => Promise<object>,
  ) => {
    const handler: RequestHandler = async (request, response) => {
      const agency = await agencyOfToken(app, request.get('authorization'))
      const told = await operation(app, agency, schema.parse(request.body))
      response.set('cache-control', 'no-store').json(told)
    }
    const limit = path === '/chips' ? mostChipBytes * 2 : '8kb'
    routes.post(`${verificationPath}${path}`, express.json({ limit }), handler)
  }
  answer('/persons', personQuestionSchema, confirmPerson)
  answer('/cards', cardQuestionSchema, confirmCard)
  answer('/qr', qrQuestionSchema, confirmCardQr)
  answer('/chips', chipQuestionSchema, inspectChipForAgency)
  routes.use(oauthRefusals)
  routes.use(agencyRefusals(app))
  return routes
}

/** RFC 8414. */
const metadataOf = (issuer: string) => ({
  issuer,
  token_endpoint: `${issuer}${tokenPath}`,
  grant_types_supported: ['client_credentials'],
  response_types_supported: [],
  token_endpoint_auth_methods_supported: ['private_key_jwt'],
  token_endpoint_auth_signing_alg_values_supported: ['ES256'],
})

/** As the standards say it (RFC 6749, 5.2; RFC 6750, 3), with our texts beside. */
const oauthRefusals: express.ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (error instanceof ClientRefused)
    return void response.status(401).json({ error: 'invalid_client', ...error.text })
  if (!(error instanceof AgencyTokenRefused)) return next(error)
  response
    .status(401)
    .set('www-authenticate', 'Bearer error="invalid_token"')
    .json({ code: error.code, ...error.text })
}
