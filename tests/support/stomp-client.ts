/** STOMP 1.2 over a bare socket, independent of the product's client: just enough to send to a queue and read from one. */
import { connect } from 'node:net'

export interface StompFrame {
  readonly command: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface BareStomp {
  /** With its length, which a broker takes for bytes, or without, for text. */
  send(queue: string, body: string, kind: 'text' | 'bytes'): void
  /** The next message of the queue that was subscribed to. */
  next(): Promise<StompFrame>
  close(): void
}

export async function bareStomp(port: number, receiveFrom: string): Promise<BareStomp> {
  const socket = connect(port, '127.0.0.1')
  const messages: StompFrame[] = []
  const waiting: ((frame: StompFrame) => void)[] = []
  const connected = Promise.withResolvers<void>()
  let pending = Buffer.alloc(0)
  const take = (frame: StompFrame) => {
    if (frame.command === 'CONNECTED') connected.resolve()
    if (frame.command === 'ERROR') connected.reject(new Error(frame.headers['message']))
    if (frame.command !== 'MESSAGE') return
    const reader = waiting.shift()
    if (reader) reader(frame)
    else messages.push(frame)
  }
  socket.on('error', (error) => connected.reject(error))
  socket.on('data', (part) => {
    pending = Buffer.concat([pending, part])
    for (let read = readFrame(pending); read; read = readFrame(pending)) {
      pending = pending.subarray(read.end)
      take(read.frame)
    }
  })
  const write = (command: string, headers: Readonly<Record<string, string>>, body = '') => {
    const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`)
    socket.write(`${command}\n${lines.join('')}\n${body}\0`)
  }
  write('CONNECT', { 'accept-version': '1.2', host: 'localhost' })
  await connected.promise
  write('SUBSCRIBE', { id: '0', destination: `/queue/${receiveFrom}`, ack: 'auto' })
  return {
    send: (queue, body, kind) => {
      const length = { 'content-length': String(Buffer.byteLength(body)) }
      write('SEND', { destination: `/queue/${queue}`, ...(kind === 'bytes' && length) }, body)
    },
    next: () => {
      const ready = messages.shift()
      return ready ? Promise.resolve(ready) : new Promise((resolve) => waiting.push(resolve))
    },
    close: () => socket.destroy(),
  }
}

/** The first whole frame of what has come, and where it ends; null while some of it is missing. */
function readFrame(bytes: Buffer): { readonly frame: StompFrame; readonly end: number } | null {
  let start = 0
  while (bytes[start] === 10) start++ // heartbeats
  const head = bytes.indexOf('\n\n', start)
  if (head === -1) return null
  const [command = '', ...lines] = bytes.toString('utf8', start, head).split('\n')
  const headers = Object.fromEntries(lines.map((line) => splitHeader(line)))
  const told = headers['content-length']
  const end = told === undefined ? bytes.indexOf(0, head + 2) : head + 2 + Number(told)
  if (end === -1 || end >= bytes.length) return null
  return { frame: { command, headers, body: bytes.toString('utf8', head + 2, end) }, end: end + 1 }
}

function splitHeader(line: string): [string, string] {
  const colon = line.indexOf(':')
  return [line.slice(0, colon), line.slice(colon + 1).replaceAll('\\c', ':')]
}
