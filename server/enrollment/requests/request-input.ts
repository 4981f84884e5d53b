import { z } from 'zod'
import { applicationKindNames } from '../../../core/enrollment/application-kinds.ts'
import { packetManifestSchema } from '../../../core/enrollment/packet.ts'
import { paperTypes } from '../../../core/enrollment/papers.ts'
import { requestDetailsSchema } from '../../../core/enrollment/procedures.ts'
import { IllegalRequest } from './request-refusals.ts'

const { contact, delivery } = packetManifestSchema.shape
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const paperNames = Object.keys(paperTypes) as [keyof typeof paperTypes, ...(keyof typeof paperTypes)[]]

/** A request as it is made without a kiosk's packet: online, or at a desk for what needs no capture. */
export const requestInputSchema = z.strictObject({
  kind: z.enum(applicationKindNames),
  reason: z.string().min(1).max(60),
  /** Whose request it is. */
  residentId: z.uuid(),
  /** The centre that answers for the file. */
  centre: z.string().min(1).max(10),
  contact,
  /** Null for a request without a card. */
  delivery,
  /** Version of the text that was agreed to. */
  consent: z.string().max(40),
  /** A key of feeExemptions. */
  exemption: z.string().max(40).nullable().default(null),
  /** What a request without a card is about; null for a card. */
  details: requestDetailsSchema.nullable().default(null),
  /** Papers whose pages the caller has taken from this applicant and put into the blob store. */
  papers: z
    .array(
      z.strictObject({
        type: z.enum(paperNames),
        pages: z
          .array(
            z.strictObject({ sha256, mediaType: z.enum(['image/jpeg', 'image/png', 'application/pdf']) }),
          )
          .min(1)
          .max(10),
      }),
    )
    .max(20)
    .default([]),
})
export type RequestInput = z.input<typeof requestInputSchema>
/** As it comes in, by name; `readRequest` says whether it is one. */
export type UncheckedRequest = { readonly [Item in keyof RequestInput]: unknown }
export type CheckedRequest = z.output<typeof requestInputSchema>

/** Throws IllegalRequest with the first field that does not fit. */
export function readRequest(input: unknown): CheckedRequest {
  const read = requestInputSchema.safeParse(input)
  if (!read.success) throw new IllegalRequest(read.error.issues[0]?.path.join('.') ?? '')
  return read.data
}
