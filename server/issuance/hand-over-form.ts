import { z } from 'zod'
import { signatureStrokesSchema } from '../../core/contracts/signature.ts'
import { packetManifestSchema } from '../../core/enrollment/packet.ts'
import {
  authorisationSchema,
  type CollectorPerson,
  collectorPersonSchema,
  collectors,
} from '../../core/issuance/collectors.ts'
import { parseCardQr } from '../../core/qr/card-qr.ts'
import type { HandOver } from './hand-over-card.ts'
import type { SignatureGiven } from './signature.ts'

const largestFile = 4 * 1024 * 1024
const file = z.instanceof(Blob).refine(({ size }) => size > 0 && size <= largestFile)
const line = z.string().trim().min(1).max(200)

const json = <T extends z.ZodType>(schema: T) =>
  z
    .string()
    .max(400_000)
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text)
      } catch {
        context.addIssue('no JSON')
        return z.NEVER
      }
    })
    .pipe(schema)

/**
 * The form of POST /hand-overs: `scan`, `collector`, `checked` = yes; one of `signature` (PNG or JPEG), `strokes` (JSON), `unsigned` (why not);
 * `surrendered` (JSON); for somebody else `relation` with `person-scan` (the QR of their card) or `person-name` and `person-number`; for a
 * proxy `authorisation-number`, `authorisation-on` and `authorisation`, its scan.
 */
const formSchema = z.strictObject({
  scan: z.string().max(2000),
  collector: z.enum(collectors),
  checked: z.literal('yes').optional(),
  signature: file.optional(),
  strokes: json(signatureStrokesSchema).optional(),
  unsigned: z.string().max(1000).optional(),
  surrendered: json(packetManifestSchema.shape.surrendered).optional(),
  'person-scan': z.string().max(2000).optional(),
  'person-name': line.optional(),
  'person-number': line.optional(),
  relation: line.optional(),
  'authorisation-number': line.optional(),
  'authorisation-on': line.optional(),
  authorisation: file.optional(),
})
type Form = z.infer<typeof formSchema>

/** Throws ZodError for a form of another shape, IllegalCardQr where the scan of the person is no card's. */
export async function readHandOverForm(form: FormData): Promise<HandOver> {
  const parts = formSchema.parse(Object.fromEntries(form))
  return {
    scan: parts.scan,
    collector: parts.collector,
    checked: parts.checked === 'yes',
    signature: await signatureIn(parts),
    person: personIn(parts),
    authorisation: await authorisationIn(parts),
    surrendered: parts.surrendered ?? [],
  }
}

const bytesOf = async (blob: Blob) => new Uint8Array(await blob.arrayBuffer())

async function signatureIn({ signature, strokes, unsigned }: Form): Promise<SignatureGiven> {
  if (signature) return { picture: await bytesOf(signature) }
  return strokes ? { strokes } : { unsigned: unsigned ?? '' }
}

function personIn(parts: Form): CollectorPerson | null {
  const { relation, 'person-scan': scan } = parts
  if (relation === undefined) return null
  const { name, number } = scan
    ? parseCardQr(scan)
    : { name: parts['person-name'], number: parts['person-number'] }
  return collectorPersonSchema.parse({ name, number, relation })
}

async function authorisationIn(parts: Form): Promise<Exclude<HandOver['authorisation'], undefined>> {
  const { authorisation: paper } = parts
  if (!paper) return null
  const letter = { number: parts['authorisation-number'], on: parts['authorisation-on'] }
  return { ...authorisationSchema.parse(letter), paper: await bytesOf(paper) }
}
