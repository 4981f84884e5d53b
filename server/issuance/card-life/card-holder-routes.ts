import express, { Router } from 'express'
import type { WithFingerReader } from '../../biometrics/examine-captures.ts'
import { demand } from '../../kernel/authorise.ts'
import { NotAllowed } from '../../kernel/errors.ts'
import type { ActorOf } from '../../kernel/request-actor.ts'
import { fingersIn, formOf } from '../hand-over-routes.ts'
import { recogniseCardHolder } from './recognise-card-holder.ts'

const mostBytes = 8 * 1024 * 1024

/** POST /card-holders/fingers: who brings a locked card, by the same form as POST /hand-overs/fingers. */
export function cardHolderRoutes(app: WithFingerReader, actorOf: ActorOf): Router {
  const routes = Router()
  const admit: express.RequestHandler = async (request, response, next) => {
    // A form is a request that another site's page could make the browser send; browsers say where it comes from.
    const site = request.header('sec-fetch-site')
    if (site !== undefined && site !== 'same-origin') throw new NotAllowed()
    response.locals['actor'] = await actorOf(request)
    demand(response.locals['actor'], 'card.unlock')
    next()
  }
  const body = express.raw({ type: 'multipart/form-data', limit: mostBytes })
  routes.post('/card-holders/fingers', admit, body, async (request, response) => {
    const form = await formOf(request.body, request.header('content-type') ?? '')
    const recognised = await recogniseCardHolder(app, response.locals['actor'], await fingersIn(form))
    response.status(200).set('cache-control', 'no-store').json(recognised)
  })
  return routes
}
