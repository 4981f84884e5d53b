import type { Bilingual } from '../../../core/errors.ts'
import { whereToLook } from '../../../core/production/station-reasons.ts'
import type { Transaction } from '../../kernel/db.ts'

/** A card that nobody can tell of: somebody looks for it. */
export interface UnknownOutcome {
  readonly jobId: string
  readonly stationId: string | null
  readonly blankSerial: string | null
  readonly reason: string | null
  readonly look: Bilingual
  readonly since: Date | null
}

/** On one screen. */
const shown = 50

/** The oldest first. */
export async function readUnknownOutcomes(tx: Transaction): Promise<readonly UnknownOutcome[]> {
  const rows = await tx.$queryRaw<Omit<UnknownOutcome, 'look'>[]>`
    SELECT j."id" AS "jobId", j."stationId", j."blankSerial", j."failureCode" AS "reason", t."at" AS "since"
    FROM "PrintJob" j LEFT JOIN "Transition" t
      ON t."record" = 'print job' AND t."recordId" = j."id"::text AND t."version" = j."version"
    WHERE j."status" = 'OUTCOME_UNKNOWN' ORDER BY j."id" LIMIT ${shown}`
  return rows.map((row) => ({ ...row, look: whereToLook(row.reason) }))
}
