import { createPublicKey, randomUUID, type KeyObject } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { jwtVerify } from 'jose'
import { chipKeysSchema, type ChipDelivery, type ChipKeys } from '../../core/contracts/chip-order.ts'
import { machineRequestSchema, tokenRequestSchema } from '../../core/contracts/machine-sign-in.ts'
import {
  claimSchema,
  printEventSchema,
  type PrintEvent,
  type PrintOrder,
  type StationStop,
  stationStopSchema,
} from '../../core/contracts/print-job.ts'
import { nextState } from '../../core/lifecycle/machine.ts'
import { printJobLifecycle, type PrintJobState } from '../../core/lifecycle/print-job.ts'

interface Job {
  readonly order: Omit<PrintOrder, 'lease' | 'leaseUntil'>
  readonly portrait: Uint8Array
  readonly events: PrintEvent[]
  /** What its chip is written with, once that is signed. */
  chip: ChipDelivery | null
  state: PrintJobState
  lease: number
}

type Answer = { readonly status: number; readonly body?: unknown; readonly bytes?: Uint8Array }

const refusal = (status: number, code: string): Answer => ({ status, body: { code, vi: code, en: code } })
const leaseMilliseconds = 60_000

/** How a SubjectPublicKeyInfo for an uncompressed point on P-256 begins (RFC 5480, 2.1); 64 bytes follow. */
const p256Prefix = Buffer.from('3059301306072a8648ce3d020106082a8648ce3d03010703420004', 'hex')

function requestedKey(certificateRequest: Uint8Array): KeyObject {
  const request = Buffer.from(certificateRequest)
  const start = request.indexOf(p256Prefix)
  return createPublicKey({
    key: request.subarray(start, start + p256Prefix.length + 64),
    format: 'der',
    type: 'spki',
  })
}

/**
 * A production server for stations, over real HTTP and by the contract: machines are certified when `certify` is called,
 * tokens are bound to the certified key, jobs move by the lifecycle table.
 */
