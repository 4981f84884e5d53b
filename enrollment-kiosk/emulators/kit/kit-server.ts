import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { z } from 'zod'
import { DomainError } from '../../../core/errors.ts'
import { jsonBody } from '../control.ts'
import type { JournalEntry } from '../journal.ts'
import { askEmulator, type EmulatorAnswer } from './ask-emulator.ts'
import type { KitEmulator } from './emulators.ts'
import { layPaper, paperSchema } from './lay-paper.ts'
import { tell } from './meanings.ts'
import { kitPage } from './page.ts'

export class KitPortTaken extends DomainError<'KIT_PORT_TAKEN'> {
  constructor(port: number) {
    super('KIT_PORT_TAKEN', {
      vi: `Cổng ${port} đang được dùng. Hãy chọn cổng khác bằng --port.`,
      en: `Port ${port} is taken. Choose another by --port.`,
    })
  }
}

interface Kit {
  readonly port: number
  readonly folder: string
  readonly emulators: readonly KitEmulator[]
}

const contentSecurityPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
const files: Readonly<Record<string, string>> = { '/kit.js': 'text/javascript', '/kit.css': 'text/css' }
/** So many frames are shown. */
const shown = 150
const largestBody = 10_000_000

/** The page and what it asks for, on the loopback interface. Throws KitPortTaken. */
export async function serveKit(kit: Kit): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    answer(kit, request).then(
      ({ status, type, body }) => send(response, { status, type, body }),
      (error: unknown) => send(response, refused(error)),
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new KitPortTaken(kit.port) : error),
    )
    server.listen(kit.port, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

interface Answer {
  readonly status: number
  readonly type: string
  readonly body: string | Uint8Array
}

const json = (status: number, body: unknown): Answer => ({
  status,
  type: 'application/json',
  body: JSON.stringify(body),
})

async function answer(kit: Kit, request: IncomingMessage): Promise<Answer> {
  if (!isOwn(request)) return json(403, {})
  const { pathname } = new URL(request.url ?? '/', 'http://kit')
  const method = request.method ?? ''
  if (method === 'GET' && pathname === '/')
    return { status: 200, type: 'text/html', body: kitPage(kit.emulators) }
  const type = Object.hasOwn(files, pathname) ? files[pathname] : undefined
  if (method === 'GET' && type)
    return { status: 200, type, body: await readFile(join(import.meta.dirname, pathname)) }
  if (method === 'GET' && pathname === '/state') return json(200, await statesOf(kit))
  const [, name, path] = /^\/devices\/([a-z]+)(\/[a-z]+)$/.exec(pathname) ?? []
  const emulator = kit.emulators.find((known) => known.name === name)
  if (!emulator || !path) return json(404, {})
  if (method === 'GET' && path === '/frames') return json(200, await framesOf(emulator))
  const body = await bodyOf(request)
  if (`${method} ${path}` === 'POST /paper') return passed(await feed(kit, emulator, body))
  return passed(await askEmulator(emulator.socket, { method, path, body }))
}

/** Asked for by this page: no name that was made to point here, no page of another origin. */
function isOwn({ headers, socket, method }: IncomingMessage): boolean {
  const { host = '', origin } = headers
  const hosts = [`127.0.0.1:${socket.localPort}`, `localhost:${socket.localPort}`]
  if (!hosts.includes(host)) return false
  // A form of another page can send a POST, but not this header.
  return (
    method === 'GET' || (headers['x-kit'] === '1' && (origin === undefined || origin === `http://${host}`))
  )
}

const passed = ({ status, body }: EmulatorAnswer): Answer => ({ status, type: 'application/json', body })

async function statesOf({ emulators }: Kit): Promise<Readonly<Record<string, unknown>>> {
  const states = emulators.map(async ({ name, socket }) => {
    const { status, body } = await askEmulator(socket, { method: 'GET', path: '/state' })
    return [name, status === 200 ? (JSON.parse(body.toString()) as unknown) : null] as const
  })
  return Object.fromEntries(await Promise.all(states))
}

async function framesOf({ name, socket }: KitEmulator): Promise<readonly object[]> {
  const { status, body } = await askEmulator(socket, { method: 'GET', path: '/frames' })
  const entries = status === 200 ? (JSON.parse(body.toString()) as readonly JournalEntry[]) : []
  return entries.slice(-shown).map((entry) => tell(name, entry))
}

/** Sheets for the scanner's tray: it is told of their folder. */
async function feed({ folder }: Kit, { socket }: KitEmulator, body: Uint8Array): Promise<EmulatorAnswer> {
  const tray = await layPaper(folder, jsonBody({ body, contentType: 'application/json' }, paperSchema))
  const told = Buffer.from(JSON.stringify({ folder: tray }))
  return askEmulator(socket, { method: 'PUT', path: '/pages', body: told })
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

function refused(error: unknown): Answer {
  if (error instanceof DomainError) return json(400, { code: error.code, ...error.text })
  if (error instanceof z.ZodError || error instanceof SyntaxError) return json(400, {})
  console.error(error)
  return json(500, {})
}

function send(response: ServerResponse, { status, type, body }: Answer): void {
  response.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    'content-security-policy': contentSecurityPolicy,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  })
  response.end(body)
}
