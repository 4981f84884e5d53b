import { calendarDateAt } from '../../../core/dates/calendar-date.ts'
import type { Transaction } from '../../kernel/db.ts'
import { startOfDay } from '../../registry/sharing/start-of-day.ts'

/** Blanks of one shift, as they stand: those of a closed one as it was signed. */
export interface ShiftCount {
  readonly shiftId: string
  readonly stationId: string
  readonly openedAt: Date
  readonly open: boolean
  /** Those that lay at the station when it began among them. */
  readonly issued: number
  readonly carried: number
  readonly returned: number
  readonly good: number
  readonly spoiled: number
  readonly lost: number
  /** What lies at the station, or was counted there at the end. */
  readonly left: number
  /** issued − returned − good − spoiled − lost − left; 0 until somebody has counted. */
  readonly difference: number
}

/** Blanks that today's shifts had: those still open, and those closed today. */
export interface BoardToday {
  /** Given to stations, and what lay there when the day's first shifts began. */
  readonly issued: number
  readonly returned: number
  readonly good: number
  readonly spoiled: number
  readonly lost: number
  readonly left: number
  readonly difference: number
  readonly openShifts: number
}

/** The day's shifts, the oldest first; those still open by their tally. */
export async function readShiftCounts(tx: Transaction, at: number): Promise<readonly ShiftCount[]> {
  return tx.$queryRaw<ShiftCount[]>`
    WITH today AS (
      SELECT * FROM "Shift" WHERE "status" IN ('OPEN', 'COUNTED')
      UNION ALL
      SELECT * FROM "Shift" WHERE "closedAt" >= ${startOfDay(calendarDateAt(at))}
    ), moved AS (
      SELECT m."shiftId",
        coalesce(sum(m."count") FILTER (WHERE m."kind" = 'CARRIED'), 0) AS "carried",
        coalesce(sum(m."count") FILTER (WHERE m."kind" IN ('CARRIED', 'ISSUED')), 0) AS "issued",
        coalesce(sum(m."count") FILTER (WHERE m."kind" = 'RETURNED'), 0) AS "returned"
      FROM today s JOIN "StockMovement" m ON m."shiftId" = s."id" GROUP BY 1
    ), became AS (
      SELECT "shiftId",
        sum("count") FILTER (WHERE "status" = 'BOUND') AS "good",
        sum("count") FILTER (WHERE "status" IN ('SPOILED', 'DESTROYED')) AS "spoiled",
        sum("count") FILTER (WHERE "status" = 'LOST') AS "lost"
      FROM "ShiftTallyNow" GROUP BY 1
    ), counted AS (
      SELECT s."id" AS "shiftId", s."stationId", s."openedAt", s."closedAt" IS NULL AS "open",
        coalesce(s."issued", m."issued", 0)::int AS "issued", coalesce(m."carried", 0)::int AS "carried",
        coalesce(s."returned", m."returned", 0)::int AS "returned", coalesce(s."good", b."good", 0)::int AS "good",
        coalesce(s."spoiled", b."spoiled", 0)::int AS "spoiled", coalesce(s."lost", b."lost", 0)::int AS "lost",
        s."countedLeft"
      FROM today s LEFT JOIN moved m ON m."shiftId" = s."id" LEFT JOIN became b ON b."shiftId" = s."id"
    )
    SELECT "shiftId", "stationId", "openedAt", "open", "issued", "carried", "returned", "good", "spoiled", "lost",
      coalesce("countedLeft", "issued" - "returned" - "good" - "spoiled" - "lost") AS "left",
      coalesce("issued" - "returned" - "good" - "spoiled" - "lost" - "countedLeft", 0) AS "difference"
    FROM counted ORDER BY "openedAt", "shiftId"`
}

/** A station's shifts of one day hand their blanks on: what was carried over into a later one was counted as issued before. */
export function sumOfDay(shifts: readonly ShiftCount[]): BoardToday {
  const seen = new Set<string>()
  const sum = { issued: 0, returned: 0, good: 0, spoiled: 0, lost: 0, left: 0, difference: 0, openShifts: 0 }
  const last = new Map(shifts.map((shift) => [shift.stationId, shift]))
  for (const shift of shifts) {
    sum.issued += seen.has(shift.stationId) ? shift.issued - shift.carried : shift.issued
    seen.add(shift.stationId)
    sum.returned += shift.returned
    sum.good += shift.good
    sum.spoiled += shift.spoiled
    sum.lost += shift.lost
    sum.difference += shift.difference
    if (shift.open) sum.openShifts += 1
    if (last.get(shift.stationId) === shift) sum.left += shift.left
  }
  return sum
}
