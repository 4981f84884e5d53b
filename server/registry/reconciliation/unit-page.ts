import type { App } from '../../kernel/app.ts'
import { recordId } from '../../kernel/record-id.ts'

const dueBefore = (place: string) => `"dueOn" < ${place}::date`

/** The worklists that are read unit by unit, each on its index of state, unit and id. */
const lists = {
  conflicts: {
    table: '"ConflictCase"',
    unit: '"unitCode"',
    narrow: (place: string) => `${place} = ANY("kinds")`,
  },
  inquiriesIn: { table: '"ResidenceInquiry"', unit: '"toUnitCode"', narrow: dueBefore },
  inquiriesOut: { table: '"ResidenceInquiry"', unit: '"fromUnitCode"', narrow: dueBefore },
} as const

export interface UnitPage {
  readonly list: keyof typeof lists
  readonly state: string
  /** Codes of the units within the officer's reach; null for all. */
  readonly codes: readonly string[] | null
  /** What narrows the list: a kind of conflict, or a day before which it was due; null for nothing. */
  readonly narrowedBy: string | null
  /** The id before the first of the page, or behind its last where it is read backwards. */
  readonly after: string | null
  /** Negative: backwards. */
  readonly take: number
}

/**
 * The ids of one page of a worklist, by unit and id. The page begins at a place of the index and is read on from there,
 * however deep it lies and however many units there are.
 */
export async function unitPage(app: App, page: UnitPage): Promise<string[]> {
  const { state, codes, narrowedBy, after, take } = page
  const { table, unit, narrow } = lists[page.list]
  const [than, order] = take < 0 ? (['<', 'DESC'] as const) : (['>', 'ASC'] as const)
  const values: unknown[] = [state, Math.abs(take)]
  const conditions = ['"status" = $1']
  // Only what is asked for stands in the statement: a plan for everything at once would not use the index.
  const also = (value: unknown, condition: (place: string) => string) => {
    if (value !== null) conditions.push(condition(`$${values.push(value)}`))
  }
  also(codes, (place) => `${unit} = ANY(${place})`)
  also(narrowedBy, narrow)
  also(after, (place) => {
    const start = `(SELECT ${unit} FROM ${table} WHERE "id" = ${place}::uuid)`
    return `(${unit}, "id") ${than} (${start}, ${place}::uuid)`
  })
  const { rows } = await app.pool.query<{ id: string }>({
    name: `unit-page ${page.list} ${order} ${[codes, narrowedBy, after].map((one) => one !== null).join(' ')}`,
    text: `SELECT "id" FROM ${table} WHERE ${conditions.join(' AND ')}
      ORDER BY ${unit} ${order}, "id" ${order} LIMIT $2`,
    values,
  })
  const ids = rows.map(({ id }) => id)
  return take < 0 ? ids.toReversed() : ids
}

/** The row that a cursor names; one that is no id names none. Throws NotFound. */
export function pageStart(cursor: string | undefined): string | null {
  return cursor === undefined ? null : recordId(cursor, 'worklist')
}

/** Rows in the order of their ids. */
export function inOrder<Row extends { readonly id: string }>(
  rows: readonly Row[],
  ids: readonly string[],
): Row[] {
  const places = new Map(ids.map((id, i) => [id, i]))
  return rows.toSorted((a, b) => (places.get(a.id) ?? 0) - (places.get(b.id) ?? 0))
}
