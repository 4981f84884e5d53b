import express, { Router } from 'express'
import { z } from 'zod'
import { applicationCodeHeader } from '../../core/contracts/kiosk-sync.ts'
import type { ActorOf } from '../kernel/request-actor.ts'
import { demand } from '../kernel/authorise.ts'
import { NotFound } from '../kernel/errors.ts'
import { receivePacket, type WithPackets } from './receive-packet.ts'

/** Empty where another content type was sent: express leaves that unread. */
const sealedBytes = z.instanceof(Buffer).refine((bytes) => bytes.length > 0)

/** POST /packets takes a sealed packet; GET /packets/{sha256} tells its machine what became of it. */
export function packetRoutes(app: WithPackets, actorOf: ActorOf): Router {
  const routes = Router()
  const body = express.raw({ type: 'application/cms', limit: app.env.intake.maxBytes })
  routes.post(
    '/packets',
    async (request, response, next) => {
      response.locals['actor'] = await actorOf(request)
      demand(response.locals['actor'], 'packet.upload')
      next()
    },
    body,
    async (request, response) => {
      const receipt = await receivePacket(app, response.locals['actor'], {
        applicationCode: request.header(applicationCodeHeader) ?? '',
        bytes: sealedBytes.parse(request.body),
      })
      response.status(201).json(receipt)
    },
  )
  routes.get('/packets/:sha256', async (request, response) => {
    const actor = await actorOf(request)
    demand(actor, 'packet.upload')
    const packet = await app.db.packet.findUnique({ where: { sha256: request.params.sha256 } })
    if (!packet || packet.machineId !== actor.id) throw new NotFound('packet')
    const { sha256, applicationCode, status, refusalCode } = packet
    response.json({
      sha256,
      applicationCode,
      state: status,
      refusalCode,
      receivedAt: packet.receivedAt.toISOString(),
    })
  })
  return routes
}
