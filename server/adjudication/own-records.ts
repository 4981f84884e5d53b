import type { Transaction } from '../kernel/db.ts'

/** The resident, and every record that was merged into theirs: its number was cancelled in favour of one that they hold. */
export async function ownRecords(tx: Transaction, residentId: string): Promise<readonly string[]> {
  const rows = await tx.$queryRaw<{ residentId: string }[]>`
    WITH RECURSIVE own AS (
      SELECT "number", "residentId" FROM "IdentityNumber" WHERE "residentId" = ${residentId}::uuid
      UNION
      SELECT i."number", i."residentId" FROM own JOIN "IdentityNumber" i ON i."successor" = own."number"
    )
    SELECT DISTINCT "residentId" FROM own`
  return [...new Set([residentId, ...rows.map((row) => row.residentId)])]
}
