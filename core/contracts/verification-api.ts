/**
 * How relying parties (banks, hotels, carriers) verify people and cards: OAuth 2.0 client credentials (RFC 6749, 4.4) under private_key_jwt
 * (RFC 7523) with the key of their agreement, then JSON over HTTPS. docs/verification-api.md says what each part means.
 */
import { z } from 'zod'
import { citizenNumberSchema } from '../citizen/citizen-number.ts'
import { calendarDateSchema, partialDateSchema } from '../dates/calendar-date.ts'
import { chipFilesSchema } from './chip-inspection.ts'

export const tokenPath = '/oauth/token'
export const metadataPath = '/.well-known/oauth-authorization-server'
export const verificationPath = '/verification/v1'

export const assertionKind = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

export const tokenRequestSchema = z.object({
  grant_type: z.literal('client_credentials'),
  client_assertion_type: z.literal(assertionKind),
  client_assertion: z.string().min(1).max(4000),
})

/** Of every question. */
const asked = {
  /** The agency's own, new for each question. */
  requestId: z.uuid(),
  /** Number of the agency's own file, without names or numbers of persons. */
  reference: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9./_-]{0,59}$/),
}

/** Is this person who they say they are? Answered with yes or no. */
export const personQuestionSchema = z.strictObject({
  ...asked,
  person: z.strictObject({
    number: citizenNumberSchema,
    name: z.string().trim().min(1).max(120),
    birthDate: partialDateSchema,
  }),
})

/** May this card be accepted? By what stands on it. */
export const cardQuestionSchema = z.strictObject({
  ...asked,
  card: z
    .strictObject({
      number: citizenNumberSchema,
      issuedOn: calendarDateSchema.optional(),
      expiresOn: calendarDateSchema.nullable().optional(),
    })
    .refine(({ issuedOn, expiresOn }) => issuedOn !== undefined || expiresOn !== undefined),
})

/** Is the printed QR that of a card that was made, and may the card be accepted? */
export const qrQuestionSchema = z.strictObject({ ...asked, qr: z.string().min(1).max(2000) })

/** Are the chip's files genuine? */
export const chipQuestionSchema = z.strictObject({
  ...asked,
  files: chipFilesSchema,
  requireCrl: z.boolean(),
})
