import { DomainError } from '../../core/errors.ts'
import { Prisma } from '../../prisma/client/client.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { audit } from '../kernel/audit.ts'
import { NotFound } from '../kernel/errors.ts'
import { moveBlanks } from './stock/move-blanks.ts'
import { recordMovement } from './stock/record-movement.ts'
import { requireOpenShift } from './stock/shifts/open-shift-of.ts'
import { lockStation, openStationStore } from './stock/stores.ts'

/** The store has fewer blanks than asked for. */
export class StockTooSmall extends DomainError<'STOCK_TOO_SMALL'> {
  constructor(available: number) {
    super(
      'STOCK_TOO_SMALL',
      { vi: 'Kho không đủ phôi thẻ.', en: 'The store has not enough blank cards.' },
      { available },
    )
  }
}

/** Not a number of blanks. */
export class IllegalBlankCount extends DomainError<'ILLEGAL_BLANK_COUNT'> {
  constructor() {
    super('ILLEGAL_BLANK_COUNT', {
      vi: 'Số phôi phải lớn hơn 0.',
      en: 'The number of blanks must be above 0.',
    })
  }
}

/** Gives the lowest blanks of the station's store to the station and its open shift; answers the first and last serial. */
export async function issueBlanks(
  app: App,
  actor: Actor,
  input: { readonly stationId: string; readonly count: number },
): Promise<{ readonly first: string; readonly last: string; readonly count: number }> {
  const { stationId, store } = await openStationStore(app, actor, { ...input, action: 'stock.issue' })
  const { count } = input
  if (!Number.isInteger(count) || count < 1) throw new IllegalBlankCount()
  const at = app.clock()
  return app.db.$transaction(async (tx) => {
    await lockStation(tx, stationId)
    const working = await tx.machine.count({ where: { id: stationId, status: 'ACTIVE' } })
    if (working === 0) throw new NotFound('station')
    const shiftId = await requireOpenShift(tx, app, stationId)
    const lowest = Prisma.sql`SELECT "serial", "status" FROM "BlankCard"
      WHERE "status" = 'IN_STORE' AND "storeCode" = ${store.code}
      ORDER BY "serial" LIMIT ${count} FOR UPDATE SKIP LOCKED`
    const moved = await moveBlanks(tx, lowest, { event: 'issue', actor, at, place: { stationId, shiftId } })
    if (moved.count < count) throw new StockTooSmall(moved.count)
    await recordMovement(tx, { kind: 'ISSUED', stationId, shiftId, moved, actor, at })
    await audit(tx, {
      actor,
      at,
      action: 'stock.issue',
      subjectKind: 'station',
      subjectId: stationId,
      details: { count },
    })
    return { first: moved.first ?? '', last: moved.last ?? '', count: moved.count }
  })
}
