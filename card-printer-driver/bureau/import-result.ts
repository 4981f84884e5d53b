import type { ExportedCard, ExportRecord } from './export-records.ts'
import { printName } from '../work.ts'
import type { Bureau } from './open-bureau.ts'
import { type JudgedResult, readResult } from './read-result.ts'
import { settleCard } from './settle-card.ts'

/** Cards that are settled before their ends are written down together; a crash between asks the server for so many again. */
const cardsAtOnce = 25

export interface Import {
  readonly record: ExportRecord
  /** Cards that this file brought to their end. */
  readonly settled: number
  /** What a person has to look at, by blank: not taken by the server, or settled otherwise before. */
  readonly troubles: readonly { readonly blankSerial: string; readonly trouble: string }[]
}

/**
 * Takes a result file: all that it says is checked against the export before anything is told, and written down before that too. Imported
 * twice, or cut off in the middle and imported again, it tells each card once. Throws BureauFileRefused, BureauResultRefused,
 * ServerUnreachable.
 */
export async function importResult(bureau: Bureau, path: string): Promise<Import> {
  const result = await readResult(bureau, path)
  let record = accepted(result)
  await forgetEnded(bureau, result.record)
  await bureau.records.save(record)
  const open = record.cards.filter(({ job, end }) => end === null && result.rows.has(job))
  const troubles: { blankSerial: string; trouble: string }[] = []
  let settled = 0
  for (let from = 0; from < open.length && !bureau.stop.aborted; from += cardsAtOnce) {
    const ended = new Map<string, NonNullable<ExportedCard['end']>>()
    for (const card of open.slice(from, from + cardsAtOnce)) {
      const row = result.rows.get(card.job)?.row
      if (!row) continue
      const { end, trouble } = await settleCard(bureau, card, row)
      if (end) ended.set(card.job, end)
      if (trouble !== null) troubles.push({ blankSerial: card.blankSerial, trouble })
    }
    record = {
      ...record,
      cards: record.cards.map((card) => ({ ...card, end: ended.get(card.job) ?? card.end })),
    }
    await bureau.records.save(record)
    for (const { job, lease } of open)
      if (ended.has(job)) await bureau.journal.write({ job, lease, step: 'settled' })
    settled += ended.size
    if (open.length > cardsAtOnce) bureau.say(`Đã nhập ${settled}/${open.length} thẻ…`)
  }
  return { record, settled, troubles }
}

/** Cards whose end was written down before a crash, and which the journal still has. */
async function forgetEnded({ journal }: Bureau, { cards }: ExportRecord): Promise<void> {
  const inWork = new Set(journal.unsettled.map(printName))
  for (const { job, lease, end } of cards)
    if (end && inWork.has(printName({ job, lease }))) await journal.write({ job, lease, step: 'settled' })
}

/** The record with what the file says of each card: from here on another file may not say otherwise. */
function accepted({ record, rows }: JudgedResult): ExportRecord {
  const cards = record.cards.map((card): ExportedCard => {
    const judged = rows.get(card.job)
    if (!judged) return card
    return { ...card, accepted: { result: judged.row.result, rowSha256: judged.rowSha256 } }
  })
  return { ...record, cards }
}
