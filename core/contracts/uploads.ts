/** Files that an officer's computer sends in pieces: what crosses over HTTP. */
import { z } from 'zod'

export const uploadPurposes = ['FORM_PAGE', 'REGISTRY_DATA', 'EVIDENCE'] as const
export type UploadPurpose = (typeof uploadPurposes)[number]

/** Bytes: a page of A4 in colour at 600 dots to the inch; a province's data; a paper on which a decision rests, scanned. */
export const uploadLimits: Readonly<Record<UploadPurpose, number>> = {
  FORM_PAGE: 20_000_000,
  REGISTRY_DATA: 10 * 2 ** 30,
  EVIDENCE: 20_000_000,
}

/** Purposes whose files lie sealed in the store of documents once they are whole. */
export const sealedPurposes: readonly string[] = ['FORM_PAGE', 'EVIDENCE'] satisfies readonly UploadPurpose[]

/** The most bytes that one PATCH may carry. */
export const largestChunk = 8 * 2 ** 20

/** Content type of a chunk, and the header that says which byte of the file its first one is. */
export const chunkType = 'application/offset+octet-stream'
export const offsetHeader = 'upload-offset'

/** POST /uploads: the file is announced; announced again, it is recognised by its hash. */
export const uploadOrderSchema = z.object({
  purpose: z.enum(uploadPurposes),
  unitCode: z.string().min(1).max(20),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.int().positive(),
})
export type UploadOrder = z.infer<typeof uploadOrderSchema>

/** What the server answers to POST, GET and PATCH: so many bytes are on its disk; `complete` once their hash was compared. */
export const uploadStateSchema = z.object({
  id: z.string(),
  received: z.int(),
  bytes: z.int(),
  complete: z.boolean(),
})
export type UploadState = z.infer<typeof uploadStateSchema>
