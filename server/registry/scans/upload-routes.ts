import express, { Router } from 'express'
import { z } from 'zod'
import {
  chunkType,
  largestChunk,
  offsetHeader,
  uploadOrderSchema,
  type UploadState,
} from '../../../core/contracts/uploads.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { mayAnywhere } from '../../kernel/authorise.ts'
import { NotAllowed, NotFound, SignInNeeded } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'
import type { ActorOf } from '../../kernel/request-actor.ts'
import { announceUpload, uploadActions } from './announce-upload.ts'
import { receiveChunk, WrongOffset } from './receive-chunk.ts'
import { stateOf } from './upload-files.ts'

const offset = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number)
/** Express leaves unread what is empty or of another content type: the first confirms the end of a file. */
const nothingSent = z.literal('0').transform(() => new Uint8Array())

/** Refuses who may send no file of any purpose, before anything of the body is read. */
function demandSender(actor: Actor): void {
  if (Object.values(uploadActions).some((action) => mayAnywhere(actor, action))) return
  throw actor.kind === 'anonymous' ? new SignInNeeded() : new NotAllowed()
}

/**
 * Files in pieces, from officers. POST /uploads announces one; GET and HEAD /uploads/{id} say how much has come; PATCH sends
 * the next piece, with its place in `upload-offset`. A piece for another place is refused with the right one.
 */
export function uploadRoutes(app: App, actorOf: ActorOf): Router {
  const routes = Router()
  const answer = (response: express.Response, status: number, state: UploadState) =>
    void response
      .status(status)
      .set(offsetHeader, String(state.received))
      .set('cache-control', 'no-store')
      .json(state)
  const admit: express.RequestHandler = async (request, response, next) => {
    const actor = await actorOf(request)
    demandSender(actor)
    response.locals['actor'] = actor
    next()
  }
  routes.post('/uploads', admit, express.json({ limit: 2000 }), async (request, response) => {
    const order = uploadOrderSchema.parse(request.body)
    answer(response, 201, await announceUpload(app, response.locals['actor'], order))
  })
  routes.get('/uploads/:id', admit, async (request, response) => {
    const id = recordId(String(request.params['id']), 'upload')
    const upload = await app.db.upload.findUnique({ where: { id } })
    const actor: Actor = response.locals['actor']
    if (!upload || upload.officerId !== actor.id) throw new NotFound('upload')
    answer(response, 200, stateOf(upload))
  })
  const body = express.raw({ type: chunkType, limit: largestChunk })
  routes.patch('/uploads/:id', admit, body, async (request, response) => {
    const piece = {
      id: String(request.params['id']),
      offset: offset.parse(request.header(offsetHeader)),
      bytes:
        request.body instanceof Buffer
          ? request.body
          : nothingSent.parse(request.header('content-length') ?? '0'),
    }
    try {
      answer(response, 200, await receiveChunk(app, response.locals['actor'], piece))
    } catch (error) {
      if (!(error instanceof WrongOffset)) throw error
      const received = Number(error.facts['received'])
      response
        .set(offsetHeader, String(received))
        .status(409)
        .json({ code: error.code, ...error.text, received })
    }
  })
  return routes
}
