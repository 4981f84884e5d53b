/**
 * What a carrier of post tells of the cards that it was given: JSON, with a JWS (core/cms/certified-jws.ts) over the SHA-256 of its bytes by
 * the key of the certificate that the carrier is registered with.
 */
import { z } from 'zod'
import { returnReasonCodes } from '../issuance/post.ts'

const letter = { tracking: z.string().trim().min(4).max(40), at: z.iso.datetime() }

export const carrierProofSchema = z.strictObject({
  carrier: z.string(),
  letters: z
    .array(
      z.discriminatedUnion('outcome', [
        /** Into the hands of the addressee, whose paper was seen. */
        z.strictObject({
          ...letter,
          outcome: z.literal('DELIVERED'),
          receipt: z.string().trim().min(1).max(60),
        }),
        z.strictObject({ ...letter, outcome: z.literal('RETURNED'), reason: z.enum(returnReasonCodes) }),
      ]),
    )
    .min(1)
    .max(5000),
})
export type CarrierProof = z.infer<typeof carrierProofSchema>
