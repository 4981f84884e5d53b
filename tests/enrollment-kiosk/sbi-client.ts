/** A client of MOSIP's Secure Biometric Interface in its own words, over raw sockets. */
import { constants, createDecipheriv, createHash, privateDecrypt, X509Certificate } from 'node:crypto'
import { connect } from 'node:net'
import { compactVerify, decodeProtectedHeader } from 'jose'

export interface Reply {
  readonly status: number
  readonly head: string
  // The tests read what they expect of it and fail where it is not so.
  readonly json: any // oxlint-disable-line typescript/no-explicit-any
}

type Headers = Readonly<Record<string, string>>

export interface SbiClient {
  readonly port: number
  ask(verb: string, body?: unknown, headers?: Headers): Promise<Reply>
  /** Sends these bytes and reads to the end of the connection. */
  exchange(text: string): Promise<Reply>
  /** Begins a request; what comes back is for nobody. Answers how to hang up. */
  begin(verb: string, body: unknown): () => void
  /** Reads so many frames of a stream, then goes. */
  frames(
    deviceId: string,
    count: number,
  ): Promise<{ readonly head: string; readonly pictures: readonly Buffer[] }>
}

export function sbiClient(port: number): SbiClient {
  const exchange: SbiClient['exchange'] = (text) =>
    new Promise((resolve, reject) => {
      const parts: Buffer[] = []
      const socket = connect(port, '127.0.0.1', () => socket.write(text))
      socket.on('data', (part) => parts.push(part))
      socket.once('error', reject)
      socket.once('close', () => {
        const [head = '', body = ''] = Buffer.concat(parts).toString('latin1').split('\r\n\r\n')
        resolve({ status: Number(head.split(' ')[1]), head, json: body === '' ? null : JSON.parse(body) })
      })
    })
  return {
    port,
    exchange,
    ask: (verb, body, headers = {}) => exchange(requestText(port, verb, { body, headers })),
    begin(verb, body) {
      const socket = connect(port, '127.0.0.1', () =>
        socket.write(requestText(port, verb, { body, headers: {} })),
      )
      return () => void socket.destroy()
    },
    frames: (deviceId, count) => readFrames(port, deviceId, count),
  }
}

function requestText(
  port: number,
  verb: string,
  { body, headers }: { readonly body: unknown; readonly headers: Headers },
): string {
  const content = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)
  const own = { Host: `127.0.0.1:${port}`, EXT: 'test', 'Content-Length': String(content.length) }
  const head = Object.entries({ ...own, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`)
  return `${verb} HTTP/1.1\r\n${head.join('')}\r\n${content}`
}

function readFrames(
  port: number,
  deviceId: string,
  count: number,
): Promise<{ readonly head: string; readonly pictures: Buffer[] }> {
  return new Promise((resolve, reject) => {
    let held = Buffer.alloc(0)
    let head = ''
    const pictures: Buffer[] = []
    const socket = connect(port, '127.0.0.1', () =>
      socket.write(requestText(port, 'STREAM /stream', { body: { deviceId }, headers: {} })),
    )
    socket.once('error', reject)
    socket.on('data', (part) => {
      held = Buffer.concat([held, part])
      for (;;) {
        const end = held.indexOf('\r\n\r\n')
        if (end === -1) return
        const lines = held.subarray(0, end).toString('latin1')
        const length = head === '' ? 0 : Number(/Content-Length: ?(\d+)/i.exec(lines)?.[1])
        if (held.length < end + 4 + length) return
        if (head === '') head = lines
        else pictures.push(held.subarray(end + 4, end + 4 + length))
        held = held.subarray(end + 4 + length)
        if (pictures.length === count) {
          socket.destroy()
          return resolve({ head, pictures })
        }
      }
    })
  })
}

/** A capture of one finger for registration, but for what is said otherwise. */
export const order = (bio: object, fields: object = {}) => ({
  env: 'Developer',
  purpose: 'Registration',
  specVersion: '1.0',
  timeout: '8000',
  captureTime: '2026-01-05T08:00:00Z',
  transactionId: 'reg-10000000000001',
  bio: [
    {
      type: 'Finger',
      count: '1',
      requestedScore: '30',
      deviceId: 'finger-registration',
      deviceSubId: '0',
      ...bio,
    },
  ],
  ...fields,
})
export const face = { type: 'Face', count: 1, requestedScore: 0, deviceId: 'face-registration' }

/** The error code, wherever the verb's answer has it. */
export const codeOf = ({ json }: Reply): string => (json.biometrics?.[0] ?? json[0] ?? json).error.errorCode

/** The payload of a block; throws unless its signature holds, by a certificate that this authority issued. */
// oxlint-disable-next-line typescript/no-explicit-any
export async function opened(block: string, issuerPem: string): Promise<any> {
  const [own = '', issuer = ''] = decodeProtectedHeader(block).x5c ?? []
  const certificate = new X509Certificate(Buffer.from(own, 'base64'))
  const authority = new X509Certificate(issuerPem)
  if (Buffer.compare(Buffer.from(issuer, 'base64'), authority.raw) !== 0) throw new Error('another issuer')
  if (!certificate.verify(authority.publicKey)) throw new Error('not of this issuer')
  const { payload } = await compactVerify(block, certificate.publicKey, { algorithms: ['ES256'] })
  return JSON.parse(Buffer.from(payload).toString())
}

export const hashOfNothing = createHash('sha256').digest('hex')

/** The hash that the specification wants behind this one. */
export function chained(previous: string, record: Uint8Array): string {
  const own = createHash('sha256').update(record).digest()
  return createHash('sha256').update(Buffer.from(previous, 'hex')).update(own).digest('hex').toUpperCase()
}

/** What only the holder of the party's private key reads. */
export function unsealed(
  { bioValue, timestamp, transactionId }: Record<'bioValue' | 'timestamp' | 'transactionId', string>,
  sessionKey: string,
  privateKey: Buffer,
): Uint8Array {
  const padding = constants.RSA_PKCS1_OAEP_PADDING
  const wrapped = Buffer.from(sessionKey, 'base64url')
  const key = privateDecrypt({ key: privateKey, padding, oaepHash: 'sha256' }, wrapped)
  const other = transactionId.padStart(timestamp.length, '\0')
  const mixed = Buffer.from(timestamp).map((byte, i) => byte ^ other.charCodeAt(i))
  const sealed = Buffer.from(bioValue, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', key, mixed.subarray(-12))
  decipher.setAAD(mixed.subarray(-16)).setAuthTag(sealed.subarray(-16))
  return new Uint8Array(Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]))
}
