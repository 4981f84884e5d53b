/**
 * How an agency has a chip inspected: POST /chip-inspections with a compact JWS (RFC 7515, ES256) of its own key over the chip's files,
 * answered by the report as JSON. docs/chip-inspection.md says what each part means. Nothing of the files is kept.
 */
import { z } from 'zod'
import { chipFileNames, type ChipFileName } from '../lds/chip-files.ts'
import { agencyCodeSchema } from './agency-query.ts'

export const inspectionPath = '/chip-inspections'
/** An explicit type, so that no other JWS of the same key is taken for one (RFC 8725, 3.11). */
export const inspectionType = 'chip-inspection+jwt'
/** All files of a chip together; a 64 kB chip with room to spare. */
export const mostChipBytes = 128 * 1024

const chipFileName = z.custom<ChipFileName>(
  (name) => typeof name === 'string' && chipFileNames.some((known) => known === name),
)

/** Files by their names, in base64. */
export const chipFilesSchema = z
  .array(z.strictObject({ name: chipFileName, content: z.base64().max(mostChipBytes * 2) }))
  .min(1)
  .max(chipFileNames.length)
  .refine((files) => new Set(files.map(({ name }) => name)).size === files.length)

export const inspectionSchema = z.strictObject({
  iss: agencyCodeSchema,
  aud: z.string().max(300),
  iat: z.int().positive(),
  exp: z.int().positive(),
  jti: z.uuid(),
  files: chipFilesSchema,
  /** Refuse where no revocation list in force is at hand. */
  requireCrl: z.boolean().default(false),
})
