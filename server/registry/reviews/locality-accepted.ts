import type { Transaction } from '../../kernel/db.ts'

/**
 * The acceptance gate: whether the newest decision that covers a unit, its own or that of a unit above it, lets its forms
 * into the register. A decision covers the units that were below its unit on the day of the decision, mergers followed, so
 * that a commune which joined a district later is not carried by what was decided of the district before.
 */
export async function localityAccepted(
  tx: Transaction,
  { unitCode, formKind }: { readonly unitCode: string; readonly formKind: string },
): Promise<boolean> {
  const [newest] = await tx.$queryRaw<{ decision: string }[]>`
    WITH RECURSIVE ever_above AS (
      SELECT ${unitCode}::text AS code
      UNION
      SELECT upward."code" FROM ever_above e
      CROSS JOIN LATERAL (
        SELECT "parentCode" AS code FROM "AdministrativeUnit" WHERE "code" = e.code AND "parentCode" IS NOT NULL
        UNION ALL
        SELECT "toCode" FROM "UnitSuccession" WHERE "fromCode" = e.code
      ) upward
    ), decided AS (
      SELECT "id", "decision", "decidedAt", "unitCode",
             ("decidedAt" AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS day
      FROM "AcceptanceDecision"
      WHERE "formKind" = ${formKind} AND "unitCode" IN (SELECT code FROM ever_above)
    ), above AS (
      SELECT "id", "unitCode" AS held, day, ${unitCode}::text AS code FROM decided
      UNION
      SELECT a."id", a.held, a.day, upward.code FROM above a
      CROSS JOIN LATERAL (
        SELECT u."parentCode" AS code FROM "AdministrativeUnit" u
        WHERE u."code" = a.code AND u."parentCode" IS NOT NULL
          AND u."validFrom" <= a.day AND (u."validTo" IS NULL OR a.day < u."validTo")
        UNION ALL
        SELECT s."toCode" FROM "UnitSuccession" s
        WHERE s."fromCode" = a.code AND s."on" <= a.day AND NOT EXISTS (
          SELECT 1 FROM "AdministrativeUnit" u
          WHERE u."code" = a.code AND u."validFrom" <= a.day AND (u."validTo" IS NULL OR a.day < u."validTo"))
      ) upward
      WHERE a.code <> a.held
    )
    SELECT d."decision" FROM decided d
    WHERE EXISTS (SELECT 1 FROM above a WHERE a."id" = d."id" AND a.code = d."unitCode")
    ORDER BY d."decidedAt" DESC, d."id" DESC
    LIMIT 1`
  return newest !== undefined && newest.decision !== 'FAILED'
}
