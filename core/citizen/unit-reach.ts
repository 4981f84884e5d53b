import type { CalendarDate } from '../dates/calendar-date.ts'
import { pathOf, successorsOf, unitAt, type UnitOnDay, type UnitTree } from './administrative-units.ts'

/** Who has a say over what on one day; made once for a copy of the tree by {@link unitReach}. */
export interface UnitReach {
  /**
   * Whether a unit is within another of today. A code without a day is read as the unit that has it today, or had it
   * last; with the day of the record, as the unit that had it then: on 01/07/2025 most communes took a code that one of
   * their predecessors had, and where that predecessor was divided the other parts have a say over its records too.
   */
  isWithin(unit: string | UnitOnDay, held: string): boolean
  /** All codes, of today and before, that are read as units within any of these. */
  within(held: readonly string[]): readonly string[]
  /** Whether these are all of today's units that have none above them: the whole country. */
  covers(held: readonly string[]): boolean
}

/** The reach of every unit that stands on `today`, in one walk over the tree instead of one for each question. */
export function unitReach(tree: UnitTree, today: CalendarDate): UnitReach {
  const codesBelow = new Map<string, string[]>()
  const above = new Map<string, ReadonlySet<string>>()
  const aboveOn = (unit: UnitOnDay): ReadonlySet<string> =>
    new Set(
      successorsOf(tree, unit, today).flatMap(({ code }) =>
        pathOf(tree, { code, on: today }).map((one) => one.code),
      ),
    )
  for (const code of tree.records.keys()) {
    const units = aboveOn({ code, on: today })
    above.set(code, units)
    for (const unit of units) {
      const codes = codesBelow.get(unit)
      if (codes) codes.push(code)
      else codesBelow.set(unit, [code])
    }
  }
  const aboveThen = new Map<string, ReadonlySet<string>>()
  const aboveOf = (unit: string | UnitOnDay) => {
    if (typeof unit === 'string') return above.get(unit)
    if (unit.on > today) return undefined
    const period = tree.records.get(unit.code)?.findLast(({ validFrom }) => validFrom <= unit.on)
    const key = `${unit.code} ${period?.validFrom ?? ''}`
    const known = aboveThen.get(key) ?? aboveOn(unit)
    aboveThen.set(key, known)
    return known
  }
  const topmost = [...codesBelow.keys()].filter((code) => unitAt(tree, { code, on: today })?.parent === null)
  return {
    covers: (held) => topmost.length > 0 && topmost.every((code) => held.includes(code)),
    isWithin: (unit, held) => aboveOf(unit)?.has(held) ?? false,
    within: ([first, ...more]) => {
      if (first === undefined) return []
      const one = codesBelow.get(first) ?? []
      if (more.length === 0) return one
      return [...new Set([one, ...more.map((held) => codesBelow.get(held) ?? [])].flat())]
    },
  }
}
