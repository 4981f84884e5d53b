import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { once } from 'node:events'
import { after } from '../transport/after.ts'
import { openRequestReader, type SbiRequest } from './read-request.ts'

export interface SbiAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** What comes piece by piece ends with the connection. */
  readonly body: Uint8Array | AsyncIterable<Uint8Array>
}

/** Answers one request; `gone` is aborted when nobody waits for it any more. */
export type Answer = (request: SbiRequest, gone: AbortSignal) => Promise<SbiAnswer>

const firstPort = 4501
const lastPort = 4600
/** Milliseconds within which a request must have come whole. */
const requestMs = 10_000
const mostConnections = 32
/** Milliseconds without a byte either way: longer than the longest capture. */
const idleMs = 180_000

const reasons: Readonly<Record<number, string>> = {
  200: 'OK',
  204: 'No Content',
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  408: 'Request Timeout',
  413: 'Content Too Large',
  417: 'Expectation Failed',
  431: 'Request Header Fields Too Large',
  501: 'Not Implemented',
}

/** On the first free port that the specification grants; null where all are taken. */
export async function serveConnections(
  answer: Answer,
  onFault: (error: unknown) => void,
): Promise<{ readonly port: number; close(): Promise<void> } | null> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    serve(socket, answer, onFault)
  })
  server.maxConnections = mostConnections
  for (let port = firstPort; port <= lastPort; port++) {
    if (!(await listens(server, port))) continue
    return {
      port: (server.address() as AddressInfo).port,
      async close() {
        const closed = new Promise((resolve) => server.close(resolve))
        for (const socket of sockets) socket.destroy()
        await closed
      },
    }
  }
  return null
}

function listens(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => {
      server.off('listening', listening)
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false)
      else reject(error)
    }
    const listening = () => {
      server.off('error', failed)
      resolve(true)
    }
    server.once('error', failed).once('listening', listening)
    server.listen(port, '127.0.0.1')
  })
}

/** One request, one answer. */
function serve(socket: Socket, answer: Answer, onFault: (error: unknown) => void): void {
  const gone = new AbortController()
  const read = openRequestReader()
  const give = (given: SbiAnswer) => send(socket, given, gone.signal)
  /** What breaks in the middle of an answer can only be told by breaking it off. */
  const breakOff = (error: unknown) => {
    onFault(error)
    socket.destroy()
  }
  const cancelTimer = after(requestMs, () => void give(plain(408)).catch(breakOff))
  const hear = (bytes: Uint8Array) => {
    const reading = read(bytes)
    if (reading.state === 'more') return
    cancelTimer()
    socket.off('data', hear)
    // What is sent beyond the request is read and dropped, or the end of the connection would not be seen.
    socket.resume()
    const answering =
      reading.state === 'refused'
        ? give(plain(reading.status))
        : answer(reading.request, gone.signal).then(give)
    answering.catch(breakOff)
  }
  socket.on('data', hear)
  socket.setTimeout(idleMs, () => socket.destroy())
  socket.once('error', () => socket.destroy())
  for (const end of ['end', 'close'] as const) {
    socket.once(end, () => {
      cancelTimer()
      gone.abort()
    })
  }
}

const plain = (status: number): SbiAnswer => ({ status, headers: {}, body: new Uint8Array() })

async function send(socket: Socket, { status, headers, body }: SbiAnswer, gone: AbortSignal): Promise<void> {
  const whole = body instanceof Uint8Array
  const lines = Object.entries({
    ...headers,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    Connection: 'close',
    ...(whole && status !== 204 ? { 'Content-Length': String(body.length) } : {}),
  }).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.write(`HTTP/1.1 ${status} ${reasons[status] ?? ''}\r\n${lines.join('')}\r\n`)
  if (whole) return void socket.end(body)
  for await (const piece of body) {
    if (gone.aborted) break
    if (!socket.write(piece)) await once(socket, 'drain', { signal: gone }).catch(() => undefined)
  }
  socket.end()
}
