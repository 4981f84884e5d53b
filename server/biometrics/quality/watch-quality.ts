import { calendarDateAt } from '../../../core/dates/calendar-date.ts'
import type { App } from '../../kernel/app.ts'
import { dateOf } from '../../kernel/clock.ts'

/** A week is held against the four weeks before it. */
const weekDays = 7
const monthDays = 28
/** Fewer say more about the people who came than about the desk: two desks' mornings, and a week of one desk. */
const fewestNow = 50
const fewestBefore = 200
/** Points of quality: less than that costs no recognition that could be measured. */
const leastDrop = 5
/** Standard errors of a week's mean, from how the daily means scattered before: chance does that once in 700 weeks. */
const leastSigmas = 3

/**
 * Job, every morning: raises an alarm for each operator, device and centre whose mean quality of the last seven full days
 * fell under that of the four weeks before. Not again while one is open, nor within a week of the last. Answers how many.
 */
export async function watchQuality(app: App): Promise<number> {
  const today = dateOf(calendarDateAt(app.clock()))
  return app.db.$executeRaw`
    WITH daily AS (
      SELECT "subjectKind", "subjectId", t."centreCode", t."kind", t."day", t."day" >= ${today}::date - ${weekDays}::int AS now,
        sum(t."qualitySum")::float8 AS total, sum(t."measured")::float8 AS measured
      FROM "CaptureTally" t
      CROSS JOIN LATERAL (VALUES
        ('OPERATOR', t."operatorId"::text), ('DEVICE', t."device"), ('CENTRE', t."centreCode")
      ) AS subject ("subjectKind", "subjectId")
      WHERE t."day" >= ${today}::date - ${weekDays + monthDays}::int AND t."day" < ${today}::date AND "subjectId" <> ''
      GROUP BY 1, 2, 3, 4, 5 HAVING sum(t."measured") > 0
    ), compared AS (
      SELECT "subjectKind", "subjectId", "centreCode", "kind",
        sum(total) FILTER (WHERE NOT now) / sum(measured) FILTER (WHERE NOT now) AS before,
        sum(total) FILTER (WHERE now) / sum(measured) FILTER (WHERE now) AS after,
        sum(measured) FILTER (WHERE NOT now) AS "samplesBefore", sum(measured) FILTER (WHERE now) AS samples,
        coalesce(stddev_samp(total / measured) FILTER (WHERE NOT now), 0)
          / sqrt(greatest(1, count(*) FILTER (WHERE now))) AS error
      FROM daily GROUP BY 1, 2, 3, 4
    )
    INSERT INTO "QualityAlarm"
      ("id", "subjectKind", "subjectId", "centreCode", "kind", "raisedOn", "before", "now", "samples")
    SELECT uuidv7(), "subjectKind", "subjectId", "centreCode", "kind", ${today}::date, before, after, samples
    FROM compared c
    WHERE "samplesBefore" >= ${fewestBefore}::int AND samples >= ${fewestNow}::int
      AND before - after >= greatest(${leastDrop}::float8, ${leastSigmas}::float8 * error)
      AND NOT EXISTS (
        SELECT FROM "QualityAlarm" a
        WHERE (a."subjectKind", a."subjectId", a."centreCode", a."kind")
            = (c."subjectKind", c."subjectId", c."centreCode", c."kind")
          AND (a."acknowledgedAt" IS NULL OR a."raisedOn" > ${today}::date - ${weekDays}::int)
      )
    ON CONFLICT DO NOTHING`
}
