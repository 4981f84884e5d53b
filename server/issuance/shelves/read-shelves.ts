import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { storesOf } from '../../production/stock/stores.ts'

export interface ShelfRow {
  readonly centreCode: string
  readonly shelf: string
  readonly slots: number
  readonly taken: number
}

export interface PlaceOfCollection {
  readonly code: string
  readonly name: string
  readonly waiting: number
  /** Cards for which there was no slot. */
  readonly unshelved: number
  readonly shelves: readonly ShelfRow[]
}

const mostPlaces = 50

/** The places of collection that an officer's role reaches, by code, with their shelves; fifty at most. */
export async function readShelves(app: App, actor: Actor): Promise<readonly PlaceOfCollection[]> {
  const stores = await storesOf(app, actor, 'shelf.count')
  const centres = await app.db.centre.findMany({
    where: { pickup: true, ...(stores && { code: { in: [...stores] } }) },
    select: { code: true, name: true },
    orderBy: { code: 'asc' },
    take: mostPlaces,
  })
  const codes = centres.map(({ code }) => code)
  const [shelves, waiting] = await Promise.all([
    app.db.$queryRaw<ShelfRow[]>`
      SELECT "centreCode", "shelf", count(*)::int AS "slots", count("cardId")::int AS "taken" FROM "ShelfSlot"
      WHERE "centreCode" = ANY(${codes}) GROUP BY 1, 2 ORDER BY 1, length("shelf"), 2`,
    app.db.$queryRaw<{ code: string; waiting: number; unshelved: number }[]>`
      SELECT c."centreCode" AS code, count(*)::int AS waiting, count(*) FILTER (WHERE s."id" IS NULL)::int AS unshelved
      FROM "Card" c LEFT JOIN "ShelfSlot" s ON s."cardId" = c."id"
      WHERE c."centreCode" = ANY(${codes}) AND c."status" = 'AT_UNIT' GROUP BY 1`,
  ])
  return centres.map(({ code, name }) => {
    const counted = waiting.find((row) => row.code === code)
    return {
      code,
      name,
      waiting: counted?.waiting ?? 0,
      unshelved: counted?.unshelved ?? 0,
      shelves: shelves.filter(({ centreCode }) => centreCode === code),
    }
  })
}
