import type { Transaction } from '../../kernel/db.ts'

/** Of the board, from left to right. */
export const boardLanes = [
  'INTAKE',
  'BATCHED',
  'PRINTING',
  'QUALITY_CONTROL',
  'PACKED',
  'DISPATCHED',
] as const
export type BoardLaneName = (typeof boardLanes)[number]

export interface BoardLane {
  readonly lane: BoardLaneName
  readonly count: number
  /** When the oldest of its jobs was planned, to ten minutes. */
  readonly oldestAt: Date | null
  /** Batches or parcels in it. */
  readonly groups: number | null
  /** Cards an hour that leave it as things stand. */
  readonly perHour: number | null
}

interface Tally {
  readonly lane: string
  readonly count: number
  readonly oldestAt: Date | null
}

/** What lies in each lane, and how many cards nobody can tell of: from the tally, whatever the number of jobs. */
export async function readLanes(tx: Transaction): Promise<ReadonlyMap<string, Tally>> {
  const rows = await tx.$queryRaw<Tally[]>`
    SELECT "lane", sum("count")::int AS "count", min("since") FILTER (WHERE "count" > 0) AS "oldestAt" FROM (
      SELECT "lane", "since", sum("count") AS "count" FROM "FloorTallyNow" GROUP BY 1, 2
    ) summed GROUP BY 1`
  return new Map(rows.map((row) => [row.lane, row]))
}

/** Open batches, parcels that are being packed, and parcels on their way. */
export async function readGroups(tx: Transaction): Promise<Readonly<Partial<Record<BoardLaneName, number>>>> {
  const [groups] = await tx.$queryRaw<[{ batches: number; packed: number; dispatched: number }]>`
    SELECT
      (SELECT count(*)::int FROM "Batch" WHERE "status" IN ('DRAFT', 'FROZEN', 'RELEASED', 'RUNNING', 'STOPPED')) AS "batches",
      count(*) FILTER (WHERE "status" IN ('OPEN', 'SEALED'))::int AS "packed",
      count(*) FILTER (WHERE "status" = 'DISPATCHED')::int AS "dispatched"
    FROM "Parcel" WHERE "status" <> 'RECONCILED'`
  return { BATCHED: groups.batches, PACKED: groups.packed, DISPATCHED: groups.dispatched }
}
