import { z } from 'zod'
import type { App } from '../../kernel/app.ts'

/** Question and answer as they passed over the wire, each with its signature: who asked, and what they were told. */
const evidenceSchema = z.strictObject({ question: z.string(), answer: z.string() })
type Evidence = z.infer<typeof evidenceSchema>

/** Seals the evidence and answers its hash, which tells nothing: signatures of ES256 have chance in them. */
export function sealEvidence({ blobs }: App, evidence: Evidence): Promise<string> {
  return blobs.put(Buffer.from(JSON.stringify(evidence)))
}

export async function openEvidence({ blobs }: App, sha256: string): Promise<Evidence> {
  const sealed = await blobs.get(sha256)
  if (!sealed) throw new Error('the evidence of an answer is missing')
  return evidenceSchema.parse(JSON.parse(Buffer.from(sealed).toString('utf8')))
}
