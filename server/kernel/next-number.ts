import { calendarDateAt } from '../../core/dates/calendar-date.ts'
import type { Transaction } from './db.ts'

/** Papers that are numbered within their year without gaps. */
export type SeriesKind =
  | 'BATCH'
  | 'PARCEL'
  | 'TRANSFER'
  | 'CLAIM'
  | 'MINUTES'
  | `FILE/${string}`
  | `RECEIPT/${string}`
  | 'GRIEVANCE'
  | 'CARD_LIST'

export interface Series {
  readonly kind: SeriesKind
  /** Milliseconds: its legal year counts. */
  readonly at: number
  /** How many are taken at once; 1 unless told. */
  readonly count?: number
}

/** The next number of a series, or the first of those that are taken. Held until the transaction ends: numbers that are not used are given again. */
export async function nextNumber(
  tx: Transaction,
  { kind, at, count = 1 }: Series,
): Promise<{ readonly year: number; readonly number: number }> {
  const year = Number(calendarDateAt(at).slice(0, 4))
  const [row] = await tx.$queryRaw<[{ last: number }]>`
    INSERT INTO "NumberSeries" ("kind", "year", "last") VALUES (${kind}, ${year}::int, ${count}::int)
    ON CONFLICT ("kind", "year") DO UPDATE SET "last" = "NumberSeries"."last" + ${count}::int
    RETURNING "last"`
  return { year, number: row.last - count + 1 }
}
