import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { reachOf } from '../../kernel/authorise.ts'
import { unitsNow } from '../../kernel/units.ts'

/** Somebody whose locality did not have all items of DC01. */
export interface PersonToTopUp {
  readonly residentId: string
  readonly name: string
  readonly unitCode: string
  /** Ids of items of DC01. */
  readonly missing: readonly string[]
}

export interface MissingQuery {
  /** A unit and all below it; the officer's whole reach where it is not given. */
  readonly unitCode?: string | null | undefined
  /** Id of an item of DC01. */
  readonly item?: string | null | undefined
  /** `next` of the page before. */
  readonly after?: string | null | undefined
}

const pageSize = 50
const cursorShape = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/

/** People to top up, 50 at a time in the order of their records; an item that has been corrected since is not asked for. */
export async function missingItems(
  app: App,
  actor: Actor,
  { unitCode, item, after }: MissingQuery,
): Promise<{ readonly people: readonly PersonToTopUp[]; readonly next: string | null }> {
  const reach = await reachOf(app, actor, 'import.read')
  const units = await unitsNow(app)
  const codes = unitCode ? units.within([unitCode]).filter((code) => reach?.includes(code) ?? true) : reach
  const begin = after && cursorShape.test(after) ? after : '00000000-0000-0000-0000-000000000000'
  const people = await app.db.$queryRaw<PersonToTopUp[]>`
    SELECT i."residentId", r."name", i."livesIn" AS "unitCode", i."missing"
    FROM "ImportedRow" i JOIN "Resident" r ON r."id" = i."residentId"
    WHERE i."missing" <> '{}' AND i."residentId" > ${begin}::uuid
      AND (${codes === null} OR i."livesIn" = ANY(${codes === null ? [] : [...codes]}))
      AND (${item ?? null}::text IS NULL OR ${item ?? null} = ANY(i."missing"))
    ORDER BY i."residentId" LIMIT ${pageSize + 1}`
  const page = people.slice(0, pageSize)
  return { people: page, next: people.length > pageSize ? (page.at(-1)?.residentId ?? null) : null }
}
