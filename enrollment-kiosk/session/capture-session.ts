import { z } from 'zod'
import { citizenNumberSchema } from '../../core/citizen/citizen-number.ts'
import { partialDateSchema } from '../../core/dates/calendar-date.ts'
import { capturedFingerSchema, packetManifestSchema } from '../../core/enrollment/packet.ts'
import { sendBackCodes } from '../../core/enrollment/send-back-reasons.ts'
import { captureLifecycle, type CaptureEvent, type CaptureState } from '../../core/lifecycle/capture.ts'
import { nextState, TransitionRefused } from '../../core/lifecycle/machine.ts'
import { registrySubjectSchema } from '../sync/registry.ts'

const manifest = packetManifestSchema.shape
const states = Object.keys(captureLifecycle.table) as [CaptureState, ...CaptureState[]]

/** What the officer writes down: the request and the person as declared and checked. Older drafts say more, which is dropped. */
export const detailsSchema = z.object({
  kind: manifest.kind,
  reason: manifest.reason,
  channel: manifest.channel,
  person: manifest.person,
  representative: manifest.representative.default(null),
  hasCollectionForm: z.boolean().default(false),
  contact: manifest.contact,
  delivery: manifest.delivery,
  fee: manifest.fee,
  surrendered: manifest.surrendered,
})
export type Details = z.infer<typeof detailsSchema>

/** A file that the server sent back, and the parts that alone are asked for again. */
const returnedSchema = z.strictObject({
  reasons: z.array(z.string()),
  phone: z.string().nullable(),
  deadlineOn: z.iso.date().nullable(),
  parts: z.array(z.enum(['DETAILS', 'FINGERS', 'FACE', 'PAPERS'])),
  fingers: z.array(z.int().min(1).max(10)),
  /** The packet that the next one refers to, and what of it is still good; null where everything is captured again. */
  packet: z.string().nullable().default(null),
  good: z
    .strictObject({
      fingers: manifest.fingers,
      slaps: manifest.slaps,
      portrait: manifest.portrait,
      iris: manifest.iris,
      papers: manifest.papers,
    })
    .nullable()
    .default(null),
})

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
  // Drafts of earlier versions of the program have none of these.
  /** Names this capture in every record that is signed of it. */
  transaction: z.uuid().nullable().default(null),
  /** Grows with every change. */
  revision: z.int().nonnegative().default(0),
  registryFrom: z.enum(['NOW', 'SNAPSHOT']).nullable().default(null),
  /** Text of the QR of an old card. */
  scannedCard: z.string().nullable().default(null),
  appointment: z.strictObject({ id: z.uuid(), at: z.iso.datetime() }).nullable().default(null),
  ticket: z.uuid().nullable().default(null),
  group: z.string().nullable().default(null),
  returned: returnedSchema.nullable().default(null),
  /** Why the station's supervisor gave it back last. */
  sentBack: z
    .strictObject({
      reasons: z.array(z.enum(sendBackCodes)),
      note: z.string().nullable(),
      at: z.iso.datetime(),
    })
    .nullable()
    .default(null),
  /** What was typed and is not accepted yet, by pane. */
  drafts: z.record(z.string(), z.unknown()).default({}),
  /** The form by which the details were written down. */
  form: manifest.form,
  claims: manifest.claims,
  consent: manifest.consent,
  papers: manifest.papers,
  marks: manifest.marks,
  slaps: manifest.slaps,
  iris: manifest.iris,
  signature: manifest.signature,
  citizenConfirmed: manifest.citizenConfirmed,
  /** Tries of fingers that are shown until the file is sealed; their pictures lie among `files` under names that never go into the packet. */
  tries: z
    .array(
      z.strictObject({
        position: z.int().min(1).max(15),
        impression: z.int().min(1).max(2),
        file: z.string(),
        quality: z.int().min(0).max(100).nullable(),
        hints: z.array(z.strictObject({ vi: z.string(), en: z.string() })),
        best: z.boolean(),
      }),
    )
    .default([]),
  /** Lines of captures.jsonl and actions.jsonl: each names the hash of the one before. */
  captures: z.array(z.string()).default([]),
  actions: z.array(z.string()).default([]),
  /** Marks of the last commands that changed it (kept-commands.ts). */
  commands: z.array(z.string()).default([]),
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

const unsigned: ReadonlySet<CaptureState> = new Set(['COMPARING', 'DETAILS', 'CAPTURING', 'REVIEWING'])

/** Refuses work on a file that nobody may change any more, or that has no applicant yet. */
export function requireUnsigned(session: CaptureSession, work: string): void {
  if (!unsigned.has(session.state)) throw new TransitionRefused(captureLifecycle.name, session.state, work)
}
