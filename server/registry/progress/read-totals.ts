import type { CalendarDate } from '../../../core/dates/calendar-date.ts'
import type { FormKind } from '../../../core/forms/definition.ts'
import {
  counters,
  type Counts,
  countsOfReport,
  type ReportedCounts,
  statesCounted,
} from '../../../core/progress/counters.ts'
import { rollUp, type UnitReport, type UnitTotals } from '../../../core/progress/roll-up.ts'
import { nation, type UnitPlaces } from '../../../core/progress/unit-places.ts'
import type { App } from '../../kernel/app.ts'
import { unitsNow } from '../../kernel/units.ts'
import { codesBelow } from './places.ts'

export interface TotalsQuestion {
  /** A unit of the day of `places`, or the nation. */
  readonly root: string
  readonly places: UnitPlaces
  readonly kind: FormKind
  /** Whose targets count. */
  readonly campaignId: string | null
}

/** Totals of a unit and of every unit below it, from the tally: forms as they stand now, reports not after the day. */
export async function readTotals(
  app: App,
  { root, places, kind, campaignId }: TotalsQuestion,
): Promise<ReadonlyMap<string, UnitTotals>> {
  const codes = root === nation ? null : await codesPlacedBelow(app, places, root)
  const [forms, reports, targets] = await Promise.all([
    readForms(app, kind, codes),
    readReports(app, kind, { codes, on: places.on }),
    campaignId ? readTargets(app, { campaignId, kind, codes }) : new Map<string, number>(),
  ])
  return rollUp({ forms, reports, targets }, places, root)
}

/** Codes of all days whose counts belong to a unit or below it. */
async function codesPlacedBelow(app: App, places: UnitPlaces, root: string): Promise<string[]> {
  const { tree } = await unitsNow(app)
  const below = codesBelow(places, root)
  return [...tree.records.keys()].filter((code) => below.has(places.placeOf(code)))
}

const tallyQuery = `
  SELECT "unitCode", ${counters
    .map((name, i) => `coalesce(sum("count") FILTER (WHERE "status" = ANY($${i + 3})), 0)::int AS "${name}"`)
    .join(', ')}
  FROM "FormTallyNow"
  WHERE "formKind" = $1 AND ($2::text[] IS NULL OR "unitCode" = ANY($2))
  GROUP BY 1`
const statesOfColumns = counters.map(statesCounted)

async function readForms(
  { pool }: App,
  kind: FormKind,
  codes: readonly string[] | null,
): Promise<ReadonlyMap<string, Counts>> {
  const { rows } = await pool.query<Counts & { unitCode: string }>(tallyQuery, [
    kind,
    codes,
    ...statesOfColumns,
  ])
  return new Map(rows.map(({ unitCode, ...counts }) => [unitCode, counts]))
}

async function readReports(
  { pool }: App,
  kind: FormKind,
  { codes, on }: { readonly codes: readonly string[] | null; readonly on: CalendarDate },
): Promise<ReadonlyMap<string, UnitReport>> {
  const { rows } = await pool.query<ReportedCounts & { unitCode: string; on: CalendarDate }>(
    `SELECT DISTINCT ON ("unitCode") "unitCode", "on"::text, "issued", "returned", "checked", "scanned", "loaded"
     FROM "ReportedTally"
     WHERE "formKind" = $1 AND "on" <= $2::date AND ($3::text[] IS NULL OR "unitCode" = ANY($3))
     ORDER BY "unitCode", "on" DESC`,
    [kind, on, codes],
  )
  return new Map(rows.map((row) => [row.unitCode, { on: row.on, counts: countsOfReport(row) }]))
}

async function readTargets(
  { pool }: App,
  of: { readonly campaignId: string; readonly kind: FormKind; readonly codes: readonly string[] | null },
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await pool.query<{ unitCode: string; target: number }>(
    `SELECT "unitCode", "target" FROM "CampaignTarget"
     WHERE "campaignId" = $1 AND "formKind" = $2 AND ($3::text[] IS NULL OR "unitCode" = ANY($3))`,
    [of.campaignId, of.kind, of.codes],
  )
  return new Map(rows.map(({ unitCode, target }) => [unitCode, target]))
}
