import { type FoundUnit, unitsNamed } from '../../core/citizen/search-units.ts'
import { parseCalendarDate } from '../../core/dates/calendar-date.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { demand } from '../kernel/authorise.ts'
import { unitsNow } from '../kernel/units.ts'

export interface UnitQuery {
  readonly text: string
  /** yyyy-MM-dd; today where nothing is given. The units are those that held on that day. */
  readonly on?: string | null | undefined
}

/** Units that a typed text may mean, the likeliest first, at most 50; the tree is in memory already. Throws IllegalDate. */
export async function searchUnits(app: App, actor: Actor, query: UnitQuery): Promise<readonly FoundUnit[]> {
  demand(actor, 'unit.search')
  const { tree, today } = await unitsNow(app)
  return unitsNamed(tree, { text: query.text, on: query.on ? parseCalendarDate(query.on) : today })
}
