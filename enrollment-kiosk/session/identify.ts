import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { citizenNumberSchema } from '../../core/citizen/citizen-number.ts'
import { type PartialDate, partialDateSchema } from '../../core/dates/calendar-date.ts'
import { captureLifecycle } from '../../core/lifecycle/capture.ts'
import { instantOf } from '../clock.ts'
import { groupPrefill } from '../day/groups.ts'
import type { SignedInOfficer } from '../sync/officers.ts'
import { askRegistry, type RegistrySubject } from '../sync/registry.ts'
import { captureSessionSchema, move, requireState, type CaptureSession } from './capture-session.ts'
import { BookingUnknown } from './details-refusals.ts'
import { requireThawed } from './freeze.ts'
import { asItsOperator, type BookingAtHand, keep, type Kiosk } from './kiosk.ts'
import { MalformedRequest } from './local-router.ts'
import { readScan, type Scan } from './read-scan.ts'

/** Begins a group: its code is that of this file. */
const newGroup = 'NEW'

/** What the applicant gives to be found by; without a number the registry is not asked. */
export const identitySchema = z.strictObject({
  number: citizenNumberSchema.nullable().default(null),
  /** Missing where a card or a booking says it. */
  birthDate: partialDateSchema.nullable().default(null),
  scanned: z.string().max(1000).nullable().default(null),
  appointment: z.uuid().nullable().default(null),
  ticket: z.uuid().nullable().default(null),
  group: z.string().min(1).max(40).nullable().default(null),
})
type Identity = z.infer<typeof identitySchema>

/** The desk does not wait longer for the registry: the file then goes on with declared data. */
const registryPatienceMs = 10_000

/**
 * Begins a file: reads what was scanned, asks the registry, allots the application code, and goes on to the comparison.
 * Throws CardQrUnreadable, BookingUnknown, StationFrozen.
 */
export async function beginSession(kiosk: Kiosk, identity: Identity): Promise<CaptureSession> {
  const operator = kiosk.officers.require('operator')
  const { settings } = kiosk.installation.machine()
  await requireThawed(kiosk)
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
    ticket: identity.ticket,
    group: identity.group === newGroup ? id : identity.group,
    drafts: groupPrefill(kiosk, { group: identity.group, registered: found.registry?.person ?? null }),
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

/** Looks for another person in a session whose `change` brought it back to IDENTIFYING: what was said of the first one is not theirs. */
export async function identifyAgain(kiosk: Kiosk, id: string, identity: Identity): Promise<CaptureSession> {
  return asItsOperator(kiosk, id, async (session, operator) => {
    requireState(session, 'IDENTIFYING', 'choose')
    const found = await lookUp(kiosk, operator, identity)
    const { ticket, group } = identity
    const own = group === newGroup ? id : group
    const kept = { ticket: ticket ?? session.ticket, group: own ?? session.group }
    const begun = isSomebodyElse(session, found) ? { ...session, ...nothingSaid } : session
    return keep(kiosk, move({ ...begun, ...found, ...kept }, 'choose'))
  })
}

/** The registry knows both, and they are two: a number that was mistyped at first is no other person. */
function isSomebodyElse({ registry }: CaptureSession, found: Found): boolean {
  return registry !== null && found.registry !== null && registry.number !== found.registry.number
}

/** What belongs to the person and not to the file; the chains of what was done stay whole. */
const nothingSaid = {
  drafts: {},
  claims: [],
  details: null,
  form: null,
  consent: null,
  consentAt: null,
  citizenConfirmed: [],
  papers: [],
  marks: null,
  fingers: [],
  slaps: [],
  tries: [],
  portrait: null,
  iris: null,
  signature: null,
  files: [],
} satisfies Partial<CaptureSession>

type Found = Pick<
  CaptureSession,
  | 'givenNumber'
  | 'givenBirthDate'
  | 'registryOutcome'
  | 'registry'
  | 'registryFrom'
  | 'scannedCard'
  | 'appointment'
>

async function lookUp(kiosk: Kiosk, operator: SignedInOfficer, identity: Identity): Promise<Found> {
  const scan = identity.scanned === null ? null : readScan(identity.scanned)
  const booking = bookingOf(kiosk, identity, scan)
  const number = identity.number ?? (scan && 'number' in scan ? scan.number : null) ?? booking?.number ?? null
  const birthDate =
    identity.birthDate ?? (scan?.kind === 'CARD' ? scan.birthDate : null) ?? booking?.birthDate ?? null
  if (birthDate === null) throw new MalformedRequest(['birthDate (missing)'])
  return {
    givenNumber: number,
    givenBirthDate: birthDate,
    scannedCard: scan?.kind === 'CARD' ? scan.text : null,
    appointment: booking && { id: booking.id, at: booking.at },
    ...(await askFor(kiosk, operator, { number, birthDate })),
  }
}

function bookingOf(kiosk: Kiosk, { appointment }: Identity, scan: Scan | null): BookingAtHand | null {
  const id = scan?.kind === 'BOOKING' ? scan.appointment : appointment
  if (id === null) return null
  const booking = kiosk.snapshot?.booking(id)
  if (!booking) throw new BookingUnknown()
  return booking
}

type Answer = Pick<CaptureSession, 'registryOutcome' | 'registry' | 'registryFrom'>

/** The registry's answer now, or what was kept of a booked applicant where it cannot be reached. */
async function askFor(
  kiosk: Kiosk,
  { cookie }: SignedInOfficer,
  { number, birthDate }: { readonly number: Found['givenNumber']; readonly birthDate: PartialDate },
): Promise<Answer> {
  if (!number) return { registryOutcome: 'NOT_ASKED', registry: null, registryFrom: null }
  const { server: address } = kiosk.config
  const server = { ...address, timeoutMs: Math.min(address.timeoutMs, registryPatienceMs) }
  const answer =
    cookie === null
      ? ({ outcome: 'UNREACHABLE' } as const)
      : await askRegistry(server, { cookie }, { number, birthDate })
  if (answer.outcome === 'FOUND') {
    return { registryOutcome: 'FOUND', registry: answer.subject, registryFrom: 'NOW' }
  }
  const kept = answer.outcome === 'UNREACHABLE' ? keptSubject(kiosk, { number, birthDate }) : null
  if (kept) return { registryOutcome: 'FOUND', registry: kept, registryFrom: 'SNAPSHOT' }
  return { registryOutcome: answer.outcome, registry: null, registryFrom: null }
}

/** Somebody else's number with their own birth date shows nothing, as at the server. */
function keptSubject(
  { snapshot }: Kiosk,
  {
    number,
    birthDate,
  }: { readonly number: NonNullable<Found['givenNumber']>; readonly birthDate: PartialDate },
): RegistrySubject | null {
  const subject = snapshot?.find(number) ?? null
  return subject?.person.birthDate === birthDate ? subject : null
}
