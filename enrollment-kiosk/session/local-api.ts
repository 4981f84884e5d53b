import { createHash, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { commandIdHeader } from '../../core/contracts/desk/station.ts'
import { DomainError } from '../../core/errors.ts'
import { KioskFault } from '../sync/refusals.ts'
import { openCommandMemory, type CommandAnswer, type CommandMemory } from './command-memory.ts'
import type { DeskPage } from './desk-page.ts'
import { asCommand } from './kept-commands.ts'
import {
  bodyReader,
  findRoute,
  MalformedRequest,
  readBody,
  type LocalAnswer,
  type LocalBody,
  type Route,
} from './local-router.ts'
import type { ProgressFeed } from './progress.ts'
import { deskRefusal, statusOfRefusal } from './refusal-advice.ts'
import { CaptureIncomplete } from './review.ts'

/** Without the token another user of the computer could drive the desk. */
export class Unauthorised extends DomainError<'UNAUTHORISED'> {
  constructor() {
    super('UNAUTHORISED', {
      vi: 'Thiếu hoặc sai mã truy cập của máy thu nhận. Hãy mở trang bằng địa chỉ mà chương trình đã in ra.',
      en: "The kiosk's access token is missing or wrong. Open the page by the address that the program printed.",
    })
  }
}

/** A page of another origin, or a name that was made to point here (DNS rebinding). */
export class ForeignOrigin extends DomainError<'FOREIGN_ORIGIN'> {
  constructor() {
    super('FOREIGN_ORIGIN', {
      vi: 'Yêu cầu không đến từ trang của bàn thu nhận trên máy này.',
      en: "The request does not come from the desk's own page on this computer.",
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

export interface LocalApi {
  /** http://127.0.0.1:PORT */
  readonly url: string
  close(): Promise<void>
}

export interface LocalApiParts {
  readonly routes: readonly Route[]
  readonly progress: ProgressFeed
  readonly token: string
  readonly page: DeskPage
  /** Names who sits at the desk: answers are remembered for them alone. */
  readonly seats: () => string
  /** The answer to a command that is on the disk already; null where it is new. */
  readonly doneBefore: (command: string) => LocalAnswer | null
  /** 0 picks a free one. */
  readonly port: number
  /** Hears faults of the program; the screen is told no more than that there was one. */
  readonly onFault: (error: unknown) => void
}

/** The desk's API and page: on the loopback interface only, for whoever was given the token. Throws {@link ApiPortTaken}. */
export async function openLocalApi(parts: LocalApiParts): Promise<LocalApi> {
  const commands = openCommandMemory()
  const server = createServer((request, response) => void answer({ parts, commands }, request, response))
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

interface Api {
  readonly parts: LocalApiParts
  readonly commands: CommandMemory
}

async function answer(api: Api, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { parts } = api
  try {
    requireOwnOrigin(request)
    const url = new URL(request.url ?? '/', 'http://desk')
    const file = request.method === 'GET' ? await parts.page.find(url.pathname) : null
    if (file) return void response.writeHead(200, file.headers).end(file.bytes)
    requireToken(request, parts.token)
    if (request.method === 'GET' && url.pathname === '/events') {
      return streamProgress(parts.progress, response)
    }
    write(response, await handle(api, { request, response, url }))
  } catch (error) {
    write(response, refused(parts, error))
  }
}

/** Browsers say which page asks, and by which name they found this computer. */
function requireOwnOrigin(request: IncomingMessage): void {
  const port = request.socket.localPort
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`]
  const { host = '', origin } = request.headers
  if (!hosts.includes(host)) throw new ForeignOrigin()
  if (origin !== undefined && origin !== `http://${host}`) throw new ForeignOrigin()
}

function requireToken(request: IncomingMessage, token: string): void {
  const given = request.headers.authorization ?? ''
  const digest = (text: string) => createHash('sha256').update(text).digest()
  if (!timingSafeEqual(digest(given), digest(`Bearer ${token}`))) throw new Unauthorised()
}

interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly url: URL
}

const longestCommandId = 100

async function handle(
  { parts, commands }: Api,
  { request, response, url }: Exchange,
): Promise<CommandAnswer> {
  const method = request.method ?? ''
  const { route, params } = findRoute(parts.routes, method, url.pathname)
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  const body = await readBody(request)
  const work = (signal: AbortSignal) =>
    run(parts, route, { params, query: url.searchParams, body, gone: signal })
  const id = request.headers[commandIdHeader]
  if (method === 'GET' || id === undefined) return work(gone.signal)
  if (typeof id !== 'string' || id.length > longestCommandId) throw new MalformedRequest([commandIdHeader])
  const key = `${method} ${url.pathname}${url.search} ${id}`
  return commands.once({ key, seats: parts.seats, gone: gone.signal }, async (signal) => {
    const done = parts.doneBefore(key)
    return done === null ? asCommand(key, () => work(signal)) : answered(done)
  })
}

interface Call {
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly body: LocalBody
  readonly gone: AbortSignal
}

async function run(parts: LocalApiParts, route: Route, call: Call): Promise<CommandAnswer> {
  const { body, ...request } = call
  try {
    return answered(await route.handle({ ...request, ...bodyReader(body) }))
  } catch (error) {
    return refused(parts, error)
  }
}

const jsonType = 'application/json; charset=utf-8'

const jsonAnswer = (status: number, body: unknown): CommandAnswer => ({
  status,
  type: jsonType,
  body: Buffer.from(JSON.stringify(body)),
})

function answered(answer: LocalAnswer): CommandAnswer {
  if (!answer) return { status: 204, type: null, body: new Uint8Array() }
  if ('bytes' in answer) return { status: 200, type: answer.type, body: answer.bytes }
  return jsonAnswer(200, answer.json)
}

function refused(parts: LocalApiParts, error: unknown): CommandAnswer {
  if (!(error instanceof DomainError)) parts.onFault(error)
  const refusal = error instanceof DomainError ? error : new KioskFault()
  const missing = error instanceof CaptureIncomplete ? { missing: error.missing } : {}
  return jsonAnswer(statusOfRefusal(refusal.code), { ...deskRefusal(refusal), ...missing })
}

function write(response: ServerResponse, { status, type, body }: CommandAnswer): void {
  response.writeHead(status, {
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(type ? { 'content-type': type } : {}),
  })
  response.end(body)
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
