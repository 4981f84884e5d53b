/** Which ABIS an installation asks: the JSON of its setting ABIS (docs/abis.md). */
import { z } from 'zod'

const name = z.string().regex(/^[a-z][a-z0-9-]{0,29}$/)
/** How long an answer is waited for before the message is sent again; also how long its address of biometrics is good. */
const ttl = (usual: number) =>
  z
    .int()
    .min(1)
    .max(24 * 3600)
    .default(usual)
const queue = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._/-]{0,99}$/)

const searching = {
  /** Candidates of one answer at most; all that the ABIS finds without it. */
  maxResults: z.int().min(1).max(1000).optional(),
  /** Share of searches for newcomers that may name somebody: sent as targetFPIR. */
  falsePositiveRate: z.number().min(1e-12).max(0.5).optional(),
}

const embedded = z.strictObject({
  name,
  kind: z.literal('embedded'),
  ttlSeconds: ttl(600),
  ...searching,
})

const stomp = z.strictObject({
  name,
  kind: z.literal('stomp'),
  /** stomp://host:61613, or stomp+ssl://host:61614 */
  broker: z
    .url({ protocol: /^stomp(?:\+ssl)?$/ })
    // It is logged; user and password have their own settings.
    .refine((url) => !url.includes('@'), 'credentials in an address'),
  user: z.string().optional(),
  passwordFile: z.string().optional(),
  /** Certificates that a broker over TLS is trusted by; else the system's. */
  caFile: z.string().optional(),
  /** Queue of our messages, which the ABIS reads. */
  sendTo: queue,
  /** Queue of its answers. */
  receiveFrom: queue,
  message: z.enum(['text', 'bytes']).default('text'),
  /** Whether it is given the images of the fingers beside their minutiae. */
  images: z.boolean().default(false),
  /** MOSIP's inboundMessageTTL. */
  ttlSeconds: ttl(2700),
  ...searching,
})

const abisSchema = z.discriminatedUnion('kind', [embedded, stomp])
export type AbisSettings = z.infer<typeof abisSchema>
export type StompSettings = z.infer<typeof stomp>

const listSchema = z
  .array(abisSchema)
  .min(1)
  .max(8)
  .refine((list) => new Set(list.map((one) => one.name)).size === list.length, 'two of one name')
  .refine((list) => list.filter(({ kind }) => kind === 'embedded').length <= 1, 'embedded twice')

/** The embedded matcher alone. */
export const usualAbisList = '[{"name":"embedded","kind":"embedded"}]'

/** The setting's text; what is wrong becomes an issue of the environment. */
export const abisListSchema = z
  .string()
  .transform((json, context) => {
    try {
      return JSON.parse(json) as unknown
    } catch {
      context.addIssue('not JSON')
      return z.NEVER
    }
  })
  .pipe(listSchema)
