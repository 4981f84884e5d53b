import { rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { z } from 'zod'

/** By method and path, as in `PUT /faults`; gets the body as JSON, returns the JSON answer. */
export type ControlRoutes = Readonly<Record<string, (body: unknown) => unknown>>

const largestBody = 65_536

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
    const text = await bodyOf(request)
    if (!route) send(response, 404, { routes: Object.keys(routes) })
    else send(response, 200, (await route(text === '' ? {} : JSON.parse(text))) ?? {})
  } catch (error) {
    if (error instanceof z.ZodError) send(response, 400, { issues: error.issues })
    else send(response, error instanceof SyntaxError ? 400 : 500, { message: String(error) })
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of request as AsyncIterable<Uint8Array>) {
    length += part.length
    if (length > largestBody) throw new SyntaxError('body too large')
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
