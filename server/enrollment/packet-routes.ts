import express, { type RequestHandler, Router } from 'express'
import { z } from 'zod'
import { applicationCodeHeader, lengthHeader, type PacketState } from '../../core/contracts/kiosk-sync.ts'
import { chunkType, offsetHeader } from '../../core/contracts/uploads.ts'
import type { Actor } from '../kernel/actor.ts'
import { demand } from '../kernel/authorise.ts'
import { NotAllowed, NotFound } from '../kernel/errors.ts'
import type { ActorOf } from '../kernel/request-actor.ts'
import { heldPieces, PieceTooFar } from './packet-pieces.ts'
import { receiptOf, receivePacket, type WithPackets } from './receive-packet.ts'
import { type PacketPiece, receivePiece } from './receive-piece.ts'

/** Empty where another content type was sent: express leaves that unread. */
const sealedBytes = z.instanceof(Buffer).refine((bytes) => bytes.length > 0)
const hash = z.string().regex(/^[0-9a-f]{64}$/)
const count = z
  .string()
  .regex(/^\d{1,10}$/)
  .transform(Number)

/** Sealed packets, from kiosks: at once or in pieces (core/contracts/kiosk-sync.ts). */
export function packetRoutes(app: WithPackets, actorOf: ActorOf): Router {
  const routes = Router()
  const admit: RequestHandler = async (request, response, next) => {
    const actor = await actorOf(request)
    demand(actor, 'packet.upload')
    response.locals['actor'] = actor
    next()
  }
  const body = express.raw({ type: 'application/cms', limit: app.env.intake.maxBytes })
  routes.post('/packets', admit, body, async (request, response) => {
    const receipt = await receivePacket(app, response.locals['actor'], {
      applicationCode: request.header(applicationCodeHeader) ?? '',
      bytes: sealedBytes.parse(request.body),
    })
    response.status(201).json(receipt)
  })
  routes.get('/packets/:sha256', admit, async (request, response) => {
    response.json(await packetState(app, response.locals['actor'], String(request.params['sha256'])))
  })
  routes.patch('/packets/:sha256', admit, async (request, response) => {
    try {
      const answer = await receivePiece(app, response.locals['actor'], pieceOf(request))
      response.status('received' in answer ? 200 : 201).json(answer)
    } catch (error) {
      // The line broke: nobody hears an answer, and what came is kept.
      if (request.errored) return
      if (!(error instanceof PieceTooFar)) throw error
      const { code, text, received } = error
      response
        .set(offsetHeader, String(received))
        .status(409)
        .json({ code, ...text, received })
    }
  })
  return routes
}

function pieceOf(request: express.Request): PacketPiece {
  z.literal(chunkType).parse(request.header('content-type'))
  return {
    applicationCode: request.header(applicationCodeHeader) ?? '',
    sha256: hash.parse(request.params['sha256']),
    offset: count.parse(request.header(offsetHeader)),
    length: count.parse(request.header(lengthHeader)),
    // Whoever stops reading early still answers.
    bytes: request.iterator({ destroyOnReturn: false }),
  }
}

/** To the machines of the centre alone: whose packet it is, and who carries it. Throws NotFound. */
async function packetState(app: WithPackets, actor: Actor, sha256: string): Promise<PacketState> {
  if (actor.kind !== 'machine') throw new NotAllowed()
  const packet = await app.db.packet.findUnique({ where: { sha256, centreCode: actor.centreCode } })
  if (packet) {
    const { status, refusalCode } = packet
    return { state: storedStates.parse(status), refusalCode, receipt: await receiptOf(app, packet) }
  }
  const received = hash.safeParse(sha256).success ? await heldPieces(app, { machine: actor.id, sha256 }) : 0
  if (received === 0) throw new NotFound('packet')
  return { state: 'PARTIAL', received }
}

const storedStates = z.enum(['STORED', 'OPENED', 'REFUSED', 'QUARANTINED'])
