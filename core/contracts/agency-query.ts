/**
 * How an agency asks the register: POST /sharing/queries with a compact JWS (RFC 7515, ES256) of its own key, answered by
 * a compact JWS of the register's key (GET /sharing/keys, RFC 7517). docs/sharing.md says what each part means.
 */
import { z } from 'zod'
import { citizenNumberSchema } from '../citizen/citizen-number.ts'
import { partialDateSchema } from '../dates/calendar-date.ts'
import { isSharedField, type SharedField } from '../sharing/fields.ts'
import { isSharingPurpose, type SharingPurpose } from '../sharing/purposes.ts'

export const sharingPath = '/sharing/queries'
export const sharingKeysPath = '/sharing/keys'
/** Of both bodies (RFC 7515, 9.2.1). */
export const joseType = 'application/jose'
/** Explicit types, so that no other JWS of the same key is taken for a question or an answer (RFC 8725, 3.11). */
export const questionType = 'agency-query+jwt'
export const answerType = 'agency-answer+jwt'
/** A question is good for so long from its `iat`. */
export const longestQuestionSeconds = 60
/** An agency's clock may be this far from the register's. */
export const clockToleranceSeconds = 30

/** Capitals, digits and hyphens: also the `kid` and `iss` of a question. */
export const agencyCodeSchema = z.string().regex(/^[A-Z][A-Z0-9-]{1,19}$/)

const purposeSchema = z.custom<SharingPurpose>((text) => typeof text === 'string' && isSharingPurpose(text))
const fieldSchema = z.custom<SharedField>((text) => typeof text === 'string' && isSharedField(text))

/** The person that is asked about: by number, and by what the agency holds of them where it is to be compared. */
const subjectSchema = z.strictObject({
  number: citizenNumberSchema,
  name: z.string().trim().min(1).max(120).optional(),
  birthDate: partialDateSchema.optional(),
})
export type QuestionSubject = z.infer<typeof subjectSchema>

export const questionSchema = z.strictObject({
  iss: agencyCodeSchema,
  aud: z.string().max(300),
  iat: z.int().positive(),
  exp: z.int().positive(),
  /** The request's id: the same question again under the same id gets the same answer. */
  jti: z.uuid(),
  purpose: purposeSchema,
  /** Number of the agency's own file, without names or numbers of persons. */
  reference: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9./_-]{0,59}$/),
  subject: subjectSchema,
  fields: z
    .array(fieldSchema)
    .min(1)
    .max(40)
    .refine((fields) => new Set(fields).size === fields.length),
})
export type AgencyQuestion = z.infer<typeof questionSchema>

const day = z.string()
const text = z.string().nullable()
const address = z.strictObject({ unitCode: z.string(), text: z.string(), since: day }).nullable()
const relative = z.strictObject({ kind: z.string(), name: z.string(), number: text })
const member = z.strictObject({ name: z.string(), number: text, relation: z.string() })

/** What each field looks like in an answer; dates are yyyy-MM-dd, of life also yyyy or yyyy-MM; null is not on record. */
const valueSchemas = {
  name: z.string(),
  otherName: text,
  number: z.string(),
  birthDate: z.string(),
  sex: z.string(),
  birthPlace: text,
  birthRegistrationPlace: text,
  placeOfOrigin: text,
  ethnicity: z.string(),
  religion: text,
  nationality: z.string(),
  bloodType: text,
  legacyNumber: text,
  issuedDocuments: z.array(
    z.strictObject({
      kind: z.string(),
      number: z.string(),
      issuedOn: day.nullable(),
      issuedBy: text,
      expiresOn: day.nullable(),
    }),
  ),
  relatives: z.array(relative),
  permanentAddress: address,
  temporaryAddress: address,
  currentAddress: address,
  declaredAbsence: z.strictObject({ since: day, until: day.nullable() }).nullable(),
  residenceFile: text,
  maritalStatus: text,
  relationToHead: text,
  household: z.strictObject({ address: z.string(), members: z.array(member) }).nullable(),
  /** null: no death on record. */
  death: z.strictObject({ on: z.string() }).nullable(),
  contact: z.strictObject({ phone: text, email: text }),
  /** null: the number asked about is in force. */
  successorNumber: text,
} as const satisfies Readonly<Record<SharedField, z.ZodType>>

/** Fields that were asked for, and no others. */
export const sharedDataSchema = z.strictObject(valueSchemas).partial()
export type SharedData = z.infer<typeof sharedDataSchema>

/**
 * Every answer has the same members. NOT_FOUND: nobody has or had this number, or not with this name and birth date: they
 * look the same. A question that only confirms is always ANSWERED, by `confirmed`, and never gets data.
 */
export const answerSchema = z.strictObject({
  iss: z.string(),
  /** The agency's code. */
  aud: agencyCodeSchema,
  iat: z.int(),
  /** Names the answer in the register's log. */
  jti: z.uuid(),
  requestId: z.uuid(),
  purpose: purposeSchema,
  reference: z.string(),
  outcome: z.enum(['ANSWERED', 'NOT_FOUND']),
  /** CANCELLED: the number holds no longer; only `successorNumber` is told, where it is granted and asked for. */
  numberState: z.enum(['ACTIVE', 'CANCELLED']).nullable(),
  /** True while papers of the person are still missing. */
  provisional: z.boolean().nullable(),
  confirmed: z.boolean().nullable(),
  data: sharedDataSchema,
})
export type AgencyAnswer = z.infer<typeof answerSchema>

/** Body of every status from 400 up. */
export const sharingRefusalSchema = z.object({
  code: z.string(),
  vi: z.string(),
  en: z.string(),
  /** The field or claim that is refused. */
  field: z.string().optional(),
})
