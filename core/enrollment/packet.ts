/**
 * What a kiosk packs for one application. The packet is a ZIP (stored, deterministic) with
 *   manifest.json          this manifest, whose `files` name every other file with its SHA-256
 *   portrait.jpg           the face, where the law wants one
 *   finger-NN-I.png        8-bit grey, position NN (ISO 19794-2), impression I
 *   finger-NN.fmr          minutiae of the finger's best impression (core/biometrics/desk-template.ts)
 *   slap-NN.png            several fingers at once, NN 13, 14 or 15 (ANSI/NIST-ITL)
 *   hand-NN.jpg            the hand of a finger that could not be taken; fingers of one hand may share it
 *   iris-NN.png            NN 01 the right eye, 02 the left (ISO/IEC 19794-6)
 *   signature.png          the applicant's; consent.png the one under the consent
 *   paper-ID-P.jpg         page P of a supporting paper
 *   captures.jsonl         what the kiosk signed at each capture, each line naming the hash of the one before
 *   actions.jsonl          what the operator did, hash-chained likewise
 *   countersignature.jws   the station supervisor's ES256 signature over the SHA-256 of manifest.json
 * The ZIP is signed by the operator and the kiosk and sealed for the centre: see core/cms.
 */
import { z } from 'zod'
import { partialDateSchema } from '../dates/calendar-date.ts'
import { citizenNumberSchema } from '../citizen/citizen-number.ts'

export const manifestFile = 'manifest.json'
export const portraitFile = 'portrait.jpg'
export const countersignatureFile = 'countersignature.jws'
export const signatureFile = 'signature.png'
export const consentSignatureFile = 'consent.png'
export const capturesFile = 'captures.jsonl'
export const actionsFile = 'actions.jsonl'

export function fingerFile(position: number, impression: number): string {
  return `finger-${String(position).padStart(2, '0')}-${impression}.png`
}

export function templateFile(position: number): string {
  return `finger-${String(position).padStart(2, '0')}.fmr`
}

export function slapFile(position: number): string {
  return `slap-${position}.png`
}

export function handFile(position: number): string {
  return `hand-${String(position).padStart(2, '0')}.jpg`
}

/** Right eye, left eye. */
export const irisFiles = ['iris-01.png', 'iris-02.png'] as const

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

/** Why a finger could not be taken: permanent or for now, in the officer's words; seen by a second officer. */
const fingerException = z.strictObject({
  kind: z.enum(['AMPUTATED', 'DEFORMED', 'WORN', 'BANDAGED']),
  permanent: z.boolean(),
  reason: text(200),
  /** Photo of the hand. */
  photo: z.string().nullable().default(null),
  confirmedBy: z.uuid().nullable().default(null),
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

/** A slap with fewer fingers than it has must have each missing one's exception. */
const slap = z.strictObject({
  position: z.union([z.literal(13), z.literal(14), z.literal(15)]),
  file: z.string(),
  width: z.int().positive(),
  height: z.int().positive(),
  dpi: z.int().positive(),
  device: text(80),
  capturedAt: instant,
  /** Fingers found in it, from left to right. */
  fingers: z.array(z.int().min(1).max(10)).max(4),
})

/** Luật Căn cước, article 16: iris from six years on; hardware that a centre lacks is a waiver with an end, not a gap. */
const iris = z.discriminatedUnion('status', [
  z.strictObject({
    status: z.literal('CAPTURED'),
    files: z.array(z.enum(irisFiles)).min(1).max(2),
    device: text(80),
  }),
  z.strictObject({ status: z.literal('EXCEPTED'), reason: text(200) }),
  z.strictObject({ status: z.literal('WAIVED'), waiver: z.uuid(), until: z.iso.date() }),
])

/** A supporting paper: its pages in order, cropped as the officer wanted. */
const paper = z.strictObject({
  id: text(36),
  /** A key of core/enrollment/papers.ts. */
  type: text(40),
  pages: z.array(z.string()).min(1).max(10),
  source: z.enum(['SCANNER', 'CAMERA', 'FILE']),
  capturedAt: instant,
})

/** A field on which registry and applicant differ: who stands, on what paper, and did the applicant confirm it letter by letter. */
const claim = z.strictObject({
  field: text(40),
  registry: z.string().max(300).nullable(),
  declared: z.string().max(300).nullable(),
  winner: z.enum(['REGISTRY', 'DECLARED']),
  /** DC01 where the registry knew nothing, DC02 where it knew otherwise (form codes to 30/06/2024). */
  form: z.enum(['DC01', 'DC02']).nullable(),
  paper: z.string().nullable(),
  confirmedByCitizen: z.boolean(),
})

/** Where the card goes. */
const delivery = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('PICKUP'), centre: text(10) }),
  z.strictObject({
    kind: z.literal('POST'),
    recipient: text(120),
    address: text(300),
    /** Code of the commune. */
    unit: text(10),
    phone: z.string().regex(/^0\d{9}$/),
  }),
])

