import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { citizenNumberSchema } from '../../core/citizen/citizen-number.ts'
import { partialDateSchema } from '../../core/dates/calendar-date.ts'
import { captureLifecycle } from '../../core/lifecycle/capture.ts'
import { instantOf } from '../clock.ts'
import type { SignedInOfficer } from '../sync/officers.ts'
import { askRegistry } from '../sync/registry.ts'
import { captureSessionSchema, move, requireState, type CaptureSession } from './capture-session.ts'
import { asItsOperator, keep, type Kiosk } from './kiosk.ts'

/** What the applicant gives to be found by; without a number the registry is not asked. */
export const identitySchema = z.strictObject({
  number: citizenNumberSchema.nullable().default(null),
  birthDate: partialDateSchema,
})
type Identity = z.infer<typeof identitySchema>

/** The desk does not wait longer for the registry: the file then goes on with declared data. */
const registryPatienceMs = 10_000

/** Begins a file: asks the registry, allots the application code, and goes on to the comparison. */
export async function beginSession(kiosk: Kiosk, identity: Identity): Promise<CaptureSession> {
  const operator = kiosk.officers.require('operator')
  const { settings } = kiosk.installation.machine()
  const found = await lookUp(kiosk, operator, identity)
  const id = await kiosk.codes.allot({ centre: settings.centre.code, machine: settings.machineNumber })
  const begun = captureSessionSchema.parse({
    version: 1,
    id,
    transaction: randomUUID(),
    state: captureLifecycle.initial,
    parkedIn: null,
    operator: operator.officerId,
    begunAt: instantOf(kiosk.clock()),
    ...found,
    details: null,
    consentAt: null,
    fingers: [],
    portrait: null,
    files: [],
    signedContent: null,
    packet: null,
  })
  return keep(kiosk, move(begun, 'choose'))
}

/** Looks for another person in a session whose `change` brought it back to IDENTIFYING. */
export async function identifyAgain(kiosk: Kiosk, id: string, identity: Identity): Promise<CaptureSession> {
  return asItsOperator(kiosk, id, async (session, operator) => {
    requireState(session, 'IDENTIFYING', 'choose')
    return keep(kiosk, move({ ...session, ...(await lookUp(kiosk, operator, identity)) }, 'choose'))
  })
}

type Found = Pick<CaptureSession, 'givenNumber' | 'givenBirthDate' | 'registryOutcome' | 'registry'>

async function lookUp(kiosk: Kiosk, operator: SignedInOfficer, identity: Identity): Promise<Found> {
  const { number, birthDate } = identity
  const given = { givenNumber: number, givenBirthDate: birthDate }
  if (!number) return { ...given, registryOutcome: 'NOT_ASKED', registry: null }
  const { url, timeoutMs } = kiosk.config.server
  const server = { url, timeoutMs: Math.min(timeoutMs, registryPatienceMs) }
  const answer = await askRegistry(server, operator, { number, birthDate })
  const registry = answer.outcome === 'FOUND' ? answer.subject : null
  return { ...given, registryOutcome: answer.outcome, registry }
}
