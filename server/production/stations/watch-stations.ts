import { stationSilenceMs } from '../../../core/contracts/station-state.ts'
import { silent } from '../../../core/production/station-reasons.ts'
import type { App } from '../../kernel/app.ts'
import { instantAt } from '../../kernel/clock.ts'
import { keepStationTime } from './station-time.ts'

/** Job: a station that is not heard of any more is off since it was heard of last. */
export async function watchStations(app: App): Promise<number> {
  const limit = instantAt(app.clock() - stationSilenceMs)
  return app.db.$transaction(async (tx) => {
    const gone = await tx.$queryRaw<{ stationId: string; at: Date }[]>`
      SELECT "stationId", "at" FROM "StationState" WHERE "at" < ${limit} AND NOT ("state" = 'OFF' AND "reason" IS NOT NULL)
      ORDER BY "stationId" FOR UPDATE SKIP LOCKED`
    for (const { stationId, at } of gone) {
      await tx.stationState.update({ where: { stationId }, data: { state: 'OFF', reason: silent } })
      await keepStationTime(tx, { stationId, state: 'OFF', reason: silent, at })
    }
    return gone.length
  })
}
