import { noWork } from '../../../core/production/oee.ts'
import type { App } from '../../kernel/app.ts'
import { instantAt } from '../../kernel/clock.ts'

/** Shifts of so many days say how fast the floor is. */
const measuredDays = 14
/** Less than this of a shift says nothing. */
const leastHours = 1

export interface MeasuredFloor {
  /** Stations that may work: in service, and not stopped. */
  readonly stations: number
  readonly cardsPerHour: number
  readonly spoiledShare: number
  readonly blanks: number
  /** Null where nobody keeps ribbons. */
  readonly ribbons: number | null
}

/** What the floor has and how fast it was: good cards of an hour in which there was work, over the shifts of the last two weeks. */
export async function measureFloor(app: App): Promise<MeasuredFloor> {
  const since = instantAt(app.clock() - measuredDays * 86_400_000)
  const [[shifts], [stock]] = await Promise.all([
    app.db.$queryRaw<[{ hours: number; good: number; spoiled: number }]>`
      WITH measured AS (
        SELECT "id", "good", "spoiled", extract(epoch FROM "closedAt" - "openedAt") / 3600 AS "hours"
        FROM "Shift" WHERE "closedAt" >= ${since} AND "good" IS NOT NULL
      ), idle AS (
        SELECT t."shiftId", sum(extract(epoch FROM t."until" - t."since")) / 3600 AS "hours"
        FROM measured s JOIN "StationTime" t ON t."shiftId" = s."id"
        WHERE t."state" = 'IDLE' AND t."reason" = ${noWork} AND t."until" IS NOT NULL GROUP BY 1
      )
      SELECT coalesce(sum(greatest(s."hours" - coalesce(i."hours", 0), 0)), 0)::float AS "hours",
        coalesce(sum(s."good"), 0)::int AS "good", coalesce(sum(s."spoiled"), 0)::int AS "spoiled"
      FROM measured s LEFT JOIN idle i ON i."shiftId" = s."id"`,
    app.db.$queryRaw<[{ stations: number; blanks: number; ribbons: number | null }]>`
      SELECT
        (SELECT count(*)::int FROM "Machine" m LEFT JOIN "StationState" s ON s."stationId" = m."id"
          WHERE m."kind" = 'STATION' AND m."status" = 'ACTIVE' AND s."stoppedAt" IS NULL) AS "stations",
        ((SELECT count(*) FROM "BlankCard" WHERE "status" = 'IN_STORE')
          + (SELECT count(*) FROM "BlankCard" WHERE "status" = 'AT_STATION'))::int AS "blanks",
        (SELECT sum("left")::int FROM "Consumable"
          WHERE "kind" = 'RIBBON' AND "status" IN ('IN_STORE', 'AT_STATION')) AS "ribbons"`,
  ])
  const made = shifts.good + shifts.spoiled
  const isMeasured = shifts.hours >= leastHours && shifts.good > 0
  return {
    ...stock,
    cardsPerHour: isMeasured ? shifts.good / shifts.hours : app.env.floor.cardsPerHour,
    spoiledShare: isMeasured ? shifts.spoiled / made : 0,
  }
}
