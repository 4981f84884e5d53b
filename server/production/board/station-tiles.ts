import {
  clockToleranceMs,
  stationConditions,
  stationPrinterSchema,
} from '../../../core/contracts/station-state.ts'
import type { StationCondition, StationPrinter } from '../../../core/contracts/station-state.ts'
import type { Transaction } from '../../kernel/db.ts'
import type { ShiftCount } from './board-today.ts'

export interface StationTile {
  readonly id: string
  readonly number: number | null
  readonly centreCode: string
  readonly state: StationCondition
  readonly reason: string | null
  /** Since when it is in this state. */
  readonly since: Date | null
  /** When it was heard of last; null: never. */
  readonly toldAt: Date | null
  readonly clockAheadMs: number | null
  readonly clockWrong: boolean
  readonly printer: StationPrinter | null
  /** Jobs it has in hand. */
  readonly inHand: number
  readonly fault: { readonly reason: string; readonly at: Date } | null
  /** It may not claim until somebody lets it go on. */
  readonly stopped: { readonly reason: string | null; readonly at: Date } | null
  readonly shift: ShiftCount | null
  /** Cards an hour in its shift, while it ran. */
  readonly cardsPerHour: number | null
}

interface Row {
  readonly id: string
  readonly number: number | null
  readonly centreCode: string
  readonly state: string | null
  readonly reason: string | null
  readonly since: Date | null
  readonly toldAt: Date | null
  readonly clockAheadMs: number | null
  readonly printer: unknown
  readonly inHand: number
  readonly faultReason: string | null
  readonly faultAt: Date | null
  readonly stoppedAt: Date | null
  readonly stopReason: string | null
  readonly runningMs: number
}

/** Every station in service. */
export async function readStations(
  tx: Transaction,
  shifts: readonly ShiftCount[],
  at: Date,
): Promise<readonly StationTile[]> {
  const rows = await tx.$queryRaw<Row[]>`
    WITH hand AS (
      SELECT "stationId", count(*)::int AS "inHand" FROM "PrintJob"
      WHERE "status" IN ('CLAIMED', 'CARD_FED', 'CHIP_WRITTEN', 'PRINTED', 'VERIFIED') GROUP BY 1
    ), ran AS (
      SELECT h."stationId", sum(extract(epoch FROM coalesce(t."until", ${at}) - t."since") * 1000)::float AS "runningMs"
      FROM "Shift" h JOIN "StationTime" t ON t."shiftId" = h."id" AND t."state" = 'RUNNING'
      WHERE h."status" IN ('OPEN', 'COUNTED') GROUP BY 1
    )
    SELECT m."id", m."number", m."centreCode", s."state", s."reason", s."since", s."at" AS "toldAt", s."clockAheadMs", s."printer",
      s."faultReason", s."faultAt", s."stoppedAt", s."stopReason",
      coalesce(hand."inHand", 0) AS "inHand", coalesce(ran."runningMs", 0) AS "runningMs"
    FROM "Machine" m LEFT JOIN "StationState" s ON s."stationId" = m."id"
      LEFT JOIN hand ON hand."stationId" = m."id" LEFT JOIN ran ON ran."stationId" = m."id"
    WHERE m."kind" = 'STATION' AND m."status" = 'ACTIVE' ORDER BY m."centreCode", m."number", m."id"`
  const open = new Map(shifts.filter((shift) => shift.open).map((shift) => [shift.stationId, shift]))
  return rows.map((row) => tileOf(row, open.get(row.id) ?? null))
}

function tileOf(row: Row, shift: ShiftCount | null): StationTile {
  const { id, number, centreCode, since, toldAt, clockAheadMs, inHand } = row
  const told = stationConditions.find((state) => state === row.state) ?? 'OFF'
  const { stoppedAt, stopReason, faultAt, faultReason } = row
  const printer = stationPrinterSchema.safeParse(row.printer)
  const hours = row.runningMs / 3_600_000
  const isStopped = stoppedAt !== null && told !== 'OFF'
  return {
    id,
    number,
    centreCode,
    since,
    toldAt,
    clockAheadMs,
    inHand,
    shift,
    state: isStopped ? 'STOPPED' : told,
    reason: isStopped ? stopReason : row.reason,
    clockWrong: clockAheadMs !== null && Math.abs(clockAheadMs) > clockToleranceMs,
    printer: printer.success ? printer.data : null,
    fault:
      faultReason !== null && faultAt !== null
        ? {
            reason: faultReason,
            at: faultAt,
          }
        : null,
    stopped: stoppedAt && {
      reason: stopReason,
      at: stoppedAt,
    },
    cardsPerHour: shift && hours >= 1 / 60 ? (shift.good + shift.spoiled) / hours : null,
  }
}
