import { rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { z } from 'zod'
import { DomainError } from '../../core/errors.ts'

export interface ControlRequest {
  readonly body: Uint8Array
  readonly contentType: string
}

/** By method and path, as in `PUT /finger`. What is returned becomes the JSON answer. */
export type ControlRoutes = Readonly<Record<string, (request: ControlRequest) => unknown>>

const largestBody = 10_000_000

/** An emulator's switches, over HTTP on a Unix socket. Resolves when the socket is there. */
export async function serveControl(socket: string, routes: ControlRoutes): Promise<Server> {
  await rm(socket, { force: true })
  const server = createServer((request, response) => void answer(request, response, routes))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(socket, resolve)
  })
  return server
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  routes: ControlRoutes,
): Promise<void> {
  const route = routes[`${request.method} ${request.url}`]
  try {
    const body = await bodyOf(request)
    if (!route) send(response, 404, { routes: Object.keys(routes) })
    else
      send(response, 200, (await route({ body, contentType: request.headers['content-type'] ?? '' })) ?? {})
  } catch (reason) {
    if (reason instanceof DomainError) send(response, 400, { code: reason.code, ...reason.text })
    else if (reason instanceof z.ZodError) send(response, 400, { issues: reason.issues })
    else if (reason instanceof SyntaxError) send(response, 400, { message: reason.message })
    else send(response, 500, { message: String(reason) })
  }
}

async function bodyOf(request: IncomingMessage): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of request as AsyncIterable<Uint8Array>) {
    length += part.length
    if (length > largestBody) throw new SyntaxError('body too large')
    parts.push(part)
  }
  return Buffer.concat(parts)
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

/** The body as JSON of this shape; an empty body is an empty object. */
export function jsonBody<Shape extends z.ZodType>(request: ControlRequest, shape: Shape): z.infer<Shape> {
  const text = Buffer.from(request.body).toString('utf8')
  return shape.parse(text === '' ? {} : JSON.parse(text))
}
