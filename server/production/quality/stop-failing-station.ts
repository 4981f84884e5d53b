import { machineFaults } from '../../../core/production/quality-policy.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { lockedState, markStopped } from '../stop-station.ts'
import { currentPolicy } from './current-policy.ts'

/** Why quality control stops a station. */
const qualityStop = 'QUALITY_RATE'

/**
 * Stops a station of whose last cards too few were good. What was found before somebody let it go on counts no more. Of its own
 * transaction: the check itself stays, whatever becomes of this.
 */
export async function stopFailingStation(app: App, actor: Actor, stationId: string): Promise<void> {
  await app.db.$transaction(async (tx) => {
    const known = await lockedState(tx, stationId)
    const { rateWindow, rateLeast, leastRate } = await currentPolicy(tx)
    const [{ checked, good }] = await tx.$queryRaw<[{ checked: number; good: number }]>`
      SELECT count(*)::int AS "checked", count(*) FILTER (WHERE "verdict" = 'PASS')::int AS "good" FROM (
        SELECT q."verdict" FROM "QualityCheck" q
        WHERE q."stationId" = ${stationId}::uuid AND q."at" > ${known?.resumedAt ?? new Date(0)}
          AND (q."verdict" = 'PASS' OR (q."verdict" = 'FAIL' AND q."failClass" = ANY(${[...machineFaults]})))
        ORDER BY q."seq" DESC LIMIT ${rateWindow}
      ) latest`
    if (checked < rateLeast || good >= checked * leastRate) return
    const stop = { stationId, by: actor.id ?? actor.kind, reason: qualityStop, details: { checked, good } }
    await markStopped(tx, app, { ...stop, actor })
  })
}
