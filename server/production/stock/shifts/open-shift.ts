import { DomainError } from '../../../../core/errors.ts'
import { Prisma } from '../../../../prisma/client/client.ts'
import type { Actor } from '../../../kernel/actor.ts'
import type { App } from '../../../kernel/app.ts'
import { audit } from '../../../kernel/audit.ts'
import { instantAt } from '../../../kernel/clock.ts'
import { NotFound } from '../../../kernel/errors.ts'
import { lockStation, openStationStore } from '../stores.ts'
import { officerIdOf } from '../write-minutes.ts'
import { recordMovement } from '../record-movement.ts'

/** One shift at a station at a time. */
export class ShiftStillOpen extends DomainError<'SHIFT_STILL_OPEN'> {
  constructor() {
    super('SHIFT_STILL_OPEN', {
      vi: 'Ca trước của trạm in này chưa chốt. Hãy kiểm đếm và chốt ca đó trước.',
      en: 'The last shift at this station is not closed. Count and close it first.',
    })
  }
}

/** Opens a shift; blanks that lie at the station are carried over into it. */
export async function openShift(
  app: App,
  actor: Actor,
  input: { readonly stationId: string },
): Promise<{ readonly id: string }> {
  const { stationId } = await openStationStore(app, actor, { ...input, action: 'shift.run' })
  const at = app.clock()
  const openedBy = officerIdOf(actor)
  return app.db.$transaction(async (tx) => {
    await lockStation(tx, stationId)
    const working = await tx.machine.count({ where: { id: stationId, status: 'ACTIVE' } })
    if (working === 0) throw new NotFound('station')
    const open = await tx.shift.count({ where: { stationId, status: { in: ['OPEN', 'COUNTED'] } } })
    if (open > 0) throw new ShiftStillOpen()
    const { id } = await tx.shift.create({
      data: { stationId, openedBy, openedAt: instantAt(at) },
      select: { id: true },
    })
    const [moved] = await tx.$queryRaw<[{ count: number; first: string | null; last: string | null }]>(
      Prisma.sql`WITH carried AS (
        UPDATE "BlankCard" SET "shiftId" = ${id}::uuid
        WHERE "stationId" = ${stationId}::uuid AND "status" = 'AT_STATION' RETURNING "serial")
      SELECT count(*)::int AS "count", min("serial") AS "first", max("serial") AS "last" FROM carried`,
    )
    await recordMovement(tx, { kind: 'CARRIED', stationId, shiftId: id, moved, actor, at })
    await audit(tx, {
      actor,
      at,
      action: 'shift.open',
      subjectKind: 'shift',
      subjectId: id,
      details: { carried: moved.count },
    })
    return { id }
  })
}
