import { z } from 'zod'
import { citizenNumberSchema } from '../../core/citizen/citizen-number.ts'
import { partialDateSchema } from '../../core/dates/calendar-date.ts'
import { capturedFingerSchema, packetManifestSchema, portraitFile } from '../../core/enrollment/packet.ts'
import { captureLifecycle, type CaptureEvent, type CaptureState } from '../../core/lifecycle/capture.ts'
import { nextState, TransitionRefused } from '../../core/lifecycle/machine.ts'
import { registrySubjectSchema } from '../sync/registry.ts'

const manifest = packetManifestSchema.shape
const states = Object.keys(captureLifecycle.table) as [CaptureState, ...CaptureState[]]

/** What the officer writes down: the request and the person as declared and checked. */
export const detailsSchema = z.strictObject({
  kind: manifest.kind,
  reason: manifest.reason,
  channel: manifest.channel,
  person: manifest.person,
  representative: manifest.representative.default(null),
  hasCollectionForm: z.boolean().default(false),
  /** The applicant agrees to the collection of their data; without it nothing is captured. */
  consent: z.literal(true),
})
export type Details = z.infer<typeof detailsSchema>

/** One capture session as it is kept on disk (encrypted). A new shape gets a new version and reads the old ones. */
export const captureSessionSchema = z.strictObject({
  version: z.literal(1),
  /** The application code: allotted where the file begins. */
  id: z.string(),
  state: z.enum(states),
  /** Where a parked session goes on. */
  parkedIn: z.enum(['IDENTIFYING', 'COMPARING', 'DETAILS', 'CAPTURING', 'REVIEWING']).nullable(),
  /** The officer who works on it. */
  operator: z.uuid(),
  begunAt: z.iso.datetime(),
  givenNumber: citizenNumberSchema.nullable(),
  givenBirthDate: partialDateSchema,
  /** NOT_ASKED: the applicant knows no number. */
  registryOutcome: z.enum(['FOUND', 'UNKNOWN', 'UNREACHABLE', 'NOT_ASKED']),
  registry: registrySubjectSchema.nullable(),
  details: detailsSchema.nullable(),
  consentAt: z.iso.datetime().nullable(),
  fingers: z.array(capturedFingerSchema),
  portrait: manifest.portrait,
  /** Captured files, by the SHA-256 under which the draft holds them. */
  files: z.array(z.strictObject({ name: z.string(), sha256: z.string(), bytes: z.int() })),
  /** SHA-256 of what the operator signed for: nothing may change before the supervisor agrees. */
  signedContent: z.string().nullable(),
  packet: z.string().nullable(),
})
export type CaptureSession = z.infer<typeof captureSessionSchema>

/** The session after an event; throws TransitionRefused where the lifecycle does not know it. */
export function move(session: CaptureSession, event: CaptureEvent): CaptureSession {
  const state = nextState(captureLifecycle, session.state, event)
  if (!state) throw new TransitionRefused(captureLifecycle.name, session.state, event)
  return { ...session, state }
}

/** Refuses work that belongs to another state, with the same words as a refused event. */
export function requireState(session: CaptureSession, state: CaptureState, work: string): void {
  if (session.state !== state) throw new TransitionRefused(captureLifecycle.name, session.state, work)
}

/** The session with one finger captured (again) or excused; files of the earlier try are dropped. */
export function withFinger(
  session: CaptureSession,
  finger: CaptureSession['fingers'][number],
  files: CaptureSession['files'],
): CaptureSession {
  const earlier = session.fingers.find((known) => known.position === finger.position)
  const dropped = new Set(earlier?.impressions.map((impression) => impression.file))
  if (earlier?.template) dropped.add(earlier.template.file)
  const others = session.fingers.filter((known) => known.position !== finger.position)
  return {
    ...session,
    fingers: [...others, finger].sort((a, b) => a.position - b.position),
    files: [...session.files.filter((file) => !dropped.has(file.name)), ...files],
  }
}

/** The session with a portrait in place of the earlier one. */
export function withPortrait(
  session: CaptureSession,
  portrait: NonNullable<CaptureSession['portrait']>,
  file: CaptureSession['files'][number],
): CaptureSession {
  return {
    ...session,
    portrait,
    files: [...session.files.filter((known) => known.name !== portraitFile), file],
  }
}
