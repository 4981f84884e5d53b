import {
  clockToleranceMs,
  type StationPrinter,
  type StationStateAnswer,
  type StationStateReport,
} from '../../../core/contracts/station-state.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { demand } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { stationOf } from '../print-job-row.ts'
import { keepStationTime } from './station-time.ts'

/** Of a clock that is a lifetime wrong. */
const mostAheadMs = 2_000_000_000

/** What a station tells about itself: the tile on the board, the time it worked or stood still, and what is left of its ribbon. */
export async function reportState(
  app: App,
  actor: Actor,
  report: StationStateReport,
): Promise<StationStateAnswer> {
  demand(actor, 'print-job.work')
  const { id: stationId } = stationOf(actor)
  const at = instantAt(app.clock())
  const ahead = Date.parse(report.clock) - at.getTime()
  const clockAheadMs = Math.max(-mostAheadMs, Math.min(mostAheadMs, ahead))
  await app.db.$transaction(async (tx) => {
    const before = await rowOf(tx, stationId, at)
    const { state, reason, printer } = report
    // What quality control, the brake or an officer has stopped stays so, whatever the station says of itself.
    const isHeld = before.stoppedAt !== null && state !== 'OFF'
    const now = isHeld ? { state: 'STOPPED', reason: before.stopReason } : { state, reason }
    const told = {
      at,
      clockAheadMs,
      ...(printer && { printer }),
      ...(state === 'STOPPED' && !isHeld && reason !== null && { faultReason: reason, faultAt: at }),
    }
    await tx.stationState.update({ where: { stationId }, data: { ...told, ...now } })
    await keepStationTime(tx, { stationId, at, ...now })
    if (printer) await noteRibbon(tx, stationId, printer)
  })
  return { clockAheadMs, clockWrong: Math.abs(clockAheadMs) > clockToleranceMs }
}

/** One report of a station after the other. */
async function rowOf(tx: Transaction, stationId: string, at: Date) {
  await tx.$executeRaw`
    INSERT INTO "StationState" ("stationId", "at", "state", "printer") VALUES (${stationId}::uuid, ${at}, 'OFF', '{}')
    ON CONFLICT ("stationId") DO UPDATE SET "at" = excluded."at"`
  return tx.stationState.findUniqueOrThrow({ where: { stationId } })
}

/** What the printer reads from the ribbon's tag is what is left of the ribbon that the books have at this station. */
async function noteRibbon(tx: Transaction, stationId: string, { ribbon }: StationPrinter): Promise<void> {
  if (!ribbon || ribbon.left === null) return
  const { kind, left } = ribbon
  await tx.$executeRaw`
    UPDATE "Consumable" c SET "left" = ${left}::int
    WHERE c."id" = (
      SELECT "id" FROM "Consumable"
      WHERE "stationId" = ${stationId}::uuid AND "kind" = 'RIBBON' AND "status" = 'AT_STATION' AND lower("model") = lower(${kind})
      ORDER BY "at" DESC, "id" DESC LIMIT 1
    ) AND c."left" <> ${left}::int AND ${left}::int <= c."capacity"`
}
