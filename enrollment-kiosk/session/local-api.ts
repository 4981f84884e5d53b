import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { DomainError } from '../../core/errors.ts'
import { readIfPresent, writeDurably } from '../outbox/durable-file.ts'
import { KioskFault } from '../sync/refusals.ts'
import { findRoute, readAs, readBody, type LocalAnswer, type Route } from './local-router.ts'
import type { ProgressFeed } from './progress.ts'
import { CaptureIncomplete } from './review.ts'

/** Without the token another user of the computer could drive the desk. */
export class Unauthorised extends DomainError<'UNAUTHORISED'> {
  constructor() {
    super('UNAUTHORISED', {
      vi: 'Thiếu hoặc sai mã truy cập của máy thu nhận.',
      en: "The kiosk's access token is missing or wrong.",
    })
  }
}

export class ApiPortTaken extends DomainError<'API_PORT_TAKEN'> {
  constructor(port: number) {
    super(
      'API_PORT_TAKEN',
      {
        vi: `Cổng ${port} trên máy đang được chương trình khác dùng. Đặt KIOSK_PORT khác.`,
        en: `Port ${port} is taken by another program. Set another KIOSK_PORT.`,
      },
      { port },
    )
  }
}

const statuses: Readonly<Record<string, number>> = {
  MALFORMED_REQUEST: 400,
  ILLEGAL_CITIZEN_NUMBER: 400,
  ILLEGAL_DATE: 400,
  UNAUTHORISED: 401,
  OFFICER_SIGN_IN_REFUSED: 403,
  OFFICER_ROLE_REFUSED: 403,
  OFFICER_NOT_SIGNED_IN: 403,
  OFFICER_SESSION_ENDED: 403,
  SESSION_OF_ANOTHER_OPERATOR: 403,
  SAME_OFFICER: 403,
  ROUTE_UNKNOWN: 404,
  SESSION_UNKNOWN: 404,
  PACKET_UNKNOWN: 404,
  CAPTURE_INCOMPLETE: 422,
  SERVER_UNREACHABLE: 503,
  KIOSK_NOT_INSTALLED: 503,
}

export interface LocalApi {
  /** http://127.0.0.1:PORT */
  readonly url: string
  close(): Promise<void>
}

export interface LocalApiParts {
  readonly routes: readonly Route[]
  readonly progress: ProgressFeed
  readonly token: string
  /** 0 picks a free one. */
  readonly port: number
  /** Hears faults of the program; the screen is told no more than that there was one. */
  readonly onFault: (error: unknown) => void
}

/** The desk's API: on the loopback interface only, for whoever can read the token file. Throws {@link ApiPortTaken}. */
export async function openLocalApi(parts: LocalApiParts): Promise<LocalApi> {
  const server = createServer((request, response) => void answer(parts, request, response))
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new ApiPortTaken(parts.port) : error)
    })
    server.listen(parts.port, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => closeServer(server),
  }
}

/** The secret in `api-token`, made at the first start; mode 600. */
export async function openApiToken(directory: string): Promise<string> {
  const path = join(directory, 'api-token')
  const stored = await readIfPresent(path)
  if (stored && stored.length > 0) return new TextDecoder().decode(stored).trim()
  const token = randomBytes(32).toString('base64url')
  await writeDurably(path, token)
  return token
}

async function answer(
  parts: LocalApiParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  try {
    requireToken(request, parts.token)
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/'
    if (request.method === 'GET' && path === '/events') return streamProgress(parts.progress, response)
    const { route, params } = findRoute(parts.routes, request.method ?? '', path)
    const body = await readBody(request)
    const handled = await route.handle({ params, read: (schema) => readAs(schema, body), gone: gone.signal })
    send(response, handled)
  } catch (error) {
    refuse(parts, response, error)
  }
}

function requireToken(request: IncomingMessage, token: string): void {
  const given = request.headers.authorization ?? ''
  const digest = (text: string) => createHash('sha256').update(text).digest()
  if (!timingSafeEqual(digest(given), digest(`Bearer ${token}`))) throw new Unauthorised()
}

function send(response: ServerResponse, answer: LocalAnswer): void {
  if (!answer) return void response.writeHead(204).end()
  if ('bytes' in answer) {
    return void response
      .writeHead(200, { 'content-type': answer.type, 'cache-control': 'no-store' })
      .end(answer.bytes)
  }
  sendJson(response, 200, answer.json)
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  })
  response.end(JSON.stringify(body))
}

function refuse(parts: LocalApiParts, response: ServerResponse, error: unknown): void {
  if (!(error instanceof DomainError)) {
    parts.onFault(error)
    const fault = new KioskFault()
    return sendJson(response, 500, { code: fault.code, ...fault.text })
  }
  const missing = error instanceof CaptureIncomplete ? { missing: error.missing } : {}
  sendJson(response, statuses[error.code] ?? 409, { code: error.code, ...error.text, ...missing })
}

/** Server-sent events: what happens from now on. */
function streamProgress(progress: ProgressFeed, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  response.write(': ready\n\n')
  const end = progress.subscribe((event) => {
    response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`)
  })
  response.once('close', end)
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
