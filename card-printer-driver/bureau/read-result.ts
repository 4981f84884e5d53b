import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { BureauFileRefused, openBureauFile, signedByPinned } from '../../core/cms/bureau-file.ts'
import { type BureauResult, bureauResultSchema, type BureauRow } from '../../core/contracts/bureau.ts'
import { now } from '../clock.ts'
import type { ExportedCard, ExportRecord } from './export-records.ts'
import type { Bureau } from './open-bureau.ts'
import { BureauFileUnreadable, BureauResultRefused } from './refusals.ts'

/** A thousand rows with their QRs are some two megabytes. */
const mostResultBytes = 16 * 1024 * 1024

/** What the bureau says of one card of this export. */
export interface JudgedRow {
  readonly row: BureauRow
  readonly rowSha256: string
}

/** A result that fits what was exported, whole. */
export interface JudgedResult {
  readonly record: ExportRecord
  /** By job. */
  readonly rows: ReadonlyMap<string, JudgedRow>
}

/** Opens a result file and holds it against the export. Nothing is changed. Throws BureauFileUnreadable, BureauFileRefused, BureauResultRefused. */
export async function readResult(bureau: Bureau, path: string): Promise<JudgedResult> {
  const result = await opened(bureau, path)
  const record = (await bureau.records.all()).find(({ id }) => id === result.export)
  if (!record || record.batch !== result.batch) throw new BureauResultRefused('ANOTHER_EXPORT')
  if (record.stage !== 'WRITTEN') throw new BureauResultRefused('NOT_WRITTEN')
  if (record.manifestSha256 !== result.manifestSha256) throw new BureauResultRefused('MANIFEST')
  return { record, rows: judgedRows(record, result.cards) }
}

async function opened({ certificates, replyKey }: Bureau, path: string): Promise<BureauResult> {
  const found = await stat(path).catch(() => null)
  if (!found?.isFile() || found.size > mostResultBytes) throw new BureauFileUnreadable()
  const content = await openBureauFile(new Uint8Array(await readFile(path)), {
    recipientKeys: (keyId) => (keyId === replyKey.keyId ? replyKey.privateKey : null),
    // A clock that is wrong by a day at the bureau is no reason to lose cards; its certificate must still be in force here.
    trusts: (certificate, signedAt) =>
      signedByPinned(certificates.signing, certificate, signedAt) &&
      signedByPinned(certificates.signing, certificate, new Date(now())),
  })
  const parsed = bureauResultSchema.safeParse(parsedJson(content))
  if (!parsed.success) throw new BureauFileRefused('FORM')
  return parsed.data
}

function parsedJson(content: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(content).toString('utf8'))
  } catch {
    return null
  }
}

function judgedRows({ cards }: ExportRecord, rows: readonly BureauRow[]): ReadonlyMap<string, JudgedRow> {
  const ordered = new Map(cards.map((card) => [card.job, card]))
  const judged = new Map<string, JudgedRow>()
  for (const row of rows) {
    const card = ordered.get(row.job)
    if (!card) throw new BureauResultRefused('NOT_ORDERED')
    if (judged.has(row.job)) throw new BureauResultRefused('TWICE', card.blankSerial)
    const rowSha256 = createHash('sha256').update(JSON.stringify(row)).digest('hex')
    demandFitting(card, row, rowSha256)
    judged.set(row.job, { row, rowSha256 })
  }
  return judged
}

function demandFitting(card: ExportedCard, row: BureauRow, rowSha256: string): void {
  const { blankSerial, accepted, chip } = card
  if (row.blankSerial !== blankSerial) throw new BureauResultRefused('WRONG_BLANK', blankSerial)
  if (row.result === 'GOOD' && row.chip?.chipSerial !== chip?.chipSerial)
    throw new BureauResultRefused('WRONG_CHIP', blankSerial)
  if (accepted && accepted.rowSha256 !== rowSha256)
    throw new BureauResultRefused('CONTRADICTION', blankSerial)
}
