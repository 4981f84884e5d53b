import { pathOf, unitAt, fullUnitName } from '../../../core/citizen/administrative-units.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { authorise } from '../../kernel/authorise.ts'
import { unitsNow } from '../../kernel/units.ts'

/** How many people are where they are registered, and how many are not. */
export interface ResidenceCounts {
  readonly unitCode: string
  readonly unitName: string
  /** Registered here, by their running addresses. */
  readonly permanent: number
  readonly temporary: number
  readonly declaredAbsent: number
  readonly absent: number
  readonly whereaboutsUnknown: number
}

interface Row {
  readonly code: string
  /** Of an address its kind, of a status the status. */
  readonly what: string
  readonly count: number
}

/** A unit and each unit right below it, counted from the periods in force in two grouped questions. */
export async function residenceCounts(
  app: App,
  actor: Actor,
  { unitCode }: { readonly unitCode: string },
): Promise<{ readonly whole: ResidenceCounts; readonly parts: readonly ResidenceCounts[] }> {
  await authorise(app, actor, 'progress.read', unitCode)
  const { tree, today, within } = await unitsNow(app)
  const codes = [...within([unitCode])]
  const rows = await app.db.$queryRaw<Row[]>`
    WITH units AS (SELECT id, code FROM "AdministrativeUnit" WHERE code = ANY(${codes}))
    SELECT u.code, a."kind" AS what, count(*)::int AS count
    FROM units u JOIN "Address" a ON a."unitId" = u.id AND a."validTo" IS NULL AND a."kind" <> 'CURRENT'
    GROUP BY 1, 2
    UNION ALL
    SELECT u.code, s."status", count(*)::int
    FROM units u JOIN "ResidenceStatus" s ON s."unitId" = u.id AND s."validTo" IS NULL
      AND s."status" IN ('DECLARED_ABSENT', 'ABSENT', 'WHEREABOUTS_UNKNOWN')
    GROUP BY 1, 2`
  const nameOf = (code: string) => {
    const unit = unitAt(tree, { code, on: today }) ?? tree.records.get(code)?.at(-1)
    return unit ? fullUnitName(unit) : code
  }
  const partOf = (code: string) => {
    const path = pathOf(tree, { code, on: today }).map((unit) => unit.code)
    return path[path.indexOf(unitCode) - 1] ?? unitCode
  }
  const parts = Map.groupBy(rows, ({ code }) => partOf(code))
  return {
    whole: countsOf(unitCode, nameOf(unitCode), rows),
    parts: [...parts]
      .map(([code, counted]) => countsOf(code, nameOf(code), counted))
      .toSorted((a, b) => (a.unitCode < b.unitCode ? -1 : 1)),
  }
}

function countsOf(unitCode: string, unitName: string, rows: readonly Row[]): ResidenceCounts {
  const sum = (wanted: string) =>
    rows.filter(({ what }) => what === wanted).reduce((total, { count }) => total + count, 0)
  return {
    unitCode,
    unitName,
    permanent: sum('PERMANENT'),
    temporary: sum('TEMPORARY'),
    declaredAbsent: sum('DECLARED_ABSENT'),
    absent: sum('ABSENT'),
    whereaboutsUnknown: sum('WHEREABOUTS_UNKNOWN'),
  }
}
