import express, { Router } from 'express'
import { stationStateSchema } from '../../../core/contracts/station-state.ts'
import type { App } from '../../kernel/app.ts'
import { demand } from '../../kernel/authorise.ts'
import type { ActorOf } from '../../kernel/request-actor.ts'
import { reportState } from './report-state.ts'

/** What a production station tells about itself: core/contracts/station-state.ts. */
export function stationRoutes(app: App, actorOf: ActorOf): Router {
  const routes = Router()
  routes.post('/stations/state', express.json({ limit: '8kb' }), async (request, response) => {
    const actor = await actorOf(request)
    demand(actor, 'print-job.work')
    response.json(await reportState(app, actor, stationStateSchema.parse(request.body)))
  })
  return routes
}
