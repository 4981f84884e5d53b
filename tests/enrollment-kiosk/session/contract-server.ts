/** A server that keeps the kiosk's side of the contracts to the letter, with faults to switch on. */
import { createHash, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  applicationCodeHeader,
  lengthHeader,
  type KioskSettings,
  type PacketReceipt,
  type DeviceReportBody,
  deviceReportSchema,
  type DeviceStanding,
} from '../../../core/contracts/kiosk-sync.ts'
import { machineRequestSchema, tokenRequestSchema } from '../../../core/contracts/machine-sign-in.ts'
import { fromPem } from '../../../core/cms/certificate.ts'
import { signReceipt } from '../../../core/cms/receipt.ts'
import { openPacket } from '../../../core/cms/open-packet.ts'
import { unpackFiles, type PacketFiles } from '../../../core/enrollment/packet-files.ts'
import { verifyAssertion } from '../../../server/pki/tokens.ts'
import { answerDay, type DayAnswers, emptyDay } from './day-answers.ts'
import { openTestAuthority, type TestAuthority } from './certificates.ts'

export const centre = 'HN001'

/** What happens to the next POST /packets. */
export type PacketFault =
  | { readonly kind: 'cutUpload' }
  /** The packet is stored and the receipt is lost on its way. */
  | { readonly kind: 'cutReceipt' }
  | { readonly kind: 'answer'; readonly status: number; readonly retryAfter?: number }
  | { readonly kind: 'refuse'; readonly code: string }
  | { readonly kind: 'wrongReceipt' }
  /** A receipt for the packet that another authority's server signed. */
  | { readonly kind: 'forgedReceipt' }
  /** Nothing is answered until the test lets it. */
  | { readonly kind: 'hold'; readonly until: Promise<void> }

export type OpenedPacketFiles = PacketFiles & {
  readonly signers: readonly string[]
  /** The kiosk's, DER. */
  readonly machineCertificate: Uint8Array
}

export interface ContractServer {
  readonly url: string
  readonly authority: TestAuthority
  /** Officers who may sign in: user name → role; the password is `<user name>-password`. */
  readonly officers: Map<string, { readonly id: string; readonly role: 'OPERATOR' | 'SUPERVISOR' }>
  /** Answer of `enrollmentSubject`; null: unknown; 'UNREACHABLE' as named. */
  registry: unknown
  /** Hardware that the centre does without. */
  waivers: KioskSettings['waivers']
  /** Whether cards are made with a signed QR on them. */
  signedQrOnCard: boolean
  /** Whether new machines are confirmed at once. */
  confirmMachines: boolean
  /** The server's clock less this computer's. */
  clockAheadMs: number
  readonly packetFaults: PacketFault[]
  /** Bookings, returned files, reference data, and what the kiosk reported of its day. */
  readonly day: DayAnswers
  /** What kiosks said of their devices, in order. */
  readonly deviceReports: DeviceReportBody[]
  /** What the server says of devices, by serial number; ACTIVE where nothing is said. */
  readonly standings: Map<string, DeviceStanding>
  /** Every POST /packets that came in whole, in order. */
  readonly uploads: { readonly at: number; readonly sha256: string }[]
  /** What the server did: one per packet, however often it came. */
  readonly stored: Map<string, { readonly receipt: PacketReceipt; readonly bytes: Uint8Array }>
  /** What came in pieces, by the packet's hash. */
  readonly pieces: Map<string, Uint8Array>
  readonly tokensIssued: () => number
  /** Every token given so far is no longer accepted. */
  expireTokens(): void
  open(sha256: string): Promise<OpenedPacketFiles>
  /** Stops listening, as in an outage, and comes back on the same port. */
  goDown(): Promise<void>
  comeBack(): Promise<void>
  close(): Promise<void>
}

