import express, { Router } from 'express'
import { z } from 'zod'
import { machineRequestSchema, tokenRequestSchema } from '../../core/contracts/machine-sign-in.ts'
import type { ActorOf } from '../kernel/request-actor.ts'
import type { WithAuthority } from './issuing.ts'
import { kioskSettings } from './kiosk-settings.ts'
import { readMachine, requestMachine } from './request-machine.ts'
import { signInMachine } from './sign-in-machine.ts'

/** Installation and sign-in of kiosks and stations: core/contracts/machine-sign-in.ts. */
export function machineRoutes(app: WithAuthority, actorOf: ActorOf): Router {
  const routes = Router()
  routes.post('/machines', express.json({ limit: '16kb' }), async (request, response) => {
    response.status(201).json(await requestMachine(app, machineRequestSchema.parse(request.body)))
  })
  routes.post(
    '/machines/token',
    express.urlencoded({ extended: false, limit: '16kb' }),
    async (request, response) => {
      const { client_assertion: assertion } = tokenRequestSchema.parse(request.body)
      const { token, expiresIn } = await signInMachine(app, {
        assertion,
        audience: `${app.publicUrl}/machines/token`,
      })
      response
        .set('cache-control', 'no-store')
        .json({ access_token: token, token_type: 'Bearer', expires_in: expiresIn })
    },
  )
  routes.get('/machines/:id', async (request, response) => {
    response.json(await readMachine(app, z.uuid().parse(request.params.id)))
  })
  routes.get('/kiosk/settings', async (request, response) => {
    response.json(await kioskSettings(app, await actorOf(request)))
  })
  return routes
}
