import type { ConflictKind } from '../../../core/reconciliation/sources.ts'
import { conflictLifecycle } from '../../../core/lifecycle/registry.ts'
import type { StateOf } from '../../../core/lifecycle/machine.ts'
import type { Action } from '../../../core/access/actions.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { authorise, reachOf } from '../../kernel/authorise.ts'
import { unitsNow } from '../../kernel/units.ts'
import { unitPage } from './unit-page.ts'

export type ConflictState = StateOf<typeof conflictLifecycle>
export const conflictStates = Object.keys(conflictLifecycle.table) as readonly ConflictState[]

export interface ConflictFilter {
  /** A unit and all below it; the officer's units where left out. */
  readonly unitCode: string | null
  readonly kind: ConflictKind | null
}

export interface ConflictPage extends ConflictFilter {
  readonly state: ConflictState
  readonly after: string | null
  readonly take: number
}

/** The codes that a worklist shows: those of one unit the officer reaches, or all the officer's; null for everywhere. */
export async function codesFor(
  app: App,
  actor: Actor,
  { action, unitCode }: { readonly action: Action; readonly unitCode: string | null },
): Promise<readonly string[] | null> {
  if (unitCode === null) return reachOf(app, actor, action)
  await authorise(app, actor, action, unitCode)
  return (await unitsNow(app)).within([unitCode])
}

/** Ids of one page of cases in a state, jurisdiction included. */
export async function conflictsPage(app: App, actor: Actor, page: ConflictPage): Promise<string[]> {
  const { unitCode, kind, state, after, take } = page
  const codes = await codesFor(app, actor, { action: 'conflict.read', unitCode })
  return unitPage(app, { list: 'conflicts', state, codes, narrowedBy: kind, after, take })
}

export interface StateCount {
  readonly state: ConflictState
  readonly count: number
}

/** How many cases stand in each state, for the tabs of the worklist. */
export async function conflictCounts(
  app: App,
  actor: Actor,
  { unitCode, kind }: ConflictFilter,
): Promise<readonly StateCount[]> {
  const codes = await codesFor(app, actor, { action: 'conflict.read', unitCode })
  const where = { ...(codes && { unitCode: { in: [...codes] } }), ...(kind && { kinds: { has: kind } }) }
  const groups = await app.db.conflictCase.groupBy({ by: ['status'], where, _count: true })
  const counts = new Map(groups.map(({ status, _count }) => [status, _count]))
  return conflictStates.map((state) => ({ state, count: counts.get(state) ?? 0 }))
}
