/**
 * What crosses between this system and a remote population registry: JSON in the bodies of two POSTs over mutual TLS.
 * Personal data stand in bodies alone, never in an address or a header.
 */
import { z } from 'zod'
import { citizenNumberSchema } from '../citizen/citizen-number.ts'
import { declaredPersonSchema } from '../enrollment/packet.ts'

export const findPath = '/residents/find'
export const provisionalPath = '/residents/provisional'

const callSchema = z.strictObject({
  purpose: z.enum(['ENROLLMENT_DESK', 'ADMISSION', 'PRODUCTION']),
  /** The same in every attempt of one call; names it in the evidence of both sides. */
  callId: z.uuid(),
})

/** POST /residents/find → 200 with an answer. A 404 is a wrong address, never an unknown person. */
export const findRequestSchema = callSchema.extend({ number: citizenNumberSchema })
export type FindRequest = z.infer<typeof findRequestSchema>

/**
 * POST /residents/provisional → 201 with the new record, 200 with the one that the same `reference` made before,
 * or 409 with {@link possiblyRegistered}.
 */
export const registerProvisionalRequestSchema = callSchema.extend({
  person: declaredPersonSchema,
  /** The application's code: repeated, it makes no second record. */
  reference: z.string().min(1).max(60),
})
export type RegisterProvisionalRequest = z.infer<typeof registerProvisionalRequestSchema>

/** Empty where the registry has no such item yet: old records have gaps that a declaration may not have. */
const knownText = z.string().trim().max(300)

/** Items that this system does not know are left out, so that the registry may add some. */
const registeredPersonSchema = z.object({
  ...declaredPersonSchema.shape,
  birthRegistrationPlace: knownText,
  placeOfOrigin: knownText,
  residence: knownText,
  residenceUnit: z.string().max(10),
})

const registeredResidentSchema = z.object({
  number: citizenNumberSchema,
  version: z.int().positive(),
  provisional: z.boolean(),
  inForce: z.boolean(),
  person: registeredPersonSchema,
})

/** `resident` null: nobody holds or held this number. */
export const findAnswerSchema = z.object({ resident: registeredResidentSchema.nullable() })

export const provisionalAnswerSchema = z.object({ resident: registeredResidentSchema })

/** Body of every status from 400 up. */
export const registryRefusalSchema = z.object({ code: z.string().regex(/^[A-Z][A-Z0-9_]{0,59}$/) })

/** Code beside 409: somebody with the same old number, or name, birth date and mother, is in the register. */
export const possiblyRegistered = 'POSSIBLY_REGISTERED'
