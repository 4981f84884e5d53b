import type { StationStop } from '../../core/contracts/print-job.ts'
import { DomainError } from '../../core/errors.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { audit } from '../kernel/audit.ts'
import { demand } from '../kernel/authorise.ts'
import { instantAt } from '../kernel/clock.ts'
import type { Transaction } from '../kernel/db.ts'
import { type Station, stationOf } from './print-job-row.ts'

/** By its own brake, by quality control, or by an officer. */
export class StationStopped extends DomainError<'STATION_STOPPED'> {
  constructor(reason: string) {
    super(
      'STATION_STOPPED',
      {
        vi: 'Trạm in đang bị dừng vì làm hỏng nhiều thẻ, hoặc do cán bộ cho dừng. Hãy kiểm tra máy in và đầu ghi chip; trưởng xưởng sản xuất cho chạy lại.',
        en: 'The station is stopped because it spoiled too many cards, or by an officer. Check the printer and the chip encoder; the production supervisor lets it go on.',
      },
      { reason },
    )
  }
}

/** The station has spoiled so many cards in a row that it takes no more: told again it changes nothing. */
export async function stopStation(app: App, actor: Actor, stop: StationStop): Promise<void> {
  demand(actor, 'print-job.work')
  const { id: stationId } = stationOf(actor)
  const { reason } = stop
  await app.db.$transaction(async (tx) => {
    await lockedState(tx, stationId)
    await markStopped(tx, app, { stationId, actor, by: stationId, reason, details: { ...stop } })
  })
}

/** What a station told of itself last; nobody else stops it, or lets it go on, until the transaction ends. */
export async function lockedState(tx: Transaction, stationId: string) {
  await tx.$queryRaw`SELECT 1 FROM "Machine" WHERE "id" = ${stationId}::uuid FOR NO KEY UPDATE`
  return tx.stationState.findUnique({ where: { stationId } })
}

interface Stopping {
  readonly stationId: string
  readonly actor: Actor
  /** Whose decision it is: the station's, or an officer's id. */
  readonly by: string
  /** A code. */
  readonly reason: string
  readonly details: Readonly<Record<string, string | number>>
}

/** The station gets no jobs from now on; one that is stopped already stays so for its first reason. Its state is locked. */
export async function markStopped(tx: Transaction, app: App, stopping: Stopping): Promise<void> {
  const { stationId, actor, by, reason, details } = stopping
  const at = app.clock()
  const known = await tx.stationState.findUnique({ where: { stationId } })
  if (known?.stoppedAt) return
  const stopped = {
    state: 'STOPPED',
    reason,
    stoppedAt: instantAt(at),
    stoppedBy: by,
    stopReason: reason,
  }
  await tx.stationState.upsert({
    where: { stationId },
    create: { stationId, at: instantAt(at), printer: {}, ...stopped },
    update: stopped,
  })
  await audit(tx, {
    actor,
    at,
    action: 'station.stop',
    subjectKind: 'station',
    subjectId: stationId,
    details: { reason, ...details },
  })
}

/** Throws StationStopped. */
export async function demandRunning(tx: Transaction, { id: stationId }: Station): Promise<void> {
  const state = await tx.stationState.findUnique({ where: { stationId } })
  if (state?.stoppedAt) throw new StationStopped(state.stopReason ?? '')
}
