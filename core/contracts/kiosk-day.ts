/**
 * What crosses between a kiosk and the server for the day at its desk, with the machine's bearer token. Answers carry an ETag,
 * and what has not changed is not sent again (304); of the registry's data the kiosk asks for what it does not hold in this
 * version, some at a time, so that a cut line loses nothing.
 *
 *   GET   /kiosk/day               {@link KioskDay}
 *   POST  /kiosk/subjects          {@link subjectsRequestSchema} → {@link SubjectsAnswer}: the registry's data of booked applicants
 *   GET   /kiosk/reference         {@link KioskReference}
 *   GET   /kiosk/returned/{code}   {@link ReturnedContent}: what an earlier packet said, without anything biometric
 *   POST  /kiosk/day-report        {@link DayReport} → {@link DayReportAnswer}; the same report again changes nothing
 */
import { z } from 'zod'
import { citizenNumberSchema } from '../citizen/citizen-number.ts'
import { packetManifestSchema } from '../enrollment/packet.ts'
import { returnedForSchema } from '../enrollment/returned-parts.ts'

const known = z.string().nullable()
const manifest = packetManifestSchema.shape

/** What a booked applicant filled in at home; the desk still asks, proves and confirms everything. */
const preRegisteredSchema = z.object({
  id: z.uuid(),
  kind: z.string(),
  reason: z.string(),
  /** Fields of the person that the applicant says otherwise than the register. */
  declared: z.record(z.string(), z.string()),
  contact: z.object({ phone: known, email: known }),
  delivery: manifest.delivery,
  /** Pages that wait sealed at the server; they become papers of the file when it is admitted. */
  papers: z.array(z.object({ type: z.string(), pages: z.int().positive() })),
})
export type PreRegistered = z.infer<typeof preRegisteredSchema>

/** The population registry's data of one person, as of a moment; what it does not know is null. */
export const subjectSnapshotSchema = z.object({
  number: citizenNumberSchema,
  version: z.int().nonnegative(),
  pulledAt: z.iso.datetime(),
  person: z.object({
    name: known,
    birthDate: known,
    sex: known,
    nationality: known,
    ethnicity: known,
    religion: known,
    birthRegistrationPlace: known,
    placeOfOrigin: known,
    residence: known,
    residenceUnit: known,
    birthProvince: known,
    legacyNumber: known,
    fatherName: known,
    motherName: known,
  }),
  /** Of somebody who booked. */
  preRegistered: preRegisteredSchema.optional(),
})
export type SubjectSnapshot = z.infer<typeof subjectSnapshotSchema>

const bookingSchema = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  name: z.string(),
  number: z.string().nullable(),
  birthDate: z.string(),
  kind: z.string(),
  status: z.string(),
  group: z.string().nullable(),
  /** Of the registry's record, where it is kept here; a kiosk that holds another asks for the person again. */
  subjectVersion: z.int().nonnegative().nullable(),
  /** What the applicant handed in from home; a kiosk that does not hold it asks for the person again. */
  preRegistration: z.uuid().optional(),
})
export type Booking = z.infer<typeof bookingSchema>

/** A walk-in's number; `series` is who gave it (core/enrollment/ticket-series.ts). */
export const dayTicketSchema = z.strictObject({
  id: z.uuid(),
  day: z.iso.date(),
  series: z.string().regex(/^[A-Z]{0,2}$/),
  number: z.int().positive(),
  kind: z.string().max(20).nullable(),
  status: z.enum(['WAITING', 'CALLED', 'SERVING', 'SKIPPED', 'DONE', 'CLOSED']),
  takenAt: z.iso.datetime(),
  calledAt: z.iso.datetime().nullable(),
  servedAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
})
export type DayTicket = z.infer<typeof dayTicketSchema>

export const subjectsRequestSchema = z.strictObject({ appointments: z.array(z.uuid()).min(1).max(50) })

/** Only people whose number and birth date agree with the registry; `later`: it could not be asked about the others now. */
export const subjectsAnswerSchema = z.object({
  subjects: z.array(subjectSnapshotSchema),
  later: z.boolean(),
})
export type SubjectsAnswer = z.infer<typeof subjectsAnswerSchema>

