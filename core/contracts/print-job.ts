/** What crosses between a production station and the server over HTTP, all with the machine's bearer token. */
import { z } from 'zod'
import { cardTemplates } from '../card/card-face.ts'
import { chipSerialSchema } from './chip-order.ts'
import { calendarDateSchema, partialDateSchema } from '../dates/calendar-date.ts'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

export const cardFaceSchema = z.strictObject({
  number: z.string().regex(/^\d{12}$/),
  name: z.string(),
  birthDate: partialDateSchema,
  sex: z.enum(['MALE', 'FEMALE']),
  nationality: z.string(),
  residence: z.string(),
  birthRegistrationPlace: z.string(),
  placeOfOrigin: z.string().optional(),
  marks: z.string().optional(),
  issuedOn: calendarDateSchema,
  expiresOn: calendarDateSchema.nullable(),
  qr: z.string(),
  /** On templates that have a place for it. */
  signedQr: z.string().optional(),
  mrz: z.tuple([z.string().length(30), z.string().length(30), z.string().length(30)]),
})

/** The chip of a job: what the station needs to write, lock and read it back. */
const chipOrderSchema = z.strictObject({
  /** Of core/card/chip-profile.ts: whether the chip makes its own keys, and on which curves. */
  profile: z.string(),
  /** Of the chip in the blank that is fed: another one is not written. */
  chipSerial: chipSerialSchema,
  /** Of the archive of all files (core/lds/chip-archive.ts); null where the chip makes its keys and the files come after them. */
  imageSha256: sha256.nullable(),
  /** Of EF.SOD, null likewise: what the station reports when the chip was read back and is equal; null likewise. */
  sodSha256: sha256.nullable(),
})
export type ChipOrder = z.infer<typeof chipOrderSchema>

/** What a station that claims can do; without a body it does everything. */
export const claimSchema = z.strictObject({
  /** Has an encoder, and gets jobs with a chip too. */
  chips: z.boolean().default(true),
  /**
   * Jobs in the station's hands. One that was given to it and is not among them comes again: the answer was lost, or the station died.
   * Without it nothing comes again.
   */
  working: z.array(z.uuid()).max(64).optional(),
  /** Number of the one released batch that jobs are wanted of, whatever else is released; those whose own chip could not be made stay. */
  batch: z.string().max(40).optional(),
})
export type Claim = z.input<typeof claimSchema>

/** POST /print-jobs/claim → 200 with an order, or 204 when there is nothing to do. */
export const printOrderSchema = z.strictObject({
  id: z.uuid(),
  /** Grows with every claim; an event with an older lease is refused. */
  lease: z.int().positive(),
  leaseUntil: z.iso.datetime(),
  /** The blank to feed: issued to this station. */
  blankSerial: z.string(),
  template: z.enum(cardTemplates),
  face: cardFaceSchema,
  /** Fetched from GET /print-jobs/{id}/portrait; null for cards without one. */
  portraitSha256: sha256.nullable(),
  /** What the encoder writes before the print; null where the card has no chip. GET /print-jobs/{id}/chip has its bytes. */
  chip: chipOrderSchema.nullable(),
})
export type PrintOrder = z.infer<typeof printOrderSchema>

/** What a station reports; each moves the job one step (model: print job). */
export const printEventSchema = z.discriminatedUnion('event', [
  z.strictObject({ event: z.literal('feed'), lease: z.int(), blankSerial: z.string() }),
  /** Written, locked, read back through PACE and BAC, and equal byte for byte. */
  z.strictObject({ event: z.literal('writeChip'), lease: z.int(), sodSha256: sha256 }),
  z.strictObject({ event: z.literal('print'), lease: z.int(), renderSha256: sha256 }),
  /** What the scan-back read from the printed page, the signed QR where the order has one; the server compares again. */
  z.strictObject({
    event: z.literal('verify'),
    lease: z.int(),
    qr: z.string().max(2000),
    signedQr: z.string().max(2000).optional(),
  }),
  z.strictObject({ event: z.literal('stack'), lease: z.int() }),
  z.strictObject({ event: z.literal('release'), lease: z.int(), reason: z.string().max(60) }),
  z.strictObject({ event: z.literal('eject'), lease: z.int(), reason: z.string().max(60) }),
  z.strictObject({ event: z.literal('spoil'), lease: z.int(), reason: z.string().max(60) }),
  z.strictObject({ event: z.literal('loseTrack'), lease: z.int(), reason: z.string().max(60) }),
  /** These settle an unknown outcome by what the station has found out since: docs/exactly-once.md. */
  z.strictObject({
    event: z.literal('findGood'),
    lease: z.int(),
    sodSha256: sha256.nullable(),
    renderSha256: sha256,
    qr: z.string().max(2000),
    /** Where the order has one, as in `verify`. */
    signedQr: z.string().max(2000).optional(),
  }),
  z.strictObject({ event: z.literal('findUntouched'), lease: z.int(), reason: z.string().max(60) }),
  z.strictObject({ event: z.literal('declareSpoiled'), lease: z.int(), reason: z.string().max(60) }),
])
export type PrintEvent = z.infer<typeof printEventSchema>

/** POST /print-jobs/{id}/heartbeat */
export const heartbeatSchema = z.strictObject({
  lease: z.int(),
  /** Wanted end of the lease of a card that is away for days, at a bureau; the server may give less. */
  until: z.iso.datetime().optional(),
})
export type Heartbeat = z.infer<typeof heartbeatSchema>

/** POST /print-jobs/{id}/events and /heartbeat → the job as it stands. */
export const printJobAnswerSchema = z.object({
  id: z.uuid(),
  state: z.string(),
  leaseUntil: z.iso.datetime().nullable(),
})
export type PrintJobAnswer = z.infer<typeof printJobAnswerSchema>

/** GET /print-jobs/{id} → a job that this station had last; 404 for any other, and for one that was planned anew. */
export const heldJobSchema = z.strictObject({
  id: z.uuid(),
  state: z.string(),
  lease: z.int(),
  /** Again, for none of it is on the station's disk; null where the job is settled. */
  order: printOrderSchema.nullable(),
})
export type HeldJob = z.infer<typeof heldJobSchema>

/** POST /print-jobs/{id}/blank: another of the station's blanks lies in the machine than the order names → the order for that one. */
export const blankInHandSchema = z.strictObject({
  lease: z.int(),
  chipSerial: z.string().regex(/^[0-9A-Z]{16}$/),
})
export type BlankInHand = z.infer<typeof blankInHandSchema>

/** POST /print-stations/stop → the station has stopped by itself and gets no jobs until an officer lets it go on. */
export const stationStopSchema = z.strictObject({
  reason: z.enum(['CHIPS_FAIL', 'PRINTS_FAIL', 'CARDS_UNREADABLE']),
  /** The last failure's code, and how many came in a row. */
  failure: z.string().max(60),
  failures: z.int().positive(),
})
export type StationStop = z.infer<typeof stationStopSchema>
