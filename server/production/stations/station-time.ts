import type { Transaction } from '../../kernel/db.ts'

export interface StationMoment {
  readonly stationId: string
  readonly state: string
  readonly reason: string | null
  readonly at: Date
}

/**
 * Ends what the station did until now and begins what it does, where that is something else or another shift. The caller holds the
 * station's state.
 */
export async function keepStationTime(
  tx: Transaction,
  { stationId, state, reason, at }: StationMoment,
): Promise<void> {
  const [running, shift] = await Promise.all([
    tx.stationTime.findFirst({ where: { stationId, until: null }, orderBy: { since: 'desc' } }),
    tx.shift.findFirst({
      where: { stationId, status: { in: ['OPEN', 'COUNTED'] } },
      select: { id: true, openedAt: true },
    }),
  ])
  const shiftId = shift?.id ?? null
  const isSame = running?.state === state && running.reason === reason
  if (isSame && running.shiftId === shiftId) return
  // A shift that was opened between two reports has the station's time from its first moment.
  const since = isSame && shift && shift.openedAt > running.since ? shift.openedAt : at
  await tx.stationTime.updateMany({ where: { stationId, until: null }, data: { until: since } })
  await tx.stationTime.create({ data: { stationId, shiftId, state, reason, since } })
  if (!isSame) await tx.stationState.update({ where: { stationId }, data: { since: at } })
}
