import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'

const hour = 3_600_000

/** Cards that quality control looked at in the hour before; null where it looked at none: then nothing is known of its pace. */
export async function checksOfLastHour(tx: Transaction, now: Date): Promise<number | null> {
  const [{ checks }] = await tx.$queryRaw<[{ checks: number }]>`
    SELECT count(*)::int AS "checks" FROM "Machine" m
    JOIN "QualityCheck" q ON q."stationId" = m."id" AND q."at" > ${instantAt(now.getTime() - hour)}
    WHERE m."kind" = 'STATION' AND m."status" = 'ACTIVE'`
  return checks || null
}
