/** Peers that take messages to citizens: a mail server and a gateway of text messages, each on a port of its own. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

export interface Taken {
  readonly to: string
  readonly text: string
  readonly id: string
}

export interface MailServer {
  readonly url: string
  readonly taken: Taken[]
  /** Code of the refusal with which the next recipients are met; null: all are taken. */
  refuse(code: number | null): void
  close(): Promise<void>
}

/** A mail server; its messages are read as they come over the line. */
export async function openMailServer(): Promise<MailServer> {
  const taken: Taken[] = []
  let refusal: number | null = null
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_address, _session, done) => {
      if (refusal === null) return done()
      done(Object.assign(new Error('no such box'), { responseCode: refusal }))
    },
    onData: (stream, session, done) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => void parts.push(part))
      stream.on('end', () => {
        const text = Buffer.concat(parts).toString('utf8')
        const id = /^Message-ID: <([^@]+)@/im.exec(text)?.[1] ?? ''
        taken.push({ to: session.envelope.rcptTo[0]?.address ?? '', text: bodyOf(text), id })
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    taken,
    refuse: (code) => void (refusal = code),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** The text of a message of one part, quoted-printable or base64 undone. */
function bodyOf(message: string): string {
  const [head = '', ...rest] = message.split('\r\n\r\n')
  const body = rest.join('\r\n\r\n')
  if (/content-transfer-encoding: base64/i.test(head))
    return Buffer.from(body, 'base64').toString('utf8').trim()
  if (!/content-transfer-encoding: quoted-printable/i.test(head)) return body.trim()
  const bytes = body
    .replaceAll('=\r\n', '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8').trim()
}

export interface Gateway {
  readonly url: string
  readonly taken: (Taken & { readonly time: string; readonly signature: string; readonly body: string })[]
  /** The status of the next answers. */
  answer(status: number): void
  close(): Promise<void>
}

/** A gateway that knows each message under `gw-` and the message's own id. */
export async function openGateway(): Promise<Gateway> {
  const taken: Gateway['taken'] = []
  let status = 200
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => void parts.push(part))
    request.on('end', () => {
      const body = Buffer.concat(parts).toString('utf8')
      const { id, to, text } = JSON.parse(body) as Taken
      const [time, signature] = [request.headers['x-time'], request.headers['x-signature']].map(String)
      if (status === 200) taken.push({ id, to, text, time: time ?? '', signature: signature ?? '', body })
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ id: `gw-${id}` }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/messages`,
    taken,
    answer: (next) => void (status = next),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
