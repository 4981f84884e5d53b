import express, { type RequestHandler, Router } from 'express'
import { mostUploadedBytes } from '../../../core/enrollment/pre-registration.ts'
import { addPaper, IllegalPaper } from '../../enrollment/pre-registration/add-paper.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { demand } from '../../kernel/authorise.ts'
import type { ActorOf } from '../../kernel/request-actor.ts'

/** A content type of our own, which no form of another site can send. */
const pageType = 'application/octet-stream'

/**
 * Pages of papers that citizens send from home, one a request, as raw bytes.
 *
 *   POST /citizen/papers/pre-registrations/{id}?type=BIRTH_CERTIFICATE   → { id }
 *   POST /citizen/papers/applications/{id}?type=…                        → { id }, for a file that was returned
 */
export function citizenPaperRoutes(app: App, actorOf: ActorOf): Router {
  const routes = Router()
  /** Before a byte of the body is read. */
  const admit: RequestHandler = async (request, response, next) => {
    const actor = await actorOf(request)
    demand(actor, 'citizen.apply')
    response.locals['actor'] = actor
    next()
  }
  const body = express.raw({ type: pageType, limit: mostUploadedBytes })
  for (const [folder, key] of [
    ['pre-registrations', 'preRegistration'],
    ['applications', 'application'],
  ] as const) {
    routes.post(`/citizen/papers/${folder}/:id`, admit, body, async (request, response) => {
      const actor: Actor = response.locals['actor']
      const id = String(request.params['id'])
      const { type = '' } = request.query
      if (typeof type !== 'string') throw new IllegalPaper('KIND')
      const content = request.body instanceof Buffer ? request.body : new Uint8Array()
      const of = key === 'application' ? { application: id } : { preRegistration: id }
      const made = await addPaper(app, actor, { of, type, content })
      response.status(201).set('cache-control', 'no-store').json(made)
    })
  }
  return routes
}
