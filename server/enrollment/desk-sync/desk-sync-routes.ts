import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import express, { type Request, type RequestHandler, type Response, Router } from 'express'
import { dayReportSchema, subjectsRequestSchema } from '../../../core/contracts/kiosk-day.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { demand } from '../../kernel/authorise.ts'
import type { Blobs } from '../../kernel/blobs.ts'
import type { ActorOf } from '../../kernel/request-actor.ts'
import type { ResidentRegistry } from '../../registry/resident-registry.ts'
import type { PacketTrust } from '../open-packet.ts'
import { bookedSubjects } from './booked-subjects.ts'
import { kioskDay, type Tagged } from './kiosk-day.ts'
import { kioskReference } from './kiosk-reference.ts'
import { returnedContent } from './returned-content.ts'
import { takeDayReport } from './take-day-report.ts'

type SyncApp = App & {
  readonly packets: Blobs
  readonly packetTrust: PacketTrust
  readonly registry: ResidentRegistry
}

/** The day at a desk: core/contracts/kiosk-day.ts. */
export function deskSyncRoutes(app: SyncApp, actorOf: ActorOf): Router {
  const routes = Router()
  /** Before a body is read. */
  const admit: RequestHandler = async (request, response, next) => {
    const actor = await actorOf(request)
    demand(actor, 'kiosk.day')
    response.locals['actor'] = actor
    next()
  }
  const json = express.json({ limit: '2mb' })
  const actorIn = (response: Response): Actor => response.locals['actor']
  routes.get('/kiosk/day', admit, async (request, response) => {
    await answer(request, response, await kioskDay(app, actorIn(response), knownTag(request)))
  })
  routes.get('/kiosk/reference', admit, async (request, response) => {
    await answer(request, response, await kioskReference(app, actorIn(response), knownTag(request)))
  })
  routes.post('/kiosk/subjects', admit, json, async (request, response) => {
    const { appointments } = subjectsRequestSchema.parse(request.body)
    const content = await bookedSubjects(app, actorIn(response), appointments)
    await answer(request, response, { tag: null, content })
  })
  routes.get('/kiosk/returned/:code', admit, async (request, response) => {
    const code = String(request.params['code'])
    const content = await returnedContent(app, actorIn(response), { code })
    await answer(request, response, { tag: null, content })
  })
  routes.post('/kiosk/day-report', admit, json, async (request, response) => {
    response.json(await takeDayReport(app, actorIn(response), dayReportSchema.parse(request.body)))
  })
  return routes
}

const knownTag = (request: Request) => request.header('if-none-match') ?? null

const compress = promisify(gzip)
/** Below, compressing saves no packet on the wire. */
const worthCompressing = 1400

/** Personal data is in these answers: no cache on the way keeps them. */
async function answer(
  request: Request,
  response: Response,
  { tag, content }: Tagged<unknown> | { readonly tag: null; readonly content: unknown },
): Promise<void> {
  response.setHeader('cache-control', 'private, no-store')
  if (tag !== null) response.setHeader('etag', tag)
  if (content === null) return void response.status(304).end()
  const text = JSON.stringify(content)
  response.type('json')
  if (text.length < worthCompressing || !request.acceptsEncodings('gzip')) return void response.end(text)
  response.setHeader('content-encoding', 'gzip').end(await compress(text))
}
