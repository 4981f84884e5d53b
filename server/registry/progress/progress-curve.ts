import { addDays, type CalendarDate, parseCalendarDate } from '../../../core/dates/calendar-date.ts'
import type { FormKind } from '../../../core/forms/definition.ts'
import type { Counts } from '../../../core/progress/counters.ts'
import { allCounts, noTotals } from '../../../core/progress/roll-up.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { calendarDateOf, dateOf } from '../../kernel/clock.ts'
import { authoriseArea, placesOn } from './places.ts'
import { readTotals } from './read-totals.ts'

export interface CurvePoint {
  readonly on: CalendarDate
  readonly counts: Counts
}

export interface CurveQuestion {
  readonly unitCode?: string | null | undefined
  readonly kind: FormKind
  /** yyyy-MM-dd; 90 days back where left out. */
  readonly from?: string | null | undefined
  readonly to?: string | null | undefined
}

const usualDays = 90
const mostPoints = 1000

/** How a unit went on, day by day: what was kept each evening, and today as it stands. */
export async function progressCurve(
  app: App,
  actor: Actor,
  { unitCode = null, kind, from, to }: CurveQuestion,
): Promise<readonly CurvePoint[]> {
  const places = await placesOn(app)
  const root = await authoriseArea(app, actor, 'progress.read', { unitCode, places })
  const last = to ? parseCalendarDate(to) : places.on
  const first = from ? parseCalendarDate(from) : addDays(last, -usualDays)
  const kept = await app.db.progressSnapshot.findMany({
    where: {
      unitCode: root,
      formKind: kind,
      on: { gte: dateOf(first), lte: dateOf(last), lt: dateOf(places.on) },
    },
    orderBy: { on: 'desc' },
    take: mostPoints,
  })
  const points = kept.toReversed().map(({ unitCode: _code, formKind: _kind, on, ...counts }) => ({
    on: calendarDateOf(on),
    counts,
  }))
  if (places.on < first || last < places.on) return points
  const totals = await readTotals(app, { root, places, kind, campaignId: null })
  return [...points, { on: places.on, counts: allCounts(totals.get(root) ?? noTotals) }]
}
