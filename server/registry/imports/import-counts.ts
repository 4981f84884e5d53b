import { z } from 'zod'

const count = z.number().int().nonnegative().default(0)

/** What came, or would come, of the rows of a file. */
export const importCountsSchema = z.object({
  /** Rows read. */
  rows: count,
  /** People, or cards, that the register did not have. */
  new: count,
  /** Known to the register before. */
  matched: count,
  /** The same as last time. */
  unchanged: count,
  /** From the same source, brought up to date. */
  updated: count,
  /** Keys, numbers or persons that are there already, and are not loaded again. */
  duplicates: count,
  /** Rows with faults, not loaded. */
  refused: count,
  /** Conflict cases opened. */
  cases: count,
  /** Cards without a person, or with several. */
  unmatched: count,
  /** New people without a number. */
  provisional: count,
  /** New people with items to be topped up. */
  incomplete: count,
  /** Rows that were taken, and in which nothing was wrong. */
  correct: count,
})
export type ImportCounts = z.infer<typeof importCountsSchema>

export const noCounts: ImportCounts = importCountsSchema.parse({})
export const countNames = Object.keys(noCounts) as readonly (keyof ImportCounts)[]

export function addCounts(a: ImportCounts, b: Partial<ImportCounts>): ImportCounts {
  return importCountsSchema.parse(
    Object.fromEntries(countNames.map((name) => [name, a[name] + (b[name] ?? 0)])),
  )
}

/** Counts of a job as they are kept; none before it begins. */
export const readCounts = (kept: unknown): ImportCounts => importCountsSchema.parse(kept ?? {})
