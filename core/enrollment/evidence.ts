/**
 * What a kiosk leaves behind of each capture and of each thing an officer did: two files of a packet, a record a line.
 *   captures.jsonl   each line a compact JWS by the kiosk's certified key (core/cms/evidence-line.ts) over a {@link CaptureRecord}
 *   actions.jsonl    each line an {@link ActionRecord} as JSON
 * Each record names the SHA-256 of the line before, so that none can be taken out, put in or moved; the manifest, which
 * operator, kiosk and supervisor sign, holds the hash of both files. Who checks what: docs/capture-evidence.md.
 */
import { z } from 'zod'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const text = (max: number) => z.string().trim().min(1).max(max)

export const deviceKinds = [
  'FINGERPRINT',
  'CAMERA',
  'BARCODE',
  'DOCUMENT_SCANNER',
  'IRIS',
  'SIGNATURE_PAD',
] as const
export type DeviceKind = (typeof deviceKinds)[number]

/** A device as it is registered: its kind, model and serial number name it in the whole country. */
export const deviceIdentitySchema = z.strictObject({
  kind: z.enum(deviceKinds),
  model: text(80),
  serial: text(80),
  firmware: text(80).nullable(),
})
export type DeviceIdentity = z.infer<typeof deviceIdentitySchema>

export const captureKinds = ['FINGER', 'SLAP', 'FACE', 'IRIS', 'PAPER', 'SIGNATURE', 'HAND_PHOTO'] as const
export type CaptureKind = (typeof captureKinds)[number]

/** One capture, also one that was thrown away for a better one. */
export const captureRecordSchema = z.strictObject({
  version: z.literal(1),
  /** The capture session. */
  transaction: z.uuid(),
  applicationCode: text(40),
  centre: text(10),
  machine: z.uuid(),
  /** From 1, without gaps. */
  sequence: z.int().positive(),
  kind: z.enum(captureKinds),
  /** ISO/IEC 19794-2 finger position, slap 13 … 15, page of a paper; 0 where there is no place. */
  position: z.int().min(0).max(100),
  /** Of its position, from 1. */
  impression: z.int().min(1).max(9),
  /** Null where no device of the desk took it: drawn on the screen, or a file that the applicant brought. */
  device: deviceIdentitySchema.nullable(),
  dpi: z.int().positive().nullable(),
  /** Bits of a pixel that the device delivers. */
  bitDepth: z.int().min(1).max(16).nullable(),
  capturedAt: z.iso.datetime(),
  /** Of the file as it goes into the packet. */
  sha256,
  /** Made of an earlier capture of this session (a portrait cropped from its photo): that one's hash. */
  derivedFrom: sha256.nullable(),
  /** Good enough to enroll with; false: for comparison and demonstration alone. Null where the question does not arise. */
  enrolls: z.boolean().nullable(),
  /** Of the line before; null in the first. */
  previous: sha256.nullable(),
})
export type CaptureRecord = z.infer<typeof captureRecordSchema>

/** Codes alone: who did what when, and never to whom. */
export const actionRecordSchema = z.strictObject({
  version: z.literal(1),
  transaction: z.uuid(),
  sequence: z.int().positive(),
  at: z.iso.datetime(),
  officer: z.uuid(),
  role: z.enum(['OPERATOR', 'SUPERVISOR']),
  action: z.string().regex(/^[A-Z][A-Z_]{1,39}$/),
  /** A finger position, a paper's type, a state. */
  subject: z
    .string()
    .regex(/^[A-Z0-9_-]{1,40}$/)
    .nullable(),
  previous: sha256.nullable(),
})
export type ActionRecord = z.infer<typeof actionRecordSchema>

/** More lines than any session makes: three tries of twenty impressions, papers, retakes. */
export const mostEvidenceLines = 500
/** Of one line. */
export const mostEvidenceLength = 4096

/** A file of lines; each ends with a line feed. */
export function joinLines(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('')
}

/** The lines of a file; null where it is none that {@link joinLines} makes, or is too long. */
export function splitLines(file: string): readonly string[] | null {
  if (file === '') return []
  const lines = file.split('\n')
  if (lines.pop() !== '' || lines.length > mostEvidenceLines) return null
  return lines.every((line) => line !== '' && line.length <= mostEvidenceLength) ? lines : null
}

export const enrollmentGrade = { dpi: 500, bitDepth: 8 } as const

/**
 * Whether a scanner's pictures may enroll somebody: 500 dpi and 256 grey levels (ISO/IEC 19794-4, 7.1; FBI EBTS appendix F).
 * Others are compared one to one and shown, and the record says so.
 */
export function meetsEnrollmentGrade(scanner: { readonly dpi: number; readonly bitDepth: number }): boolean {
  return scanner.dpi >= enrollmentGrade.dpi && scanner.bitDepth >= enrollmentGrade.bitDepth
}
