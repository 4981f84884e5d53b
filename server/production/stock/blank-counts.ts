import { Prisma } from '../../../prisma/client/client.ts'
import type { Transaction } from '../../kernel/db.ts'

export interface StateCount {
  readonly state: string
  readonly count: number
}

export interface BlankCount extends StateCount {
  readonly storeCode: string
  readonly stationId: string | null
}

/** Blanks that are still kept, by place and state: each part of it read from an index that has only those. `stores` null: all. */
export function blankCounts(
  tx: Transaction,
  stores: readonly string[] | null,
): Promise<readonly BlankCount[]> {
  const ofStores = stores === null ? Prisma.empty : Prisma.sql`AND "storeCode" = ANY(${[...stores]})`
  return tx.$queryRaw<BlankCount[]>`
    SELECT "storeCode", NULL AS "stationId", 'IN_STORE' AS "state", count(*)::int AS "count" FROM "BlankCard"
      WHERE "status" = 'IN_STORE' AND "storeCode" IS NOT NULL ${ofStores} GROUP BY 1
    UNION ALL
    SELECT "storeCode", NULL, "status", count(*)::int FROM "BlankCard"
      WHERE "status" IN ('IN_TRANSFER', 'SPOILED', 'LOST') AND "storeCode" IS NOT NULL ${ofStores} GROUP BY 1, 3
    UNION ALL
    SELECT m."centreCode", b."stationId"::text, 'AT_STATION', b."count" FROM (
      SELECT "stationId", count(*)::int AS "count" FROM "BlankCard" WHERE "status" = 'AT_STATION' GROUP BY 1) b
      JOIN "Machine" m ON m."id" = b."stationId"
      ${stores === null ? Prisma.empty : Prisma.sql`WHERE m."centreCode" = ANY(${[...stores]})`}
    ORDER BY 1, 2 NULLS FIRST, 3`
}

/** What has become of a lot's blanks. */
export function lotCounts(tx: Transaction, lotId: string): Promise<StateCount[]> {
  return tx.$queryRaw<StateCount[]>`
    SELECT "status" AS "state", count(*)::int AS "count" FROM "BlankCard" WHERE "lotId" = ${lotId}::uuid GROUP BY 1 ORDER BY 1`
}
