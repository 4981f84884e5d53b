import { calendarDateAt } from '../../../core/dates/calendar-date.ts'
import type { DeadlineStep } from '../../../core/progress/counters.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { calendarDateOf, dateOf } from '../../kernel/clock.ts'
import { authoriseArea, codesBelow, placesOn } from './places.ts'

/** Units of an area that were behind a step this morning, as one count. */
export interface OverdueCount {
  readonly campaignId: string
  readonly campaign: string
  readonly step: DeadlineStep
  readonly dueOn: string
  readonly units: number
}

/** What a console shows beside "Quá hạn": this morning's alerts of a unit and of those below it. */
export async function overdueAlerts(
  app: App,
  actor: Actor,
  { unitCode }: { readonly unitCode: string | null },
): Promise<readonly OverdueCount[]> {
  const places = await placesOn(app)
  const root = await authoriseArea(app, actor, 'progress.read', { unitCode, places })
  const codes = [...codesBelow(places, root)]
  const on = dateOf(calendarDateAt(app.clock()))
  const rows = await app.db.$queryRaw<(Omit<OverdueCount, 'dueOn'> & { dueOn: Date })[]>`
    SELECT a."campaignId", c."name" AS campaign, a."step", a."dueOn", count(DISTINCT a."unitCode")::int AS units
    FROM "OverdueAlert" a JOIN "CollectionCampaign" c ON c."id" = a."campaignId"
    WHERE a."on" = ${on} AND a."unitCode" = ANY(${codes})
    GROUP BY 1, 2, 3, 4 ORDER BY a."dueOn", a."step"`
  return rows.map((row) => ({ ...row, dueOn: calendarDateOf(row.dueOn) }))
}