export async function startContractServer(): Promise<ContractServer> {
  const authority = await openTestAuthority(centre)
  const machines = new Map<string, { request: string; certificate: string | null }>()
  const tokens = new Set<string>()
  const cookies = new Map<string, string>()
  let issued = 0
  let port = 0
  let server: Server

  const app: ContractServer = {
    get url() {
      return `http://127.0.0.1:${port}`
    },
    authority,
    officers: new Map(),
    registry: null,
    waivers: [],
    signedQrOnCard: false,
    confirmMachines: true,
    clockAheadMs: 0,
    packetFaults: [],
    day: emptyDay(),
    deviceReports: [],
    standings: new Map(),
    uploads: [],
    stored: new Map(),
    pieces: new Map(),
    tokensIssued: () => issued,
    expireTokens: () => tokens.clear(),
    async open(sha256) {
      const bytes = app.stored.get(sha256)?.bytes ?? new Uint8Array()
      const signedBetween = {
        earliest: new Date(Date.now() - 3_600_000),
        latest: new Date(Date.now() + 60_000),
      }
      const trust = { issuers: [authority.authority.certificate.der], signedBetween }
      const opened = await openPacket(bytes, { recipientKeys: () => authority.centreKey, trust })
      const signers = opened.signers.map(({ subject }) => `${subject.role} ${subject.id}`)
      const machineCertificate = opened.signers[1].certificate
      return { ...(await unpackFiles(opened.content, sha256Of)), signers, machineCertificate }
    },
    goDown: () => stop(server),
    async comeBack() {
      server = await listen(handle, port)
    },
    close: () => stop(server),
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = request.url === '/packets' ? null : await bodyOf(request)
    const path = request.url ?? ''
    if (path === '/machines') return postMachine(body, response)
    if (path.startsWith('/machines/') && request.method === 'GET') return getMachine(path.slice(10), response)
    if (path === '/machines/token') return postToken(body, response)
    if (path === '/api/auth/sign-in/username') return signIn(body, response)
    if (path === '/graphql') return graphql(request, body, response)
    if (!tokens.has((request.headers.authorization ?? '').replace('Bearer ', ''))) {
      return json(response, 401, refusal('MACHINE_TOKEN_EXPIRED'))
    }
    if (path === '/kiosk/settings') return json(response, 200, settings())
    if (answerDay(app.day, { request, body }, response)) return
    if (path === '/kiosk/devices') return postDevices(body, response)
    if (path === '/packets') return postPacket(request, response)
    if (path.startsWith('/packets/')) return packetAt(path.slice(9), { request, body, response })
    json(response, 404, refusal('NOT_FOUND'))
  }

  const settings = () => ({
    centre: { code: centre, name: 'Điểm thu nhận Mẫu', unit: '00001' },
    machineNumber: 7,
    serverTime: new Date(Date.now() + app.clockAheadMs).toISOString(),
    centreCertificate: authority.centrePem,
    issuer: authority.issuerPem,
    waivers: app.waivers,
    signedQrOnCard: app.signedQrOnCard,
  })

  function postDevices(body: Buffer | null, response: ServerResponse): void {
    const report = deviceReportSchema.parse(JSON.parse(String(body)))
    app.deviceReports.push(report)
    const devices = report.devices.map(({ kind, model, serial }) => ({
      kind,
      model,
      serial,
      standing: app.standings.get(serial) ?? 'ACTIVE',
    }))
    json(response, 200, { devices })
  }

  function postMachine(body: Buffer | null, response: ServerResponse): void {
    const { certificateRequest } = machineRequestSchema.parse(JSON.parse(String(body)))
    const known = [...machines].find(([, machine]) => machine.request === certificateRequest)?.[0]
    const id = known ?? randomUUID()
    if (!known) machines.set(id, { request: certificateRequest, certificate: null })
    json(response, 200, machineAnswer(id))
  }

  async function getMachine(id: string, response: ServerResponse): Promise<void> {
    const machine = machines.get(id)
    if (!machine) return json(response, 404, refusal('MACHINE_UNKNOWN'))
    if (app.confirmMachines) {
      machine.certificate ??= await authority.certify(machine.request, { id, role: 'KIOSK', centre })
    }
    json(response, 200, machineAnswer(id))
  }

  function machineAnswer(id: string) {
    const certificate = machines.get(id)?.certificate ?? null
    const state = certificate ? 'ACTIVE' : 'REQUESTED'
    return { id, state, number: certificate ? 7 : null, certificate, issuer: authority.issuerPem }
  }

  async function postToken(body: Buffer | null, response: ServerResponse): Promise<void> {
    const form = tokenRequestSchema.parse(Object.fromEntries(new URLSearchParams(String(body))))
    const claimed = JSON.parse(String(Buffer.from(form.client_assertion.split('.')[1] ?? '', 'base64url')))
    const certificate = fromPem('CERTIFICATE', machines.get(claimed.sub)?.certificate ?? '')
    await verifyAssertion({
      assertion: form.client_assertion,
      certificate,
      audience: `${app.url}/machines/token`,
      now: Date.now(),
    })
    const token = randomUUID()
    tokens.add(token)
    issued += 1
    json(response, 200, { access_token: token, token_type: 'Bearer', expires_in: 600 })
  }

  function signIn(body: Buffer | null, response: ServerResponse): void {
    const { username, password } = JSON.parse(String(body))
    const known = app.officers.has(username) && password === `${username}-password`
    if (!known) return json(response, 401, { code: 'INVALID_USERNAME_OR_PASSWORD', message: 'no' })
    const session = randomUUID()
    cookies.set(session, username)
    response.setHeader('set-cookie', [`better-auth.session_token=${session}; Path=/; HttpOnly`])
    json(response, 200, { token: session })
  }

  async function graphql(
    request: IncomingMessage,
    body: Buffer | null,
    response: ServerResponse,
  ): Promise<void> {
    const session = /session_token=([^;]+)/.exec(request.headers.cookie ?? '')?.[1] ?? ''
    const officer = app.officers.get(cookies.get(session) ?? '')
    if (request.headers['x-graphql-yoga-csrf'] !== '1') return json(response, 403, refusal('CSRF'))
    if (!officer) {
      return json(response, 200, {
        errors: [{ message: 'no', extensions: { code: 'UNAUTHENTICATED' } }],
        data: null,
      })
    }
    const { query, variables } = JSON.parse(String(body))
    if (query.includes('certifyOfficerKey')) {
      const certificate = await authority.certify(variables.csr, {
        id: officer.id,
        role: officer.role,
        centre,
      })
      const certifyOfficerKey = {
        __typename: 'OfficerCertificate',
        certificate,
        officerId: officer.id,
        name: `Cán bộ ${cookies.get(session)}`,
        deskSecret: createHash('sha256').update(`desk of ${officer.id}`).digest('base64'),
      }
      return json(response, 200, { data: { certifyOfficerKey } })
    }
    json(response, 200, { data: { enrollmentSubject: subject(variables.number) } })
  }

  function subject(asked: string): unknown {
    const text = { vi: 'không', en: 'no' }
    if (app.registry === 'UNREACHABLE') return { __typename: 'RegistryUnreachable', text }
    const known = app.registry as { readonly number: string } | null
    return known?.number === asked
      ? { __typename: 'EnrollmentSubject', ...known }
      : { __typename: 'SubjectUnknown', text }
  }

  async function postPacket(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const fault = app.packetFaults.shift()
    if (fault?.kind === 'cutUpload') return void request.once('data', () => request.socket.destroy())
    const bytes = new Uint8Array(await bodyOf(request))
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    app.uploads.push({ at: performance.now(), sha256 })
    if (fault?.kind === 'hold') await fault.until
    if (fault?.kind === 'answer') {
      if (fault.retryAfter !== undefined) response.setHeader('retry-after', String(fault.retryAfter))
      return json(response, fault.status, refusal('BUSY'))
    }
    if (fault?.kind === 'refuse') return json(response, 422, refusal(fault.code))
    const receipt = await receiptFor(sha256, applicationCodeOf(request))
    if (fault?.kind === 'wrongReceipt')
      return json(response, 200, await receiptFor('0'.repeat(64), receipt.applicationCode))
    if (fault?.kind === 'forgedReceipt')
      return json(response, 200, { ...receipt, jws: await forged(receipt) })
    if (!app.stored.has(sha256)) app.stored.set(sha256, { receipt, bytes })
    if (fault?.kind === 'cutReceipt') return void request.socket.destroy()
    json(response, 200, app.stored.get(sha256)?.receipt)
  }

  async function receiptFor(sha256: string, applicationCode: string): Promise<PacketReceipt> {
    const receipt = { sha256, applicationCode, receivedAt: new Date().toISOString() }
    return { ...receipt, jws: await signReceipt(receipt, { ...authority.server, at: new Date() }) }
  }

  /** Signed by an authority of somebody else's. */
  async function forged(receipt: PacketReceipt): Promise<string> {
    const { server } = await openTestAuthority(centre)
    return signReceipt(receipt, { ...server, at: new Date() })
  }

  /** GET: how far the server is; PATCH: the next piece. */
  async function packetAt(
    sha256: string,
    { request, body, response }: { request: IncomingMessage; body: Buffer | null; response: ServerResponse },
  ): Promise<void> {
    const known = app.stored.get(sha256)
    const held = app.pieces.get(sha256) ?? new Uint8Array()
    if (request.method === 'GET') {
      if (known) return json(response, 200, { state: 'STORED', refusalCode: null, receipt: known.receipt })
      if (held.length === 0) return json(response, 404, refusal('NOT_FOUND'))
      return json(response, 200, { state: 'PARTIAL', received: held.length })
    }
    const bytes = Uint8Array.from(Buffer.concat([held, body ?? Buffer.alloc(0)]))
    app.pieces.set(sha256, bytes)
    if (bytes.length < Number(request.headers[lengthHeader]))
      return json(response, 200, { received: bytes.length })
    const receipt = await receiptFor(sha256, applicationCodeOf(request))
    app.stored.set(sha256, { receipt, bytes })
    json(response, 201, receipt)
  }

  server = await listen(handle, 0)
  port = (server.address() as AddressInfo).port
  return app
}

const sha256Of = async (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest())

const applicationCodeOf = (request: IncomingMessage) => String(request.headers[applicationCodeHeader])

const refusal = (code: string) => ({ code, vi: `Từ chối: ${code}`, en: `Refused: ${code}` })

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part)
  return Buffer.concat(parts)
}

function listen(
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
  port: number,
): Promise<Server> {
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      if (!response.headersSent) json(response, 500, refusal(String(error)))
    })
  })
  return new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(server)))
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
