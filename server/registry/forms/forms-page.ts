import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { reachOf } from '../../kernel/authorise.ts'

export interface FormsPage {
  readonly state: string
  /** The serial before the first of the page, or behind its last where it is read backwards. */
  readonly after: string | null
  /** Negative: backwards. */
  readonly take: number
}

/**
 * The serials of one page of a worklist: forms in a state within the officer's units, by unit and serial. The page begins
 * at a place of the index "Form_worklist" and is read on from there, however deep it lies and however many units there are.
 */
export async function formsPage(
  app: App,
  actor: Actor,
  { state, after, take }: FormsPage,
): Promise<string[]> {
  const units = await reachOf(app, actor, 'form.read')
  const [than, order] = take < 0 ? (['<', 'DESC'] as const) : (['>', 'ASC'] as const)
  const place = units ? '$4' : '$3'
  const conditions = [
    '"status" = $1',
    units && '"unitCode" = ANY($3)',
    after !== null &&
      `("unitCode", "serial") ${than} ((SELECT "unitCode" FROM "Form" WHERE "serial" = ${place}), ${place})`,
  ]
  const { rows } = await app.pool.query<{ serial: string }>({
    name: `forms-page ${order} ${units !== null} ${after !== null}`,
    text: `SELECT "serial" FROM "Form" WHERE ${conditions.filter(Boolean).join(' AND ')}
      ORDER BY "unitCode" ${order}, "serial" ${order} LIMIT $2`,
    values: [state, Math.abs(take), ...(units ? [units] : []), ...(after === null ? [] : [after])],
  })
  const serials = rows.map(({ serial }) => serial)
  return take < 0 ? serials.toReversed() : serials
}
