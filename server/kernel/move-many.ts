import { type EventsOf, type Lifecycle, nextState, TransitionRefused } from '../../core/lifecycle/machine.ts'
import { Prisma } from '../../prisma/client/client.ts'
import type { Actor } from './actor.ts'
import { instantAt } from './clock.ts'
import type { Transaction } from './db.ts'

/** Records that move by the thousand: a parcel's cards and their files, the cards of a batch. */
const tables = { application: 'Application', card: 'Card', 'print job': 'PrintJob' } as const

export interface MoveMany<Event extends string> {
  readonly event: Event
  readonly actor: Actor
  /** Milliseconds. */
  readonly at: number
  /** A code. */
  readonly reason?: string
  /** Columns that change with the state, each after a comma; the row is named `r`. */
  readonly also?: Prisma.Sql
}

/**
 * The lifecycle's event for many records in one statement, each with its history. All or none: throws {@link TransitionRefused} with the
 * state of one that does not know the event. Rows are locked in the order of their ids, so that two never wait for each other.
 */
export async function moveMany<Name extends keyof typeof tables, T>(
  tx: Transaction,
  machine: Lifecycle<Name, T>,
  ids: readonly string[],
  { event, actor, at, reason, also = Prisma.empty }: MoveMany<EventsOf<Lifecycle<Name, T>>>,
): Promise<void> {
  const table = Prisma.raw(`"${tables[machine.name]}"`)
  const { from, to } = lawOf(machine, event)
  const [{ moved }] = await tx.$queryRaw<[{ moved: number }]>`
    WITH chosen AS (
      SELECT "id", "status" FROM ${table} WHERE "id" = ANY(${[...ids]}::uuid[]) ORDER BY "id" FOR UPDATE
    ), moved AS (
      UPDATE ${table} r SET "status" = ${to}, "version" = r."version" + 1${also}
      FROM chosen WHERE r."id" = chosen."id" AND chosen."status" = ANY(${[...from]})
      RETURNING r."id", r."version", chosen."status" AS "was"
    ), history AS (
      INSERT INTO "Transition"
        ("record", "recordId", "version", "event", "fromState", "toState", "at", "actorKind", "actorId", "reason")
      SELECT ${machine.name}, "id"::text, "version", ${event}, "was", ${to}, ${instantAt(at)}, ${actor.kind}, ${actor.id},
        ${reason ?? null}
      FROM moved
    )
    SELECT count(*)::int AS "moved" FROM moved`
  if (moved === ids.length) return
  const [amiss] = await tx.$queryRaw<{ status: string }[]>`
    SELECT "status" FROM ${table} WHERE "id" = ANY(${[...ids]}::uuid[]) AND "status" <> ${to} LIMIT 1`
  throw new TransitionRefused(machine.name, amiss?.status ?? to, event)
}

/** The states that know an event, and the one state that it leads to. */
export function lawOf<T>(
  machine: Lifecycle<string, T>,
  event: string,
): { readonly from: readonly string[]; readonly to: keyof T & string } {
  const states = Object.keys(machine.table as object)
  const from = states.filter((state) => nextState(machine, state, event) !== undefined)
  const [to, ...others] = new Set(from.map((state) => nextState(machine, state, event)))
  if (to === undefined || others.length > 0) throw new RangeError('many records move to one state at a time')
  return { from, to }
}
