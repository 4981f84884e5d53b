import { DomainError } from '../../../core/errors.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import { NotFound } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'
import { lockedState, markStopped } from '../stop-station.ts'
import { officerIdOf } from '../stock/write-minutes.ts'

/** Why an officer stops a station: what its tile says. */
const officerStop = 'OFFICER'

/** The station works already. */
export class StationNotStopped extends DomainError<'STATION_NOT_STOPPED'> {
  constructor() {
    super('STATION_NOT_STOPPED', {
      vi: 'Trạm in này không bị dừng.',
      en: 'This station is not stopped.',
    })
  }
}

/** Whoever lets a stopped station go on says what was done. */
export class ResumeUnexplained extends DomainError<'RESUME_UNEXPLAINED'> {
  constructor() {
    super('RESUME_UNEXPLAINED', {
      vi: 'Hãy ghi đã kiểm tra, khắc phục gì trước khi cho chạy lại: từ 10 đến 500 ký tự.',
      en: 'Say what was looked at and put right before the station goes on: 10 to 500 characters.',
    })
  }
}

export type StationSteering = { readonly stationId: string } & (
  | { readonly step: 'halt' }
  | { readonly step: 'resume'; readonly reason: string }
)

/**
 * An officer stops a station, or lets a stopped one go on. What quality control, the station's own brake or somebody else has stopped is
 * let go on by the supervisor; the cards looked at before count no more.
 */
export async function steerStation(app: App, actor: Actor, input: StationSteering): Promise<void> {
  demand(actor, 'station.steer')
  const officerId = officerIdOf(actor)
  const stationId = recordId(input.stationId, 'station')
  const at = app.clock()
  await app.db.$transaction(async (tx) => {
    const known = await lockedState(tx, stationId)
    if ((await tx.machine.count({ where: { id: stationId, kind: 'STATION' } })) === 0)
      throw new NotFound('station')
    if (input.step === 'halt') {
      await markStopped(tx, app, { stationId, actor, by: officerId, reason: officerStop, details: {} })
      return
    }
    const reason = input.reason.trim()
    if (reason.length < 10 || reason.length > 500) throw new ResumeUnexplained()
    if (!known?.stoppedAt) throw new StationNotStopped()
    if (known.stoppedBy !== officerId || known.stopReason !== officerStop) demand(actor, 'batch.steer')
    await tx.stationState.update({
      where: { stationId },
      data: {
        // Until it tells of itself again.
        state: 'IDLE',
        reason: null,
        stoppedAt: null,
        stoppedBy: null,
        stopReason: null,
        resumedAt: instantAt(at),
        resumedBy: officerId,
        resumeReason: reason,
      },
    })
    await audit(tx, {
      actor,
      at,
      action: 'station.resume',
      subjectKind: 'station',
      subjectId: stationId,
      details: { stoppedFor: known.stopReason },
    })
  })
}
