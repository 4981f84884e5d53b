import express, { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { DomainError } from '../../../core/errors.ts'
import { anonymousActor } from '../../kernel/actor.ts'
import { askSignInCode, codeMinutes } from './ask-code.ts'
import { citizenOf, signOutCitizen } from './citizen-session.ts'
import { cookieLine, cookieOf, leaveCookie, sessionCookie } from './cookies.ts'
import { leaveMinutes, openOidc } from './oidc-port.ts'
import type { WithPortalKey } from './portal-key.ts'
import { networkOf } from './network-of.ts'
import { signInWithCode } from './sign-in-with-code.ts'

const codeRequest = z.strictObject({
  number: z.string().max(30),
  birthDate: z.string().max(10),
  channel: z.enum(['SMS', 'EMAIL']),
})
const codeEntry = z.strictObject({ challenge: z.uuid(), code: z.string().max(20) })

/** The page of those who signed in, and what it reads behind `#` when the provider's way failed. */
const home = '/cong-dan'

/**
 * Citizens come and go. JSON alone is read, which no form of another site can send.
 *
 *   GET  /citizen/session        { signedIn, oidc }
 *   POST /citizen/code           { number, birthDate, channel } → { challenge, minutes }; says the same whoever asks
 *   POST /citizen/sign-in        { challenge, code } → cookie
 *   POST /citizen/sign-out       ends the session
 *   GET  /citizen/oidc           to the provider; GET /citizen/oidc/back from there
 */
export function signInRoutes(app: WithPortalKey): Router {
  const routes = Router()
  const oidc = openOidc(app)
  const json = express.json({ limit: 2000 })
  const keep = (response: Response, token: string) =>
    response.append('set-cookie', cookieLine(app, sessionCookie, { value: token }))
  const quiet = (response: Response) => response.set('cache-control', 'no-store')

  routes.get('/citizen/session', async (request, response) => {
    const token = cookieOf(app, request.headers, sessionCookie)
    const actor = token === null ? anonymousActor : await citizenOf(app, token)
    quiet(response).json({ signedIn: actor.kind === 'citizen', oidc: oidc !== null })
  })
  routes.post('/citizen/code', json, async (request, response) => {
    const asked = { ...codeRequest.parse(request.body), network: networkOf(request) }
    const { challenge } = await askSignInCode(app, anonymousActor, asked)
    quiet(response).json({ challenge, minutes: codeMinutes })
  })
  routes.post('/citizen/sign-in', json, async (request, response) => {
    const token = await signInWithCode(app, anonymousActor, codeEntry.parse(request.body))
    keep(quiet(response), token).json({ signedIn: true })
  })
  routes.post('/citizen/sign-out', json, async (request, response) => {
    const token = cookieOf(app, request.headers, sessionCookie)
    if (token !== null) await signOutCitizen(app, token)
    quiet(response)
      .append('set-cookie', cookieLine(app, sessionCookie, { value: '' }))
      .json({ signedIn: false })
  })
  routes.get('/citizen/oidc', async (_request, response) => {
    await orExplain(response, async () => {
      if (!oidc) return home
      const { url, sealed } = await oidc.leave()
      const kept = { value: sealed, maxAge: leaveMinutes * 60 }
      response.append('set-cookie', cookieLine(app, leaveCookie, kept))
      return url
    })
  })
  routes.get('/citizen/oidc/back', async (request, response) => {
    await orExplain(response, async () => {
      const sealed = cookieOf(app, request.headers, leaveCookie) ?? ''
      response.append('set-cookie', cookieLine(app, leaveCookie, { value: '' }))
      if (oidc) keep(response, await oidc.comeBack(queryOf(request), sealed))
      return home
    })
  })
  return routes
}

const queryOf = ({ originalUrl }: Request) => {
  const start = originalUrl.indexOf('?')
  return start === -1 ? '' : originalUrl.slice(start)
}

/** A browser that walks between sites is led on; a refusal waits for the citizen on the page, in words. */
async function orExplain(response: Response, next: () => Promise<string>): Promise<void> {
  response.set({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' })
  try {
    response.redirect(303, await next())
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    response.redirect(303, `${home}#${error.code}`)
  }
}
