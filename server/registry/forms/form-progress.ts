import { pathOf } from '../../../core/citizen/administrative-units.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { authorise } from '../../kernel/authorise.ts'
import { unitsNow } from '../../kernel/units.ts'

/** Counts of one unit and all below it. */
export interface FormProgress {
  readonly unitCode: string
  readonly issued: number
  readonly returned: number
  readonly checked: number
  readonly scanned: number
  readonly loaded: number
  readonly void: number
}

const beyondCheck = [
  'CHECKED',
  'MATCHED',
  'AUTHENTICATED',
  'COLLECTED',
  'SENT',
  'RECEIVED',
  'SCANNED',
  'ENTERED',
  'TRANSMITTED',
  'LOADED',
]
const beyondScan = ['SCANNED', 'ENTERED', 'TRANSMITTED', 'LOADED']
const beyondCollect = ['COLLECTED', 'SENT', 'RECEIVED', ...beyondScan]

/**
 * The roll-up of a unit and of the units right below it (for the league table), counted from the forms themselves in one
 * grouped query: issued, returned (collected or further), checked, scanned, loaded.
 */
export async function formProgress(
  app: App,
  actor: Actor,
  { unitCode, kind }: { readonly unitCode: string; readonly kind: string },
): Promise<{ readonly whole: FormProgress; readonly parts: readonly FormProgress[] }> {
  await authorise(app, actor, 'form.read', unitCode)
  const units = await unitsNow(app)
  const codes = [...units.within([unitCode])]
  const rows = await app.db.$queryRaw<{ unitCode: string; status: string; count: number }[]>`
    SELECT "unitCode", "status", count(*)::int AS count FROM "Form"
    WHERE "kind" = ${kind} AND "unitCode" = ANY(${codes}) GROUP BY 1, 2`
  const partOf = (code: string) => {
    const path = pathOf(units.tree, { code, on: units.today }).map((unit) => unit.code)
    return path[path.indexOf(unitCode) - 1] ?? unitCode
  }
  const parts = Map.groupBy(rows, (row) => partOf(row.unitCode))
  return {
    whole: countsOf(unitCode, rows),
    parts: [...parts]
      .map(([code, counts]) => countsOf(code, counts))
      .toSorted((a, b) => a.unitCode.localeCompare(b.unitCode)),
  }
}

function countsOf(
  unitCode: string,
  rows: readonly { readonly status: string; readonly count: number }[],
): FormProgress {
  const sum = (fits: (status: string) => boolean) =>
    rows.filter(({ status }) => fits(status)).reduce((total, { count }) => total + count, 0)
  return {
    unitCode,
    issued: sum(() => true),
    returned: sum((status) => beyondCollect.includes(status)),
    checked: sum((status) => beyondCheck.includes(status)),
    scanned: sum((status) => beyondScan.includes(status)),
    loaded: sum((status) => status === 'LOADED'),
    void: sum((status) => status === 'VOID'),
  }
}