const returnedNoticeSchema = z.object({
  code: z.string(),
  name: z.string(),
  /** Codes of core/enrollment/reasons.ts. */
  reasons: z.array(z.string()),
  returnedFor: returnedForSchema,
  returnedAt: z.iso.datetime(),
})
export type ReturnedNotice = z.infer<typeof returnedNoticeSchema>

export const kioskDaySchema = z.object({
  /** Today and the seven days after it. */
  on: z.iso.date(),
  /** The centre's, for whoever has to come again. */
  phone: z.string().nullable(),
  /** The desk's number and name, where this machine has one. */
  desk: z.object({ number: z.int(), name: z.string() }).nullable(),
  bookings: z.array(bookingSchema),
  /** Today's numbers that others of the centre have given. */
  tickets: z.array(dayTicketSchema),
  returned: z.array(returnedNoticeSchema),
})
export type KioskDay = z.infer<typeof kioskDaySchema>

export const kioskReferenceSchema = z.object({
  on: z.iso.date(),
  /** Units of today: code, name without type, type, level, code of the unit above. */
  units: z.array(z.tuple([z.string(), z.string(), z.string(), z.int(), z.string().nullable()])),
  /** Places where cards are handed over. */
  centres: z.array(z.object({ code: z.string(), name: z.string(), unit: z.string() })),
  /** Working days within which eight of ten recent files of this centre were ready; null where there are too few. */
  forecastDays: z.int().positive().nullable(),
})
export type KioskReference = z.infer<typeof kioskReferenceSchema>

/** Everything of the returned file that the desk shows again; what is still good stays where it is, sealed. */
export const returnedContentSchema = z.object({
  code: z.string(),
  returned: returnedNoticeSchema,
  phone: z.string().nullable(),
  /** The packet that the next one refers to; null where none could be read: then everything is done again. */
  packet: z.string().nullable(),
  /** Null with `packet`. */
  content: z
    .object({
      kind: manifest.kind,
      reason: manifest.reason,
      channel: manifest.channel,
      person: manifest.person,
      representative: manifest.representative,
      hasCollectionForm: manifest.hasCollectionForm,
      contact: manifest.contact,
      delivery: manifest.delivery,
      fee: manifest.fee,
      surrendered: manifest.surrendered,
      marks: manifest.marks,
      claims: manifest.claims,
      group: manifest.group,
      /** Of what is good: descriptions only, no picture and no template. */
      good: z.object({
        fingers: manifest.fingers,
        slaps: manifest.slaps,
        portrait: manifest.portrait,
        iris: manifest.iris,
        papers: manifest.papers,
      }),
    })
    .nullable(),
  number: citizenNumberSchema.nullable(),
  birthDate: z.string().nullable(),
  /** The registry's data now; null where it does not know the person or cannot be reached. */
  registry: subjectSnapshotSchema.nullable(),
})
export type ReturnedContent = z.infer<typeof returnedContentSchema>

/** What the desk did since it last reported. */
export const dayReportSchema = z.strictObject({
  tickets: z.array(dayTicketSchema).max(2000),
  checkIns: z.array(z.strictObject({ appointment: z.uuid(), at: z.iso.datetime() })).max(2000),
  closings: z
    .array(
      z.strictObject({
        day: z.iso.date(),
        captured: z.int().nonnegative(),
        sent: z.int().nonnegative(),
        waiting: z.int().nonnegative(),
        cancelled: z.int().nonnegative(),
        closedBy: z.uuid(),
        closedAt: z.iso.datetime(),
      }),
    )
    .max(400),
})
export type DayReport = z.infer<typeof dayReportSchema>
export type DayClosingReport = DayReport['closings'][number]

/** How many of each are settled; a booking that was cancelled meanwhile is settled too. */
export const dayReportAnswerSchema = z.object({
  tickets: z.int(),
  checkIns: z.int(),
  closings: z.int(),
})
export type DayReportAnswer = z.infer<typeof dayReportAnswerSchema>
