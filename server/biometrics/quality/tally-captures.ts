import { enoughQuality } from '../../../core/biometrics/finger-quality.ts'
import type { App } from '../../kernel/app.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'

/**
 * Counts the captures of a file that were not counted before, by the day of their capture in Việt Nam. A capture that comes in
 * again, or whose stage runs again, changes nothing.
 */
export async function tallyCaptures(
  tx: Transaction,
  app: App,
  { applicationId }: { readonly applicationId: string },
): Promise<void> {
  await tx.$executeRaw`
    WITH fresh AS (
      UPDATE "BiometricSample" SET "talliedAt" = ${instantAt(app.clock())}
      WHERE "applicationId" = ${applicationId}::uuid AND "talliedAt" IS NULL
      RETURNING *
    )
    INSERT INTO "CaptureTally" AS kept
      ("day", "centreCode", "operatorId", "device", "kind",
       "samples", "qualitySum", "measured", "poor", "recaptures", "exceptions")
    SELECT (coalesce(s."capturedAt", a."receivedAt") AT TIME ZONE 'Asia/Ho_Chi_Minh')::date,
      a."centreCode", a."operatorId", coalesce(s."device", ''), s."kind",
      count(*) FILTER (WHERE s."exception" IS NULL), coalesce(sum(s."quality"), 0), count(s."quality"),
      count(*) FILTER (WHERE s."quality" < ${enoughQuality}), coalesce(sum(s."attempts" - 1), 0), count(s."exception")
    FROM fresh s JOIN "Application" a ON a."id" = s."applicationId"
    WHERE a."operatorId" IS NOT NULL AND s."kind" IN ('FINGER', 'FACE')
    GROUP BY 1, 2, 3, 4, 5
    -- Two files of one desk lock their rows in the same order.
    ORDER BY 1, 2, 3, 4, 5
    ON CONFLICT ("day", "centreCode", "operatorId", "device", "kind") DO UPDATE SET
      "samples" = kept."samples" + excluded."samples",
      "qualitySum" = kept."qualitySum" + excluded."qualitySum",
      "measured" = kept."measured" + excluded."measured",
      "poor" = kept."poor" + excluded."poor",
      "recaptures" = kept."recaptures" + excluded."recaptures",
      "exceptions" = kept."exceptions" + excluded."exceptions"`
}
