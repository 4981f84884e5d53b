/** What the system that issues electronic identities is told of a request, and answers: POST to EID_URL. */
import { z } from 'zod'
import { citizenNumberSchema } from '../citizen/citizen-number.ts'

/** Sent again with the same id until there is an answer: the peer takes each id once. */
export const eidMessageSchema = z.strictObject({
  requestId: z.guid(),
  number: citizenNumberSchema,
  /** NĐ 69/2024, article 7 */
  level: z.union([z.literal(1), z.literal(2)]),
  phone: z.string(),
  email: z.string().nullable(),
  /** What the citizen agreed to, and when. */
  consent: z.strictObject({
    version: z.string(),
    textSha256: z.string().regex(/^[0-9a-f]{64}$/),
    at: z.iso.datetime(),
  }),
})
export type EidMessage = z.infer<typeof eidMessageSchema>

/** 2xx: taken. */
export const eidTakenSchema = z.object({ reference: z.string().min(1).max(100) })
/** 400, 404, 409, 422: refused for good, by a code; anything else is tried again. */
export const eidRefusedSchema = z.object({ code: z.string().regex(/^[A-Z][A-Z0-9_]{0,59}$/) })
