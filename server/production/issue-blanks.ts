import { DomainError } from '../../core/errors.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { audit } from '../kernel/audit.ts'
import { demand } from '../kernel/authorise.ts'
import { instantAt } from '../kernel/clock.ts'
import { NotFound } from '../kernel/errors.ts'
import { recordId } from '../kernel/record-id.ts'

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

/** Gives the lowest blanks of the store to a production station; answers the first and last serial. */
export async function issueBlanks(
  app: App,
  actor: Actor,
  input: { readonly stationId: string; readonly count: number },
): Promise<{ readonly first: string; readonly last: string; readonly count: number }> {
  demand(actor, 'stock.issue')
  if (!Number.isInteger(input.count) || input.count < 1) throw new IllegalBlankCount()
  const at = app.clock()
  return app.db.$transaction(async (tx) => {
    const station = await tx.machine.findFirst({
      where: { id: recordId(input.stationId, 'station'), kind: 'STATION', status: 'ACTIVE' },
    })
    if (!station) throw new NotFound('station')
    // Set-based, for a shift takes thousands: the lifecycle's `issue` for every row, each with its history.
    const issued = await tx.$queryRaw<{ serial: string }[]>`
      WITH chosen AS (
        SELECT "serial" FROM "BlankCard" WHERE "status" = 'IN_STORE'
        ORDER BY "serial" LIMIT ${input.count} FOR UPDATE SKIP LOCKED
      ), moved AS (
        UPDATE "BlankCard" b SET "status" = 'AT_STATION', "version" = b."version" + 1, "stationId" = ${station.id}::uuid
        FROM chosen WHERE b."serial" = chosen."serial" RETURNING b."serial", b."version"
      ), history AS (
        INSERT INTO "Transition" ("record", "recordId", "version", "event", "fromState", "toState", "at", "actorKind", "actorId")
        SELECT 'blank card', "serial", "version", 'issue', 'IN_STORE', 'AT_STATION', ${instantAt(at)}, ${actor.kind}, ${actor.id}
        FROM moved
      )
      SELECT "serial" FROM moved ORDER BY "serial"`
    if (issued.length < input.count) throw new StockTooSmall(issued.length)
    await audit(tx, {
      actor,
      at,
      action: 'stock.issue',
      subjectKind: 'station',
      subjectId: station.id,
      details: { count: input.count },
    })
    return { first: issued[0]?.serial ?? '', last: issued.at(-1)?.serial ?? '', count: issued.length }
  })
}
