import { type ErrorRequestHandler, Router } from 'express'
import { systemActor } from '../../kernel/actor.ts'
import { audit } from '../../kernel/audit.ts'
import { readShareToken, sharePath, ShareRefused, type SharingApp } from './share-token.ts'
import { sharedBiometrics } from './shared-biometrics.ts'

/** An ABIS fetches once, and again when something went wrong on the way. */
const mostFetches = 20
const windowMs = 60_000
/** Tokens counted at most; one that was not signed here is refused before it is counted. */
const mostCounted = 10_000

const tooOften = {
  code: 'TOO_OFTEN',
  vi: 'Địa chỉ này được tải quá nhiều lần. Hãy thử lại sau một phút.',
  en: 'This address is fetched too often. Try again in a minute.',
}

/** GET /abis/biometrics/{token}: the fingers of one reference, for the ABIS that was given the address. Each fetch is audited. */
export function shareRoutes(app: SharingApp): Router {
  const routes = Router()
  const uses = new Map<string, { readonly since: number; count: number }>()
  /** False when a token is used more often than there can be a reason for. */
  const mayFetch = (token: string) => {
    const now = app.clock()
    const used = uses.get(token)
    if (used && now - used.since < windowMs) return ++used.count <= mostFetches
    uses.delete(token)
    if (uses.size >= mostCounted) uses.delete(uses.keys().next().value ?? '')
    uses.set(token, { since: now, count: 1 })
    return true
  }
  routes.get(`${sharePath}:token`, async (request, response) => {
    const { token } = request.params
    readShareToken(app, token)
    if (!mayFetch(token)) return void response.status(429).set('retry-after', '60').json(tooOften)
    const { referenceId, applicationId, cbeff } = await sharedBiometrics(app, token)
    await audit(app.db, {
      actor: systemActor,
      at: app.clock(),
      action: 'biometrics.share',
      subjectKind: 'application',
      subjectId: applicationId,
      details: { referenceId, bytes: cbeff.length },
    })
    response.type('application/xml').set('cache-control', 'no-store').send(cbeff)
  })
  routes.use(refusals)
  return routes
}

/** 410 tells an ABIS that it came too late (its reason 17), 404 that there is nothing (7). */
const refusals: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (!(error instanceof ShareRefused)) return next(error)
  const { code, text } = error
  response
    .status(code === 'SHARE_EXPIRED' ? 410 : 404)
    .set('cache-control', 'no-store')
    .json({ code, ...text })
}
