import type { Transaction } from '../../kernel/db.ts'

/** Full comparisons of so many persons take about a tenth of a second of two cores. */
const mostLikeliest = 500

/**
 * Whom a search looks at first, and fully whatever the first look says: references of the same sex and birth year, then of the
 * years beside it, the newest first. An order, not a limit: everybody else is searched as well.
 */
export async function likeliest(tx: Transaction, referenceId: string): Promise<readonly string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT likely."id" FROM "BiometricReference" b CROSS JOIN LATERAL (
      (SELECT o."id" FROM "BiometricReference" o
        WHERE o."sex" = b."sex" AND o."birthYear" = b."birthYear" AND o."id" <> b."id" AND o."withdrawnAt" IS NULL
        ORDER BY o."id" DESC LIMIT ${mostLikeliest})
      UNION ALL
      (SELECT o."id" FROM "BiometricReference" o
        WHERE o."sex" = b."sex" AND o."birthYear" = b."birthYear" + 1 AND o."withdrawnAt" IS NULL
        ORDER BY o."id" DESC LIMIT ${mostLikeliest})
      UNION ALL
      (SELECT o."id" FROM "BiometricReference" o
        WHERE o."sex" = b."sex" AND o."birthYear" = b."birthYear" - 1 AND o."withdrawnAt" IS NULL
        ORDER BY o."id" DESC LIMIT ${mostLikeliest})
    ) likely
    WHERE b."id" = ${referenceId}::uuid LIMIT ${mostLikeliest}`
  return rows.map(({ id }) => id)
}
