import stompit, { type Client, type Headers, type Message } from 'stompit'
import { longestAbisText } from '../../../core/contracts/abis.ts'
import type { App } from '../../kernel/app.ts'

export interface StompMessage {
  readonly text: string
  /** ActiveMQTextMessage or ActiveMQBytesMessage: an answer goes back as what the question came. */
  readonly kind: 'text' | 'bytes'
}

export interface StompOptions {
  /** stomp://host:61613 or stomp+ssl://host:61614 */
  readonly broker: string
  readonly user?: string
  readonly password?: string
  /** Certificates that the broker is trusted by. */
  readonly ca?: string
  /** The queue that is read. A message is acknowledged when the promise is kept, else it comes again after a while. */
  readonly receiveFrom: string
  readonly received: (message: StompMessage) => Promise<void>
  /** Called each time that messages can be sent again. */
  readonly connected: () => void
  readonly log: App['log']
}

/** A connection to a broker that is opened again as long as it is not closed. */
export interface StompConnection {
  readonly isConnected: boolean
  /** Kept when the broker has the message on its disk. */
  send(queue: string, message: StompMessage): Promise<void>
  close(): Promise<void>
}

const firstPauseMs = 200
const longestPauseMs = 30_000
const connectMs = 5000
const receiptMs = 10_000
const heartbeatMs = 10_000
/** A heartbeat may be late by this much: the other side may be comparing fingers. */
const heartbeatMarginMs = 20_000
/** Messages that the broker hands out before the first of them is acknowledged. */
const prefetched = 20

class BrokerLost extends Error {
  constructor() {
    super('the connection to the broker is lost')
  }
}

export function openStomp(options: StompOptions): StompConnection {
  let client: Client | null = null
  let closed = false
  let pauseMs = firstPauseMs
  let retry: NodeJS.Timeout | undefined
  const unconfirmed = new Set<(error: Error) => void>()

  const lost = (of: Client) => {
    if (client !== of) return
    client = null
    for (const reject of unconfirmed) reject(new BrokerLost())
    unconfirmed.clear()
    options.log.warn({ broker: options.broker }, 'the connection to the broker is lost')
    again()
  }
  const again = () => {
    if (closed) return
    retry = setTimeout(open, pauseMs)
    pauseMs = Math.min(longestPauseMs, pauseMs * 2)
  }
  const open = () => {
    let settled = false
    const opening = stompit.connect(addressOf(options), (error, opened) => {
      if (settled) return
      settled = true
      if (error) return again()
      if (closed) return opened.destroy()
      client = opened
      pauseMs = firstPauseMs
      opened.on('end', () => lost(opened))
      subscribe(opened, options)
      options.connected()
    })
    opening.on('error', () => lost(opening))
  }
  open()

  const send = (queue: string, message: StompMessage) =>
    new Promise<void>((resolve, reject) => {
      const current = client
      if (!current) return reject(new BrokerLost())
      const late = setTimeout(() => current.destroy(new BrokerLost()), receiptMs)
      const failed = (error: Error) => {
        clearTimeout(late)
        reject(error)
      }
      unconfirmed.add(failed)
      const onReceipt = () => {
        clearTimeout(late)
        unconfirmed.delete(failed)
        resolve()
      }
      const body = Buffer.from(message.text)
      current.send(headersOf(queue, message.kind, body), { onReceipt }).end(body)
    })
  return {
    get isConnected() {
      return client !== null
    },
    send,
    close: () => {
      closed = true
      clearTimeout(retry)
      const last = client
      client = null
      return last ? disconnect(last) : Promise.resolve()
    },
  }
}

function addressOf({ broker, user, password, ca }: StompOptions) {
  const { protocol, hostname, port } = new URL(broker)
  const ssl = protocol === 'stomp+ssl:'
  return {
    host: hostname,
    port: Number(port) || (ssl ? 61_614 : 61_613),
    timeout: connectMs,
    heartbeatDelayMargin: heartbeatMarginMs,
    ...(ssl && { ssl, servername: hostname, ...(ca && { ca }) }),
    connectHeaders: {
      host: hostname,
      'heart-beat': `${heartbeatMs},${heartbeatMs}`,
      ...(user && { login: user }),
      ...(password && { passcode: password }),
    },
  }
}

const destination = (queue: string) => `/queue/${queue}`

/** A broker of STOMP takes a message with a length for bytes, and one without for text. */
function headersOf(queue: string, kind: StompMessage['kind'], body: Buffer): Headers {
  return {
    destination: destination(queue),
    persistent: 'true',
    'content-type': 'application/json',
    'amq-msg-type': kind,
    ...(kind === 'bytes' && { 'content-length': String(body.length) }),
  }
}

function subscribe(client: Client, { receiveFrom, received, log }: StompOptions): void {
  const headers = {
    destination: destination(receiveFrom),
    ack: 'client-individual',
    'activemq.prefetchSize': String(prefetched),
  }
  const handle = async (message: Message) => {
    const text = await readText(message)
    if (text === null) log.warn({ queue: receiveFrom }, 'a message too long to be read was thrown away')
    else await received({ text, kind: kindOf(message.headers) })
    client.ack(message)
  }
  client.subscribe(headers, (error, message) => {
    // A connection that broke is told of by its own event.
    if (error) return
    handle(message).catch(() => client.destroy(new BrokerLost()))
  })
}

function kindOf(headers: Headers): StompMessage['kind'] {
  const told = headers['amq-msg-type']
  if (told === 'text' || told === 'bytes') return told
  return headers['content-length'] === undefined ? 'text' : 'bytes'
}

async function readText(message: Message): Promise<string | null> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of message) {
    if (!Buffer.isBuffer(part)) continue
    length += part.length
    if (length <= longestAbisText) parts.push(part)
  }
  return length > longestAbisText ? null : Buffer.concat(parts).toString('utf8')
}

/** Says good-bye, so that the broker gives what was not acknowledged to the next one at once. */
function disconnect(client: Client): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(() => {
      client.destroy()
      resolve()
    }, 1000)
    client.disconnect(() => {
      clearTimeout(late)
      resolve()
    })
  })
}
