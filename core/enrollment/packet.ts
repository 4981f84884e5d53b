/**
 * What a kiosk packs for one application. The packet is a ZIP (stored, deterministic) with
 *   manifest.json          this manifest, whose `files` name every other file with its SHA-256
 *   portrait.jpg           the face, where the law wants one
 *   finger-NN-I.png        8-bit grey, position NN (ISO 19794-2), impression I
 *   finger-NN.fmr          minutiae of the finger's best impression (core/biometrics/desk-template.ts)
 *   countersignature.jws   the station supervisor's ES256 signature over the SHA-256 of manifest.json
 * The ZIP is signed by the operator and the kiosk and sealed for the centre: see core/cms.
 */
import { z } from 'zod'
import { partialDateSchema } from '../dates/calendar-date.ts'
import { citizenNumberSchema } from '../citizen/citizen-number.ts'

export const manifestFile = 'manifest.json'
export const portraitFile = 'portrait.jpg'
export const countersignatureFile = 'countersignature.jws'

export function fingerFile(position: number, impression: number): string {
  return `finger-${String(position).padStart(2, '0')}-${impression}.png`
}

export function templateFile(position: number): string {
  return `finger-${String(position).padStart(2, '0')}.fmr`
}

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const instant = z.iso.datetime()
const text = (max: number) => z.string().trim().min(1).max(max)

/** The person as declared and checked at the desk: DC01 items that the card, its QR and the registry match need. */
export const declaredPersonSchema = z.strictObject({
  name: text(120),
  birthDate: partialDateSchema,
  sex: z.enum(['MALE', 'FEMALE']),
  nationality: text(60),
  ethnicity: text(60),
  religion: text(60).nullable(),
  birthRegistrationPlace: text(300),
  placeOfOrigin: text(300),
  residence: text(300),
  /** Code of the commune of residence. */
  residenceUnit: text(10),
  /** 3-digit code of the province where the birth was registered. */
  birthProvince: z.string().regex(/^\d{3}$/),
  legacyNumber: z
    .string()
    .regex(/^\d{9}$/)
    .nullable(),
  fatherName: text(120).nullable(),
  motherName: text(120).nullable(),
})
export type DeclaredPerson = z.infer<typeof declaredPersonSchema>

/** Why a finger could not be taken: permanent or for now, and in the officer's words. */
const fingerException = z.strictObject({
  kind: z.enum(['AMPUTATED', 'DEFORMED', 'WORN', 'BANDAGED']),
  permanent: z.boolean(),
  reason: text(200),
})

const impression = z.strictObject({
  file: z.string(),
  width: z.int().positive(),
  height: z.int().positive(),
  dpi: z.int().positive(),
  bitDepth: z.int().min(1).max(8),
  device: text(80),
  capturedAt: instant,
  /** 0–100 of core/biometrics/finger-quality.ts; null where the desk could not measure. Older kiosks tell none of these. */
  quality: z.int().min(0).max(100).nullable().default(null),
  /** Captures until this one was kept. */
  attempts: z.int().min(1).max(9).nullable().default(null),
})

/** The finger's minutiae, and the impression that they are of: 1 or 2. */
const template = z.strictObject({ file: z.string(), impression: z.int().min(1).max(2) })

export const capturedFingerSchema = z.strictObject({
  position: z.int().min(1).max(10),
  impressions: z.array(impression).max(2),
  exception: fingerException.nullable(),
  /** Null where the scanner's images give no minutiae. */
  template: template.nullable().default(null),
})
export type CapturedFinger = z.infer<typeof capturedFingerSchema>

export const packetManifestSchema = z.strictObject({
  version: z.literal(1),
  applicationCode: z.string(),
  kind: z.enum(['FIRST_ISSUE', 'EXCHANGE', 'REISSUE']),
  reason: text(60),
  channel: z.enum(['DESK', 'FIELD']),
  centre: text(10),
  machine: z.uuid(),
  operator: z.uuid(),
  supervisor: z.uuid(),
  begunAt: instant,
  sealedAt: instant,
  consentAt: instant,
  /** The registry's answer at the desk; null when it did not know the person or could not be reached. */
  registry: z
    .strictObject({ number: citizenNumberSchema, version: z.int().nonnegative(), pulledAt: instant })
    .nullable(),
  /** True when the registry could not be reached: the file goes on and is reconciled on arrival. */
  registryUnreachable: z.boolean(),
  /** The number the applicant gave, for a file that could not be looked up. */
  claimedNumber: citizenNumberSchema.nullable(),
  /** True when the declared data come from a filled and signed form DC01, enough for a provisional record. */
  hasCollectionForm: z.boolean(),
  person: declaredPersonSchema,
  representative: z
    .strictObject({
      number: citizenNumberSchema,
      name: text(120),
      relation: z.enum(['FATHER', 'MOTHER', 'GUARDIAN']),
    })
    .nullable(),
  fingers: z.array(capturedFingerSchema).max(10),
  portrait: z
    .strictObject({ file: z.literal(portraitFile), device: text(80), capturedAt: instant })
    .nullable(),
  files: z.array(z.strictObject({ name: z.string(), sha256, bytes: z.int().nonnegative() })).max(64),
})
export type PacketManifest = z.infer<typeof packetManifestSchema>
