import { parseCalendarDate, calendarDateAt, type CalendarDate } from '../../../../core/dates/calendar-date.ts'
import type { Actor } from '../../../kernel/actor.ts'
import type { App } from '../../../kernel/app.ts'
import { dateOf } from '../../../kernel/clock.ts'
import { requireCampaign } from '../form-progress.ts'
import { authoriseArea, codesBelow, placesOn } from '../places.ts'

export interface DayOfReports {
  readonly campaignId: string
  /** Null is the nation. */
  readonly unitCode?: string | null | undefined
  /** yyyy-MM-dd; today where left out. */
  readonly on?: string | null | undefined
}

/** Who reports in an area on a day. */
export interface ExpectedReports {
  readonly on: CalendarDate
  /** All units of the area. */
  readonly codes: readonly string[]
  /** Communes with a target in the campaign; all communes where it has none. */
  readonly expected: readonly string[]
}

/** The units of an area that are to report, within the actor's reach. */
export async function expectedReports(
  app: App,
  actor: Actor,
  { campaignId, unitCode = null, on }: DayOfReports,
): Promise<ExpectedReports> {
  const places = await placesOn(app, on)
  const root = await authoriseArea(app, actor, 'progress.read', { unitCode, places })
  await requireCampaign(app, campaignId)
  const codes = [...codesBelow(places, root)]
  const targets = await app.db.campaignTarget.findMany({
    where: { campaignId },
    distinct: ['unitCode'],
    select: { unitCode: true },
  })
  const withTarget = new Set(targets.map((target) => places.placeOf(target.unitCode)))
  const communes = codes.filter((code) => places.childrenOf(code).length === 0)
  const expected = withTarget.size > 0 ? communes.filter((code) => withTarget.has(code)) : communes
  return {
    on: on ? parseCalendarDate(on) : calendarDateAt(app.clock()),
    codes,
    expected: expected.toSorted(),
  }
}

/** Units among these that have reported on the day. */
export async function reportedUnits(
  { pool }: App,
  {
    campaignId,
    on,
    codes,
  }: { readonly campaignId: string; readonly on: CalendarDate; readonly codes: readonly string[] },
): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ unitCode: string }>(
    'SELECT "unitCode" FROM "DailyReport" WHERE "campaignId" = $1 AND "on" = $2 AND "unitCode" = ANY($3)',
    [campaignId, dateOf(on), codes],
  )
  return new Set(rows.map(({ unitCode }) => unitCode))
}
