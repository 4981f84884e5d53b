import { createHash } from 'node:crypto'
import { type BatchManifest, manifestText } from '../../../core/cms/batch-manifest.ts'
import type { Transaction } from '../../kernel/db.ts'

/**
 * What a job prints, as text of PostgreSQL: its JSON has one order of keys. The chip is bound by its own signature, made when the job is
 * claimed. Columns of a PrintJob named `j`.
 */
const contentSha256 = `encode(sha256(convert_to(concat_ws(E'\\n', j."template", j."face"::text, j."portraitSha256"), 'UTF8')), 'hex')`

/** The manifest of a batch as its jobs are now. */
export async function manifestOf(
  tx: Transaction,
  batch: { readonly id: string; readonly number: string },
): Promise<BatchManifest & { readonly lines: readonly Line[] }> {
  const lines = await tx.$queryRawUnsafe<Line[]>(
    `SELECT i."position", i."jobId", ${contentSha256} AS "contentSha256"
     FROM "BatchItem" i JOIN "PrintJob" j ON j."id" = i."jobId" WHERE i."batchId" = $1::uuid ORDER BY i."position"`,
    batch.id,
  )
  const linesSha256 = createHash('sha256').update(manifestText(lines)).digest('hex')
  return { batch: batch.number, count: lines.length, linesSha256, lines }
}

interface Line {
  readonly position: number
  readonly jobId: string
  readonly contentSha256: string
}

/** Whether a job would still print what the manifest of its batch says. */
export async function isAsInManifest(tx: Transaction, jobId: string): Promise<boolean> {
  const [row] = await tx.$queryRawUnsafe<{ same: boolean | null }[]>(
    `SELECT i."contentSha256" = ${contentSha256} AS "same"
     FROM "BatchItem" i JOIN "PrintJob" j ON j."id" = i."jobId" WHERE i."jobId" = $1::uuid`,
    jobId,
  )
  return row?.same === true
}
