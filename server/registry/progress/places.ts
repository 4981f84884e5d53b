import { pathOf } from '../../../core/citizen/administrative-units.ts'
import { type CalendarDate, parseCalendarDate } from '../../../core/dates/calendar-date.ts'
import { nation, type UnitPlaces, unitPlaces } from '../../../core/progress/unit-places.ts'
import type { Action } from '../../../core/access/actions.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { authorise, demand, unitsOf } from '../../kernel/authorise.ts'
import { NotAllowed, NotFound } from '../../kernel/errors.ts'
import { unitsNow } from '../../kernel/units.ts'

/** As many days as screens look at together. */
const daysKept = 8
const known = new WeakMap<object, Map<CalendarDate, UnitPlaces>>()

/** The units of a day (today, unless one is given); indexed once for each copy of the tree. */
export async function placesOn(app: App, on?: string | null): Promise<UnitPlaces> {
  const { tree, today } = await unitsNow(app)
  const day = on ? parseCalendarDate(on) : today
  const days = known.get(tree) ?? new Map<CalendarDate, UnitPlaces>()
  known.set(tree, days)
  const places = days.get(day) ?? unitPlaces(tree, day)
  if (days.size >= daysKept) days.clear()
  days.set(day, places)
  return places
}

/** Where progress is looked at: a unit of a day, or the nation. */
export interface Area {
  /** Null is the nation. */
  readonly unitCode: string | null
  readonly places: UnitPlaces
}

/**
 * Refuses an area outside the actor's jurisdiction. The nation is within the reach of somebody who reaches every province. A
 * unit of an earlier day is within reach when it, or a unit above it on that day, has gone into one that is. Answers the code.
 */
export async function authoriseArea(
  app: App,
  actor: Actor,
  action: Action,
  { unitCode, places }: Area,
): Promise<string> {
  if (unitCode !== null && !places.units.has(unitCode)) {
    demand(actor, action)
    throw new NotFound('unit')
  }
  if (actor.kind !== 'officer') {
    await authorise(app, actor, action, unitCode ?? nation)
    return unitCode ?? nation
  }
  demand(actor, action)
  const { tree, isWithin, covers } = await unitsNow(app)
  const { on } = places
  const held = unitsOf(actor, action)
  const reaches = (code: string) =>
    pathOf(tree, { code, on }).some((unit) => held.some((one) => isWithin({ code: unit.code, on }, one)))
  const allowed = unitCode === null ? covers(held) : reaches(unitCode)
  if (!allowed) throw new NotAllowed()
  return unitCode ?? nation
}

/** A unit and all below it on the day. */
export function codesBelow(places: UnitPlaces, root: string): ReadonlySet<string> {
  const found = new Set<string>()
  const add = (code: string) => {
    if (code !== nation) found.add(code)
    for (const child of places.childrenOf(code)) add(child.code)
  }
  add(root)
  return found
}
