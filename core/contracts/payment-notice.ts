import { z } from 'zod'

/** More than any fee; what is above it is a mistake of whoever sends it. */
const mostDong = 1_000_000_000

/** One sum that bank or carrier received for us. `POST /payments/notices` carries it; a row of the day's file says the same. */
export const paymentNoticeSchema = z.strictObject({
  /** The sender's own number of it: never given twice. */
  transactionId: z.string().regex(/^[\w.-]{1,64}$/),
  at: z.iso.datetime({ offset: true }),
  amount: z.int().min(1).max(mostDong),
  currency: z.literal('VND'),
  content: z.string().max(500),
  /** Account that it came from. */
  payer: z.string().max(64).nullable().default(null),
})
export type PaymentNotice = z.infer<typeof paymentNoticeSchema>
