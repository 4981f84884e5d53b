import { fullUnitName, unitAt } from '../../../core/citizen/administrative-units.ts'
import type { App } from '../../kernel/app.ts'
import type { Transaction } from '../../kernel/db.ts'
import { type UnitsNow, unitsNow } from '../../kernel/units.ts'

/** Something about an officer or a unit, with what they are called; null where nobody is known. */
export type Named<Row> = Row & { readonly key: string | null; readonly name: string | null }

interface Keyed {
  readonly key: string | null
}

/** Puts the officers' names to rows whose key is an officer's id. */
export async function officerNames<Row extends Keyed>(
  tx: Transaction,
  rows: readonly Row[],
): Promise<Named<Row>[]> {
  const ids = rows.flatMap(({ key }) => key ?? [])
  const officers = await tx.officer.findMany({
    where: { id: { in: ids } },
    select: { id: true, name: true },
  })
  const names = new Map(officers.map(({ id, name }) => [id, name]))
  return rows.map((row) => ({ ...row, name: names.get(row.key ?? '') ?? null }))
}

/** Puts the units' names to rows whose key is a unit's code. */
export async function unitNames<Row extends Keyed>(app: App, rows: readonly Row[]): Promise<Named<Row>[]> {
  const units = await unitsNow(app)
  return rows.map((row) => ({ ...row, name: row.key === null ? null : unitName(units, row.key) }))
}

/** As it is called today, or as it was last; the code where it was never known. */
export function unitName({ tree, today }: UnitsNow, code: string): string {
  const unit = unitAt(tree, { code, on: today }) ?? tree.records.get(code)?.at(-1)
  return unit ? fullUnitName(unit) : code
}
