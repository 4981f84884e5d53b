import { Prisma } from '../../../prisma/client/client.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { demand } from '../../kernel/authorise.ts'
import { storesOf } from './stores.ts'

export interface StockPlace {
  readonly code: string
  readonly name: string
}

export interface PlacesSought {
  /** Letters of its name, or the beginning of its code. Without it: places that blanks or stations are at already. */
  readonly text: string | null
  /** Blanks may be sent to any store; otherwise only what the officer's role reaches. */
  readonly everywhere: boolean
}

const mostPlaces = 50

/** Stores that an officer of the stock may choose from, by code; fifty at most. */
export async function stockPlaces(
  app: App,
  actor: Actor,
  { text, everywhere }: PlacesSought,
): Promise<readonly StockPlace[]> {
  demand(actor, 'stock.read')
  const stores = everywhere ? null : await storesOf(app, actor, 'stock.read')
  const within = stores === null ? Prisma.empty : Prisma.sql`AND c."code" = ANY(${[...stores]})`
  const wanted = text?.trim() ?? ''
  const sought =
    wanted === ''
      ? Prisma.sql`(EXISTS (SELECT 1 FROM "Machine" m WHERE m."centreCode" = c."code" AND m."kind" = 'STATION')
          OR EXISTS (SELECT 1 FROM "StockLot" l WHERE l."storeCode" = c."code")
          OR EXISTS (SELECT 1 FROM "StockTransfer" t WHERE t."toStore" = c."code"))`
      : Prisma.sql`(strpos(lower(c."name"), lower(${wanted})) > 0 OR starts_with(c."code", ${wanted.toUpperCase()}))`
  return app.db.$queryRaw<StockPlace[]>`
    SELECT c."code", c."name" FROM "Centre" c WHERE ${sought} ${within} ORDER BY c."code" LIMIT ${mostPlaces}`
}
