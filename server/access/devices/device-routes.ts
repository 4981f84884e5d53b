import express, { Router } from 'express'
import { deviceReportSchema } from '../../../core/contracts/kiosk-sync.ts'
import type { App } from '../../kernel/app.ts'
import { demand } from '../../kernel/authorise.ts'
import type { ActorOf } from '../../kernel/request-actor.ts'
import { reportDevices } from './report-devices.ts'

/** POST /kiosk/devices: core/contracts/kiosk-sync.ts. */
export function deviceRoutes(app: App, actorOf: ActorOf): Router {
  const routes = Router()
  routes.post(
    '/kiosk/devices',
    async (request, response, next) => {
      response.locals['actor'] = await actorOf(request)
      demand(response.locals['actor'], 'device.report')
      next()
    },
    express.json({ limit: '64kb' }),
    async (request, response) => {
      const report = deviceReportSchema.parse(request.body)
      response.json(await reportDevices(app, response.locals['actor'], report))
    },
  )
  return routes
}
