import { calendarDateAt } from '../../../core/dates/calendar-date.ts'
import { cardLifecycle } from '../../../core/lifecycle/card.ts'
import { systemActor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { dateOf } from '../../kernel/clock.ts'
import { moveMany } from '../../kernel/move-many.ts'

const pageSize = 1000

/**
 * Cards whose last day is over become EXPIRED, locked and held ones too, a thousand in one statement with their history. A card that
 * somebody works on at this moment waits for the next night. Answers how many ended.
 */
export async function expireCards(app: App): Promise<number> {
  const today = dateOf(calendarDateAt(app.clock()))
  for (let ended = 0; ;) {
    const moved = await app.db.$transaction(async (tx) => {
      const rows = await tx.$queryRaw<{ id: string }[]>`
        SELECT "id" FROM "Card" WHERE "status" IN ('ACTIVE', 'LOCKED', 'HELD') AND "expiresOn" < ${today}::date
        ORDER BY "expiresOn", "id" LIMIT ${pageSize} FOR UPDATE SKIP LOCKED`
      if (rows.length > 0)
        await moveMany(
          tx,
          cardLifecycle,
          rows.map(({ id }) => id),
          { event: 'expire', actor: systemActor, at: app.clock(), reason: 'LAST_DAY' },
        )
      return rows.length
    })
    ended += moved
    if (moved < pageSize) return ended
  }
}