export class ProductionServer {
  url = ''
  readonly jobs = new Map<string, Job>()
  /** Runs before an event is taken; true loses the answer on the way. */
  beforeEvent: (job: string, event: PrintEvent) => Promise<boolean | void> = async () => undefined
  /** The status that an event is refused with; null takes it. */
  refuseEvent: (event: PrintEvent) => number | null = () => null
  /** Signs files for the keys that a chip has made; null while it has not. */
  signChip: (keys: ChipKeys) => Promise<ChipDelivery | null> = async () => null
  /** The status that a chip's keys are refused with; null takes them. */
  refuseChipKeys: () => number | null = () => null
  /** Tokens that are still good. */
  readonly tokens = new Set<string>()
  signIns = 0
  /** Cards as stations saw them in their trays, by job. */
  readonly trayPictures = new Map<string, Uint8Array>()
  /** What a station said when its brake went on. */
  stopped: StationStop | null = null
  private readonly machines = new Map<
    string,
    { readonly request: Uint8Array; state: 'REQUESTED' | 'ACTIVE' }
  >()
  private readonly server = createServer((request, response) => void this.handle(request, response))
  private watchers: (() => void)[] = []

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve))
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }

  plan(order: Job['order'], portrait: Uint8Array, chip: ChipDelivery | null = null): void {
    this.jobs.set(order.id, { order, portrait, events: [], chip, state: 'PLANNED', lease: 0 })
  }

  /** Certifies every machine that has asked. */
  certify(): void {
    for (const machine of this.machines.values()) machine.state = 'ACTIVE'
  }

  steps(job: string): readonly string[] {
    return this.jobs.get(job)?.events.map(({ event }) => event) ?? []
  }

  /** Resolves when the condition holds after some request. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => this.watchers.push(resolve))
  }

  get machineCount(): number {
    return this.machines.size
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Uint8Array[] = []
    for await (const part of request as AsyncIterable<Uint8Array>) parts.push(part)
    const path = request.url ?? ''
    const authorized = this.tokens.has(request.headers.authorization?.replace('Bearer ', '') ?? '')
    const answer =
      path.startsWith('/print-jobs') && !authorized
        ? refusal(401, 'NOT_SIGNED_IN')
        : path.includes('/tray-picture?')
          ? this.seeTray(path, Buffer.concat(parts))
          : await this.route(`${request.method} ${path}`, Buffer.concat(parts).toString('utf8'))
    if (answer) {
      response.writeHead(answer.status, { 'content-type': 'application/json' })
      response.end(answer.bytes ?? (answer.body === undefined ? undefined : JSON.stringify(answer.body)))
    } else response.destroy()
    for (const wake of this.watchers.splice(0)) wake()
  }

  private seeTray(path: string, picture: Uint8Array): Answer {
    this.trayPictures.set(path.split('/')[2] ?? '', picture)
    return { status: 204 }
  }

  private async route(line: string, body: string): Promise<Answer | null> {
    const id = /\/([0-9a-f-]{36})/.exec(line)?.[1] ?? ''
    if (line === 'POST /machines') return this.install(body)
    if (line === 'POST /machines/token') return await this.token(body)
    if (line === `GET /machines/${id}`) return this.machineAnswer(id)
    if (line === 'POST /print-jobs/claim') return this.claim(claimSchema.parse(JSON.parse(body)).working)
    if (line === 'POST /print-stations/stop') {
      this.stopped = stationStopSchema.parse(JSON.parse(body))
      return { status: 204 }
    }
    const job = this.jobs.get(id)
    if (!job) return refusal(404, 'NOT_FOUND')
    if (line.endsWith('/blank')) return refusal(422, 'BLANK_NOT_OURS')
    if (line === `GET /print-jobs/${id}`) return this.held(job)
    if (line.endsWith('/chip')) return job.chip ? { status: 200, body: job.chip } : { status: 202 }
    if (line.endsWith('/chip-keys'))
      return await this.takeChipKeys(job, chipKeysSchema.parse(JSON.parse(body)))
    if (line.endsWith('/portrait')) return { status: 200, bytes: job.portrait }
    if (line.endsWith('/heartbeat')) {
      return JSON.parse(body).lease === job.lease ? this.jobAnswer(job) : refusal(409, 'LEASE_LOST')
    }
    return await this.move(job, printEventSchema.parse(JSON.parse(body)))
  }

  private install(body: string): Answer {
    const { certificateRequest } = machineRequestSchema.parse(JSON.parse(body))
    const id = randomUUID()
    this.machines.set(id, { request: Buffer.from(certificateRequest, 'base64'), state: 'REQUESTED' })
    return { ...this.machineAnswer(id), status: 201 }
  }

  private machineAnswer(id: string): Answer {
    const machine = this.machines.get(id)
    if (!machine) return refusal(404, 'NOT_FOUND')
    return { status: 200, body: { id, state: machine.state, number: null, certificate: null, issuer: 'PEM' } }
  }

  private async token(body: string): Promise<Answer> {
    const { client_assertion: assertion } = tokenRequestSchema.parse(
      Object.fromEntries(new URLSearchParams(body)),
    )
    const claims = JSON.parse(Buffer.from(assertion.split('.')[1] ?? '', 'base64url').toString('utf8')) as {
      sub: string
    }
    const machine = this.machines.get(claims.sub)
    if (machine?.state !== 'ACTIVE') return refusal(401, 'MACHINE_NOT_ACTIVE')
    await jwtVerify(assertion, requestedKey(machine.request), {
      algorithms: ['ES256'],
      issuer: claims.sub,
      subject: claims.sub,
      audience: `${this.url}/machines/token`,
      maxTokenAge: 60,
      requiredClaims: ['exp', 'jti'],
    })
    this.signIns++
    const token = randomUUID()
    this.tokens.add(token)
    return { status: 200, body: { access_token: token, token_type: 'Bearer', expires_in: 300 } }
  }

  private claim(working: readonly string[] | undefined): Answer {
    if (this.stopped) return refusal(422, 'STATION_STOPPED')
    const jobs = [...this.jobs.values()]
    const forgotten =
      working && jobs.find(({ state, order }) => state === 'CLAIMED' && !working.includes(order.id))
    const job = forgotten ?? jobs.find(({ state }) => state === 'PLANNED')
    if (!job) return { status: 204 }
    if (job.state === 'PLANNED') job.lease++
    job.state = 'CLAIMED'
    return { status: 200, body: this.orderOf(job) }
  }

  private orderOf({ order, lease }: Job): PrintOrder {
    return { ...order, lease, leaseUntil: new Date(Date.now() + leaseMilliseconds).toISOString() }
  }

  private held(job: Job): Answer {
    const { state, lease, order } = job
    const isSettled = ['STACKED', 'PASSED', 'SPOILED', 'CANCELLED'].includes(state)
    if (state === 'PLANNED') return refusal(404, 'NOT_FOUND')
    return {
      status: 200,
      body: { id: order.id, state, lease, order: isSettled ? null : this.orderOf(job) },
    }
  }

  private async move(job: Job, event: PrintEvent): Promise<Answer | null> {
    const loseAnswer = (await this.beforeEvent(job.order.id, event)) === true
    if (event.lease !== job.lease) return refusal(409, 'LEASE_LOST')
    const refused = this.refuseEvent(event)
    if (refused !== null) return refusal(refused, 'REFUSED_BY_TEST')
    const next = nextState(printJobLifecycle, job.state, event.event)
    if (!next) return refusal(409, 'TRANSITION_REFUSED')
    job.state = next
    job.events.push(event)
    return loseAnswer ? null : this.jobAnswer(job)
  }

  private async takeChipKeys(job: Job, keys: ChipKeys): Promise<Answer> {
    const refused = this.refuseChipKeys()
    if (refused !== null) return refusal(refused, 'REFUSED_BY_TEST')
    if (keys.lease !== job.lease) return refusal(409, 'LEASE_LOST')
    job.chip ??= await this.signChip(keys)
    return { status: 200, body: {} }
  }

  private jobAnswer({ order, state }: Job): Answer {
    const leaseUntil = new Date(Date.now() + leaseMilliseconds).toISOString()
    return { status: 200, body: { id: order.id, state, leaseUntil } }
  }
}
