import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { writeDurably } from '../durable-file.ts'
import { ExportRecordDamaged } from './refusals.ts'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

const exportedCardSchema = z.strictObject({
  job: z.uuid(),
  lease: z.int(),
  blankSerial: z.string(),
  /** Of the PDF that was sealed in. */
  facesSha256: sha256,
  /** Null for a card without a chip. */
  chip: z.strictObject({ chipSerial: z.string(), sodSha256: sha256 }).nullable(),
  /** What the bureau says of it, taken before the server hears of it; the hash is of the whole row. */
  accepted: z
    .strictObject({ result: z.enum(['GOOD', 'SPOILED', 'NOT_BEGUN']), rowSha256: sha256 })
    .nullable(),
  /** How the server then saw it end. */
  end: z
    .strictObject({ result: z.enum(['GOOD', 'SPOILED', 'RETURNED']), reason: z.string().nullable() })
    .nullable(),
})
export type ExportedCard = z.infer<typeof exportedCardSchema>

const recordSchema = z.strictObject({
  id: z.uuid(),
  batch: z.string(),
  /** COLLECTING: cards are claimed. SEALED: the file is on the disk and is about to get its name. WRITTEN: it may have left. */
  stage: z.enum(['COLLECTING', 'SEALED', 'WRITTEN']),
  /** Its name in the folder, and what must be found there. */
  file: z.string().nullable(),
  fileSha256: sha256.nullable(),
  manifestSha256: sha256.nullable(),
  returnBy: z.iso.datetime().nullable(),
  cards: z.array(exportedCardSchema),
})
export type ExportRecord = z.infer<typeof recordSchema>

/**
 * What the station knows of each export, on its disk: one file each, replaced whole. No personal data: ids, serials, hashes. The journal
 * has the steps of the cards that are open; what a card came to stays here when the journal has forgotten it.
 */
export class ExportRecords {
  private readonly directory: string

  private constructor(directory: string) {
    this.directory = directory
  }

  static async open(directory: string): Promise<ExportRecords> {
    await mkdir(directory, { recursive: true, mode: 0o700 })
    return new ExportRecords(directory)
  }

  /** By batch. Throws ExportRecordDamaged for a file that somebody has changed. */
  async all(): Promise<readonly ExportRecord[]> {
    const names = (await readdir(this.directory)).filter((name) => name.endsWith('.json'))
    const records = await Promise.all(names.map(async (name) => this.read(name)))
    return records.toSorted((a, b) => a.batch.localeCompare(b.batch) || a.id.localeCompare(b.id))
  }

  private async read(name: string): Promise<ExportRecord> {
    try {
      return recordSchema.parse(JSON.parse(await readFile(join(this.directory, name), 'utf8')))
    } catch {
      throw new ExportRecordDamaged(name)
    }
  }

  async save(record: ExportRecord): Promise<void> {
    await writeDurably(join(this.directory, `${record.id}.json`), JSON.stringify(recordSchema.parse(record)))
  }

  async forget({ id }: ExportRecord): Promise<void> {
    await rm(join(this.directory, `${id}.json`))
  }
}
