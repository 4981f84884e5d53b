import express, { Router } from 'express'
import { joseType } from '../../core/contracts/agency-query.ts'
import { inspectionPath, mostChipBytes } from '../../core/contracts/chip-inspection.ts'
import { type PublishedTrust, trustPath } from '../../core/contracts/chip-trust.ts'
import { SharingRefused } from '../../core/sharing/refusals.ts'
import type { App } from '../kernel/app.ts'
import { instantAt } from '../kernel/clock.ts'
import { agencyRefusals } from '../registry/sharing/agency-refusals.ts'
import { trustedAuthorities } from './trusted-authorities.ts'
import { verifyForAgency } from './verify-for-agency.ts'

/** Base64 within base64: files in the message, the message in the JWS. */
const mostBodyBytes = mostChipBytes * 2

/** For relying parties: core/contracts/chip-inspection.ts. What is trusted is public, and holds no personal data. */
export function inspectionRoutes(app: App): Router {
  const routes = Router()
  routes.post(
    inspectionPath,
    express.text({ type: joseType, limit: mostBodyBytes }),
    async (request, response) => {
      const body: unknown = request.body
      if (typeof body !== 'string') throw new SharingRefused('QUERY_MALFORMED')
      response.set('cache-control', 'no-store').json(await verifyForAgency(app, { jws: body.trim() }))
    },
  )
  routes.get(trustPath, async (_request, response) => {
    const { trusted, revocationLists } = await trustedAuthorities(app)
    const base64 = (der: Uint8Array) => Buffer.from(der).toString('base64')
    const published: PublishedTrust = {
      at: instantAt(app.clock()).toISOString(),
      certificates: trusted.map(base64),
      lists: revocationLists.map(base64),
    }
    response.set('cache-control', 'no-cache').json(published)
  })
  routes.use(agencyRefusals(app))
  return routes
}
