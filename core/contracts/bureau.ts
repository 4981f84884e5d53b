/**
 * What crosses between a bureau station and an outside card bureau, inside sealed and signed files (core/cms/bureau-file.ts,
 * docs/bureau.md). The export's content is a ZIP, stored:
 *   manifest.json     BureauManifest: which cards on which blanks, and the SHA-256 of every other file
 *   NNNN-faces.pdf    both faces of the card at position NNNN, as they are to be printed
 *   NNNN-chip.json    ChipDelivery: what its chip is written with, keys too; not of cards without a chip
 * The result's content is one BureauResult as JSON.
 */
import { strFromU8, strToU8, type UnzipFileInfo, unzipSync, zipSync, type Zippable } from 'fflate'
import { z } from 'zod'
import { cardTemplates } from '../card/card-face.ts'
import { chipSerialSchema } from './chip-order.ts'
import { spoilClasses } from '../production/spoil-classes.ts'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
/** As many as a batch holds at most. */
export const mostBureauCards = 1000

const bureauCardSchema = z.strictObject({
  /** Its place in this export, from 1; its files are named by it. */
  position: z.int().min(1).max(mostBureauCards),
  job: z.uuid(),
  /** The blank that this card, and no other, is made on. */
  blankSerial: z.string().max(40),
  template: z.enum(cardTemplates),
  facesSha256: sha256,
  /** Null for a card without a chip. */
  chip: z
    .strictObject({
      /** Of core/card/chip-profile.ts. */
      profile: z.string(),
      chipSerial: chipSerialSchema,
      deliverySha256: sha256,
      /** Of EF.SOD: what the result has to name when the chip was read back. */
      sodSha256: sha256,
    })
    .nullable(),
})
export type BureauCard = z.infer<typeof bureauCardSchema>

export const bureauManifestSchema = z.strictObject({
  format: z.literal('citizen-id-bureau-export/1'),
  export: z.uuid(),
  /** Number of the batch. */
  batch: z.string().max(40),
  /** The station that answers for it. */
  station: z.uuid(),
  /** After this nobody counts on these cards any more: a person looks for each. */
  returnBy: z.iso.datetime(),
  count: z.int().min(1).max(mostBureauCards),
  /** SubjectPublicKeyInfo, P-256: results are sealed to it. */
  replyKey: z.base64().max(400),
  cards: z.array(bureauCardSchema).min(1).max(mostBureauCards),
})
export type BureauManifest = z.infer<typeof bureauManifestSchema>

/** A code, as histories keep them. */
const reasonCode = z.string().regex(/^[A-Z][A-Z_]{1,39}$/)

const bureauRowSchema = z.discriminatedUnion('result', [
  z.strictObject({
    result: z.literal('GOOD'),
    job: z.uuid(),
    blankSerial: z.string().max(40),
    chip: z.strictObject({ chipSerial: chipSerialSchema, sodSha256: sha256 }).nullable(),
    /** What a scanner read from the finished card. */
    qr: z.string().max(2000),
    signedQr: z.string().max(2000).optional(),
  }),
  /** Made or begun, and waste: the blank comes back to be destroyed. */
  z.strictObject({
    result: z.literal('SPOILED'),
    job: z.uuid(),
    blankSerial: z.string().max(40),
    class: z.enum(spoilClasses),
    reason: reasonCode,
  }),
  /** Never touched: the blank comes back as it went. */
  z.strictObject({ result: z.literal('NOT_BEGUN'), job: z.uuid(), blankSerial: z.string().max(40) }),
])
export type BureauRow = z.infer<typeof bureauRowSchema>

export const bureauResultSchema = z.strictObject({
  format: z.literal('citizen-id-bureau-result/1'),
  export: z.uuid(),
  batch: z.string().max(40),
  /** Of the export's manifest.json, as the bureau got it. */
  manifestSha256: sha256,
  /** One for each card that is finished; what is missing comes in a later file. */
  cards: z.array(bureauRowSchema).max(mostBureauCards),
})
export type BureauResult = z.infer<typeof bureauResultSchema>

const bureauManifestFile = 'manifest.json'
const numbered = (position: number) => String(position).padStart(4, '0')
export const facesFile = (position: number) => `${numbered(position)}-faces.pdf`
export const chipFile = (position: number) => `${numbered(position)}-chip.json`

/** Wall-clock time without a zone: the same bytes everywhere. */
const zipTime = '1980-01-01T00:00:00'

/** The bytes of manifest.json, and the ZIP with it and the cards' files. */
export function packBureauExport(
  manifest: BureauManifest,
  files: ReadonlyMap<string, Uint8Array>,
): { readonly manifestBytes: Uint8Array; readonly content: Uint8Array } {
  const manifestBytes = strToU8(JSON.stringify(bureauManifestSchema.parse(manifest)))
  const entries: Zippable = { [bureauManifestFile]: manifestBytes, ...Object.fromEntries(files) }
  return { manifestBytes, content: zipSync(entries, { level: 0, mtime: zipTime }) }
}

export interface BureauExport {
  readonly manifest: BureauManifest
  /** As they were packed: a result names their hash. */
  readonly manifestBytes: Uint8Array
  readonly files: ReadonlyMap<string, Uint8Array>
}

/** Null for anything that `packBureauExport` has not written. The hashes of the files are still to be compared. */
export function unpackBureauExport(content: Uint8Array): BureauExport | null {
  // What is not stored could be much larger than it says.
  const filter = ({ compression }: UnzipFileInfo) => compression === 0
  try {
    const { [bureauManifestFile]: manifestBytes, ...files } = unzipSync(content, { filter })
    if (!manifestBytes) return null
    const manifest = bureauManifestSchema.safeParse(JSON.parse(strFromU8(manifestBytes)))
    return manifest.success
      ? { manifest: manifest.data, manifestBytes, files: new Map(Object.entries(files)) }
      : null
  } catch {
    return null
  }
}