const contact = z.strictObject({
  phone: z
    .string()
    .regex(/^0\d{9}$/)
    .nullable(),
  email: z.email().max(120).nullable(),
})

/** What is to be paid, or by which rule nothing is. Amounts in đồng. */
const fee = z.strictObject({
  decision: z.enum(['DUE', 'EXEMPT', 'FREE']),
  amount: z.int().nonnegative(),
  /** A key of core/enrollment/fees.ts; null where the full fee is due. */
  rule: text(40).nullable(),
  /** Id of the paper that proves the exemption. */
  paper: z.string().nullable(),
})

/** An old card: cut at its corner and given back, or collected. */
const surrendered = z.strictObject({
  kind: z.enum(['CMND9', 'CMND12', 'CCCD_BARCODE', 'CCCD_CHIP', 'CC_2024']),
  number: z.string().regex(/^\d{9}(\d{3})?$/),
  handling: z.enum(['KEPT_UNTIL_DELIVERY', 'CORNER_CUT', 'COLLECTED', 'LOST']),
})

export const packetManifestSchema = z.strictObject({
  version: z.literal(1),
  applicationCode: z.string(),
  kind: z.enum(['FIRST_ISSUE', 'EXCHANGE', 'REISSUE', 'IDENTITY_CERTIFICATE']),
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
    .strictObject({
      file: z.literal(portraitFile),
      device: text(80),
      capturedAt: instant,
      /** Mean of the qualities of core/biometrics/judge-face.ts, as the desk's page measured it; null where nobody did. */
      quality: z.int().min(0).max(100).nullable().default(null),
      /** Hints of core/biometrics/face-hints.ts that were still open, and why the picture was kept in spite of them. */
      findings: z.array(text(40)).max(20).default([]),
      reason: text(200).nullable().default(null),
    })
    .nullable(),
  files: z.array(z.strictObject({ name: z.string(), sha256, bytes: z.int().nonnegative() })).max(160),
  // Kiosks older than these say nothing of them.
  /** The capture session: the transaction that every capture record names. */
  session: z.uuid().nullable().default(null),
  /** Version and hash of the form that the details follow (core/enrollment/details-form.ts). */
  form: z
    .strictObject({ version: text(40), sha256 })
    .nullable()
    .default(null),
  consent: z
    .strictObject({ version: text(40), textSha256: sha256, signature: z.string().nullable() })
    .nullable()
    .default(null),
  contact: contact.nullable().default(null),
  delivery: delivery.nullable().default(null),
  fee: fee.nullable().default(null),
  surrendered: z.array(surrendered).max(3).default([]),
  papers: z.array(paper).max(20).default([]),
  claims: z.array(claim).max(20).default([]),
  /** Identification marks, as the officer describes them. */
  marks: text(200).nullable().default(null),
  slaps: z.array(slap).max(3).default([]),
  iris: iris.nullable().default(null),
  /** Null file: the applicant cannot or will not sign, for the reason given. */
  signature: z
    .strictObject({ file: z.literal(signatureFile).nullable(), refusal: text(200).nullable(), at: instant })
    .nullable()
    .default(null),
  /** Fields that the applicant confirmed on the second screen. */
  citizenConfirmed: z.array(text(40)).max(20).default([]),
  appointment: z.uuid().nullable().default(null),
  ticket: z.uuid().nullable().default(null),
  /** Household or group: the code of its first file. */
  group: text(40).nullable().default(null),
  /** Of a returned file: the packet that came before, and what is taken from it (core/enrollment/resubmission.ts). */
  resubmits: z
    .strictObject({
      packet: sha256,
      fingers: z.array(z.int().min(1).max(10)).max(10),
      slaps: z.array(slap.shape.position).max(3),
      portrait: z.boolean(),
      iris: z.boolean(),
      papers: z.array(text(36)).max(20),
    })
    .nullable()
    .default(null),
})
export type PacketManifest = z.infer<typeof packetManifestSchema>

/** What a packet says of the parts that nobody was asked for. */
export const untold = {
  session: null,
  form: null,
  consent: null,
  contact: null,
  delivery: null,
  fee: null,
  surrendered: [],
  papers: [],
  claims: [],
  marks: null,
  slaps: [],
  iris: null,
  signature: null,
  citizenConfirmed: [],
  appointment: null,
  ticket: null,
  group: null,
  resubmits: null,
} satisfies Partial<PacketManifest>
