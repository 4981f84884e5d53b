import { type Action, ruleOf } from '../../core/access/actions.ts'
import type { UnitOnDay } from '../../core/citizen/administrative-units.ts'
import type { Actor } from './actor.ts'
import type { App } from './app.ts'
import { NotAllowed, SignInNeeded } from './errors.ts'
import { unitsNow } from './units.ts'

type Officer = Extract<Actor, { kind: 'officer' }>

/** Whether the actor may do this anywhere at all: what a field asks before it resolves. */
export function mayAnywhere(actor: Actor, action: Action): boolean {
  const rule = ruleOf(action)
  if (rule.reach === 'public' || actor.kind === 'system') return true
  if (actor.kind === 'machine') return rule.machines?.includes(actor.machine) ?? false
  if (actor.kind === 'citizen') return rule.citizens ?? false
  return (
    actor.kind === 'officer' && actor.roles.some(({ role }) => rule.roles.some((allowed) => allowed === role))
  )
}

/** Refuses an actor who may do this nowhere: {@link SignInNeeded} when nobody is signed in, else {@link NotAllowed}. */
export function demand(actor: Actor, action: Action): void {
  if (mayAnywhere(actor, action)) return
  throw actor.kind === 'anonymous' ? new SignInNeeded() : new NotAllowed()
}

/** The codes of the units where an officer holds a role that the action asks for. */
export function unitsOf(actor: Officer, action: Action): readonly string[] {
  const { roles } = ruleOf(action)
  return actor.roles
    .filter(({ role }) => roles.some((allowed) => allowed === role))
    .map(({ unitCode }) => unitCode)
}

/**
 * Refuses an action on a record of a unit outside the actor's jurisdiction (the unit tree as it stands today). A record of
 * an earlier day is given with its day where that is known: communes' codes were used again in 2025.
 */
export async function authorise(
  app: App,
  actor: Actor,
  action: Action,
  unit: string | UnitOnDay,
): Promise<void> {
  demand(actor, action)
  if (actor.kind !== 'officer' || ruleOf(action).reach !== 'unit') return
  const units = await unitsNow(app)
  if (!unitsOf(actor, action).some((held) => units.isWithin(unit, held))) throw new NotAllowed()
}

/** All unit codes within an officer's reach for an action, for worklists; null when it reaches everywhere. */
export async function reachOf(app: App, actor: Actor, action: Action): Promise<readonly string[] | null> {
  demand(actor, action)
  if (actor.kind !== 'officer' || ruleOf(action).reach !== 'unit') return null
  const units = await unitsNow(app)
  const held = unitsOf(actor, action)
  return units.covers(held) ? null : units.within(held)
}
