import { blankCardLifecycle } from '../../../core/lifecycle/blank-card.ts'
import type { EventsOf } from '../../../core/lifecycle/machine.ts'
import { Prisma } from '../../../prisma/client/client.ts'
import type { Actor } from '../../kernel/actor.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { lawOf } from '../../kernel/move-many.ts'

type BlankEvent = EventsOf<typeof blankCardLifecycle>

/** Where blanks are after a move; what is not given stays. */
interface BlankPlace {
  readonly storeCode?: string
  readonly stationId?: string | null
  readonly shiftId?: string | null
  readonly transferId?: string | null
}

export interface BlankMove {
  readonly event: BlankEvent
  readonly actor: Actor
  readonly at: number
  readonly reason?: string
  readonly place?: BlankPlace
}

/** What moved; the serials are null where nothing did. */
export interface MovedBlanks {
  readonly count: number
  readonly first: string | null
  readonly last: string | null
}

function placing({ storeCode, stationId, shiftId, transferId }: BlankPlace): Prisma.Sql {
  const columns = [
    storeCode === undefined ? null : Prisma.sql`, "storeCode" = ${storeCode}`,
    stationId === undefined ? null : Prisma.sql`, "stationId" = ${stationId}::uuid`,
    shiftId === undefined ? null : Prisma.sql`, "shiftId" = ${shiftId}::uuid`,
    transferId === undefined ? null : Prisma.sql`, "transferId" = ${transferId}::uuid`,
  ].filter((column) => column !== null)
  return columns.length === 0 ? Prisma.empty : Prisma.join(columns, '')
}

/**
 * The lifecycle's event for many blanks in one statement, each with its history: a shift takes thousands. `chosen` selects "serial" and
 * "status" of "BlankCard" and locks what it selects; rows in a state that does not know the event stay as they are, and the caller
 * compares the count with what it meant.
 */
export async function moveBlanks(
  tx: Transaction,
  chosen: Prisma.Sql,
  { event, actor, at, reason, place = {} }: BlankMove,
): Promise<MovedBlanks> {
  const { from, to } = lawOf(blankCardLifecycle, event)
  const [moved] = await tx.$queryRaw<[MovedBlanks]>`
    WITH chosen AS (${chosen}), moved AS (
      UPDATE "BlankCard" b SET "status" = ${to}, "version" = b."version" + 1${placing(place)}
      FROM chosen WHERE b."serial" = chosen."serial" AND chosen."status" = ANY(${[...from]})
      RETURNING b."serial", b."version", chosen."status" AS "was"
    ), history AS (
      INSERT INTO "Transition"
        ("record", "recordId", "version", "event", "fromState", "toState", "at", "actorKind", "actorId", "reason")
      SELECT ${blankCardLifecycle.name}, "serial", "version", ${event}, "was", ${to}, ${instantAt(at)}, ${actor.kind}, ${actor.id},
        ${reason ?? null}
      FROM moved
    )
    SELECT count(*)::int AS "count", min("serial") AS "first", max("serial") AS "last" FROM moved`
  return moved
}

/** Selects blanks by their serials, for {@link moveBlanks}. Always locked in the order of serials, so that two never wait for each other. */
export function theseBlanks(serials: readonly string[]): Prisma.Sql {
  return Prisma.sql`SELECT "serial", "status" FROM "BlankCard" WHERE "serial" = ANY(${[...serials]})
    ORDER BY "serial" FOR UPDATE`
}
