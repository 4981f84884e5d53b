import { calendarDateAt, parseCalendarDate } from '../../../../core/dates/calendar-date.ts'
import type { Actor } from '../../../kernel/actor.ts'
import type { App } from '../../../kernel/app.ts'
import { authoriseArea, codesBelow, placesOn } from '../places.ts'

/** What a collector has to do in an area. */
export interface CollectorLoad {
  readonly officerId: string
  readonly officer: string
  readonly hamlets: number
  /** A hamlet with several collectors is shared among them in equal parts. */
  readonly households: number
}

const mostCollectors = 500

/** Collectors of an area on a day, the one with most households first. */
export async function collectorLoads(
  app: App,
  actor: Actor,
  { unitCode, on }: { readonly unitCode: string; readonly on?: string | null | undefined },
): Promise<readonly CollectorLoad[]> {
  const places = await placesOn(app)
  const root = await authoriseArea(app, actor, 'progress.read', { unitCode, places })
  const day = on ? parseCalendarDate(on) : calendarDateAt(app.clock())
  const { rows } = await app.pool.query<CollectorLoad>(
    `WITH held AS (
       SELECT a."officerId", a."unitCode", a."hamlet", count(*) OVER (PARTITION BY a."unitCode", a."hamlet") AS together
       FROM "CollectorAssignment" a
       WHERE a."unitCode" = ANY($1) AND a."validFrom" <= $2::date AND (a."validTo" IS NULL OR a."validTo" > $2::date)
     )
     SELECT held."officerId", o."name" AS officer, count(*)::int AS hamlets,
       round(sum(h."households"::numeric / held.together))::int AS households
     FROM held
     JOIN "Hamlet" h ON h."unitCode" = held."unitCode" AND h."name" = held."hamlet"
     JOIN "Officer" o ON o."id" = held."officerId"
     GROUP BY 1, 2 ORDER BY households DESC, held."officerId" LIMIT $3`,
    [[...codesBelow(places, root)], day, mostCollectors],
  )
  return rows
}
