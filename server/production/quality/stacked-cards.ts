import { checkModeOf, type QualityPolicy } from '../../../core/production/quality-policy.ts'
import type { Prisma } from '../../../prisma/client/client.ts'
import type { Transaction } from '../../kernel/db.ts'

/** A card in the stack, and why quality control looks at it: null where it passes with its batch. */
export interface StackedCard {
  readonly id: string
  readonly mode: 'FULL' | 'SAMPLE' | null
  /** Who asked for a second look at it; null where nobody did. */
  readonly secondLookOf: string | null
}

interface Row {
  readonly id: string
  readonly stationId: string | null
  readonly positionInBatch: number | null
  readonly isRemake: boolean
  readonly secondLookOf: string | null
}

/** Cards of the stack as `narrow` chooses them; the job is named `j`, its place in a batch `i`. */
export async function stackedCards(
  tx: Transaction,
  policy: QualityPolicy,
  narrow: Prisma.Sql,
): Promise<readonly StackedCard[]> {
  const doubted = await doubtedStations(tx, policy)
  const rows = await tx.$queryRaw<Row[]>`
    SELECT j."id", j."stationId", i."position" AS "positionInBatch",
      EXISTS (SELECT 1 FROM "PrintJob" e WHERE e."applicationId" = j."applicationId" AND e."status" = 'SPOILED') AS "isRemake",
      (SELECT q."officerId" FROM "QualityCheck" q WHERE q."jobId" = j."id" AND q."verdict" = 'SECOND_LOOK'
       ORDER BY q."seq" DESC LIMIT 1) AS "secondLookOf"
    FROM "PrintJob" j LEFT JOIN "BatchItem" i ON i."jobId" = j."id"
    WHERE j."status" = 'STACKED' AND ${narrow}`
  return rows.map(({ id, stationId, positionInBatch, isRemake, secondLookOf }) => {
    const stationInDoubt = stationId !== null && doubted.has(stationId)
    return {
      id,
      secondLookOf,
      mode: checkModeOf(policy, { jobId: id, positionInBatch, isRemake, stationInDoubt }),
    }
  })
}

/** Among the last cards that were looked at, as many as must be good in a row, one was not. */
async function doubtedStations(tx: Transaction, { afterFault }: QualityPolicy): Promise<ReadonlySet<string>> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT m."id" FROM "Machine" m WHERE m."kind" = 'STATION' AND EXISTS (
      SELECT 1 FROM (
        SELECT q."verdict" FROM "QualityCheck" q
        WHERE q."stationId" = m."id" AND (q."verdict" = 'FAIL' OR (q."verdict" = 'PASS' AND q."mode" <> 'VOLUNTARY'))
        ORDER BY q."seq" DESC LIMIT ${afterFault}
      ) latest WHERE latest."verdict" = 'FAIL')`
  return new Set(rows.map(({ id }) => id))
}
