import { calendarDateAt } from '../../core/dates/calendar-date.ts'
import type { App } from '../kernel/app.ts'

/**
 * Job, every morning: marks the cases whose deadline has passed, once each, and tells how many there are in how many units.
 * What a mark changes is the order of nobody's work: the list goes by the deadline itself. Answers how many are new.
 */
export async function flagOverdueCases(app: App): Promise<number> {
  const today = calendarDateAt(app.clock())
  const flagged = await app.db.$queryRaw<{ unitCode: string }[]>`
    UPDATE "DuplicateCase" SET "flaggedOn" = ${today}::date
    WHERE "status" NOT IN ('CLOSED', 'VOID') AND "dueOn" < ${today}::date AND "flaggedOn" IS NULL
    RETURNING "unitCode"`
  const units = new Set(flagged.map(({ unitCode }) => unitCode)).size
  if (flagged.length > 0) app.log.warn({ cases: flagged.length, units }, 'duplicate cases are overdue')
  return flagged.length
}
