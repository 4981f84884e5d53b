import { randomInt, randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { z } from 'zod'
import {
  findAnswerSchema,
  findPath,
  type FindRequest,
  possiblyRegistered,
  provisionalAnswerSchema,
  provisionalPath,
  type RegisterProvisionalRequest,
  registryRefusalSchema,
} from '../../core/contracts/resident-registry.ts'
import { instantAt } from '../kernel/clock.ts'
import {
  ensureEvidenceKey,
  keepEvidence,
  type RegistryOperation,
  type RegistryOutcome,
  systemActorId,
  type WithEvidenceKeys,
} from './call-evidence.ts'
import {
  admitCall,
  afterFailure,
  type Circuit,
  type CircuitPolicy,
  closedCircuit,
} from './circuit-breaker.ts'
import {
  type AttemptResult,
  type RegistryEndpoint,
  registryTransport,
  type RegistryTransport,
} from './registry-transport.ts'
import {
  PossiblyRegistered,
  type RegistryPurpose,
  type RegistryRecord,
  RegistryUnreachable,
  type ResidentRegistry,
} from './resident-registry.ts'

/** Both calls may be repeated: finding changes nothing, and a reference makes one provisional record only. */
const mostAttempts = 3
const firstPauseMs = 100
const circuitPolicy: CircuitPolicy = { failuresToOpen: 5, openMs: 30_000 }

/**
 * The population registry of another system, over mutual TLS. Every call that was sent leaves signed evidence.
 * Throws IllegalEnvironment where address or certificates are of no use.
 */
export async function remoteRegistry(
  app: WithEvidenceKeys,
  endpoint: RegistryEndpoint,
): Promise<ResidentRegistry> {
  const line: Line = { app, transport: registryTransport(endpoint), circuit: closedCircuit }
  await ensureEvidenceKey(app)
  return {
    find(number, why) {
      const request: FindRequest = { number, purpose: why.purpose, callId: randomUUID() }
      const read = (answer: Answer) => readFound(answer, number)
      return makeCall(line, { operation: 'FIND', path: findPath, request, read }, why)
    },
    async registerProvisional({ person, reference }, why) {
      const { purpose } = why
      const request: RegisterProvisionalRequest = { person, reference, purpose, callId: randomUUID() }
      const operation = 'REGISTER_PROVISIONAL'
      const record = await makeCall(
        line,
        { operation, path: provisionalPath, request, read: readProvisional },
        why,
      )
      if (!record) throw new RegistryUnreachable()
      return record
    },
  }
}

/** One registry as this process sees it; the circuit is the only thing that changes. */
type Line = { readonly app: WithEvidenceKeys; readonly transport: RegistryTransport; circuit: Circuit }

type Answer = Extract<AttemptResult, { readonly body: string }>

interface Reading {
  readonly outcome: RegistryOutcome
  readonly record: RegistryRecord | null
  readonly fault: string | null
}

interface Call {
  readonly operation: RegistryOperation
  readonly path: string
  readonly request: FindRequest | RegisterProvisionalRequest
  readonly read: (answer: Answer) => Reading
}

/** Sends, keeps the evidence, and only then lets the answer be used. */
async function makeCall(line: Line, call: Call, why: RegistryPurpose): Promise<RegistryRecord | null> {
  const { app } = line
  const begun = app.clock()
  const request = JSON.stringify(call.request)
  const { attempts, result } = await send(line, call.path, request)
  const { outcome, record, fault } = result.status === null ? unreachable(result.fault) : call.read(result)
  const durationMs = Math.max(0, app.clock() - begun)
  const facts = { operation: call.operation, purpose: why.purpose, attempts, durationMs, outcome }
  const id = call.request.callId
  if (fault !== null) {
    // While the circuit is open each desk's call would repeat what its opening has said.
    const level = attempts === 0 ? 'debug' : 'warn'
    app.log[level]({ callId: id, ...facts, fault }, 'the population registry did not serve a call')
  }
  if (attempts > 0) {
    const who = { id, at: instantAt(begun).toISOString(), actorId: why.actor.id ?? systemActorId }
    const answer = result.status === null ? null : result
    await keepEvidence(app, { ...who, ...facts }, { request, answer, fault })
  }
  if (fault === possiblyRegistered) throw new PossiblyRegistered()
  if (fault !== null) throw new RegistryUnreachable()
  return record
}

/** Up to three attempts, fewer when the circuit opens; the last one's result. No attempt at all while it is open. */
async function send(
  line: Line,
  path: string,
  text: string,
): Promise<{ readonly attempts: number; readonly result: AttemptResult }> {
  let result: AttemptResult = { status: null, fault: 'CIRCUIT_OPEN' }
  let attempts = 0
  while (attempts < mostAttempts) {
    const { admitted, circuit } = admitCall(line.circuit, line.app.clock(), circuitPolicy)
    if (!admitted) break
    line.circuit = circuit
    result = await line.transport(path, text)
    attempts++
    if (!isTransient(result)) {
      line.circuit = closedCircuit
      break
    }
    noteFailure(line)
    if (attempts < mostAttempts && line.circuit.state === 'CLOSED') await pause(pauseMs(attempts))
  }
  return { attempts, result }
}

function noteFailure(line: Line): void {
  const before = line.circuit.state
  line.circuit = afterFailure(line.circuit, line.app.clock(), circuitPolicy)
  if (line.circuit.state !== 'OPEN' || before === 'OPEN') return
  line.app.log.warn(circuitPolicy, 'the population registry is left alone for a while')
}

/** Doubles with each attempt; half of it is drawn, so that many desks do not come back at one moment. */
function pauseMs(attempts: number): number {
  const longest = firstPauseMs * 2 ** (attempts - 1)
  return longest / 2 + randomInt(longest / 2 + 1)
}

/** No answer, or one that says "not now": RFC 9110, 15.5.9 and 15.6; RFC 6585, 4. An answer that is wrong stays wrong. */
function isTransient({ status }: AttemptResult): boolean {
  return status === null || status === 408 || status === 429 || status >= 500
}

const unreachable = (fault: string): Reading => ({ outcome: 'UNREACHABLE', record: null, fault })
const illegalAnswer = unreachable('ILLEGAL_ANSWER')

function readFound(answer: Answer, number: RegistryRecord['number']): Reading {
  if (answer.status !== 200) return readRefusal(answer)
  const found = parseBody(answer, findAnswerSchema)
  if (!found) return illegalAnswer
  if (!found.resident) return { outcome: 'UNKNOWN', record: null, fault: null }
  // Somebody else's record would end up on a card.
  return found.resident.number === number ? answered(found.resident) : illegalAnswer
}

function readProvisional(answer: Answer): Reading {
  if (answer.status === 409 && parseBody(answer, registryRefusalSchema)?.code === possiblyRegistered) {
    return { outcome: 'REFUSED', record: null, fault: possiblyRegistered }
  }
  if (answer.status !== 200 && answer.status !== 201) return readRefusal(answer)
  const made = parseBody(answer, provisionalAnswerSchema)
  return made ? answered(made.resident) : illegalAnswer
}

const answered = (record: RegistryRecord): Reading => ({ outcome: 'ANSWERED', record, fault: null })

function readRefusal(answer: Answer): Reading {
  const { status } = answer
  const isRefused = status >= 400 && !isTransient(answer)
  return isRefused
    ? { outcome: 'REFUSED', record: null, fault: `HTTP_${status}` }
    : unreachable(`HTTP_${status}`)
}

function parseBody<Schema extends z.ZodType>({ body }: Answer, schema: Schema): z.infer<Schema> | null {
  try {
    return schema.safeParse(JSON.parse(body)).data ?? null
  } catch {
    return null
  }
}
