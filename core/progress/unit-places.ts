import {
  pathOf,
  successorsOf,
  unitAt,
  type UnitOnDay,
  type UnitRecord,
  type UnitTree,
} from '../citizen/administrative-units.ts'
import type { CalendarDate } from '../dates/calendar-date.ts'

/** The whole country, above the provinces. */
export const nation = 'VN'

/** The units of a day, and where among them the counts of every unit of any day belong. */
export interface UnitPlaces {
  readonly on: CalendarDate
  readonly units: ReadonlyMap<string, UnitRecord>
  /** Right below a unit, or below {@link nation}. */
  childrenOf(code: string): readonly UnitRecord[]
  /**
   * The unit that has the counts of a code: itself, where it stands on the day; the unit that took it in, or that it came
   * from on an earlier day; where there are several, the lowest one above all of them. No count is lost: what cannot be
   * placed lower belongs to {@link nation}.
   */
  placeOf(code: string): string
}

/** Indexes the tree for one day. */
export function unitPlaces(tree: UnitTree, on: CalendarDate): UnitPlaces {
  const units = new Map<string, UnitRecord>()
  for (const code of tree.records.keys()) {
    const unit = unitAt(tree, { code, on })
    if (unit) units.set(code, unit)
  }
  const placer = placerOn(tree, on)
  const children = Map.groupBy(units.values(), ({ parent }) => (parent === null ? nation : placer(parent)))
  return { on, units, childrenOf: (code) => children.get(code) ?? [], placeOf: placer }
}

function placerOn(tree: UnitTree, on: CalendarDate): (code: string) => string {
  const predecessors = Map.groupBy([...tree.successions.values()].flat(), ({ to }) => to)
  const known = new Map<string, string>()

  const lowestAbove = (codes: readonly string[]): string => {
    const [first = [], ...more] = codes.map((code) => pathOf(tree, { code, on }).map((unit) => unit.code))
    return first.find((code) => more.every((path) => path.includes(code))) ?? nation
  }
  const later = (record: UnitRecord): string => {
    const day = { code: record.code, on: record.validFrom }
    const successors = successorsOf(tree, day, on).map(({ code }) => code)
    if (successors.length > 0) return lowestAbove(successors)
    return record.parent === null ? nation : place(record.parent)
  }
  const earlier = (record: UnitRecord): string => {
    if (record.validFrom <= on) return record.code
    const from = (predecessors.get(record.code) ?? []).filter((one) => one.on === record.validFrom)
    if (from.length > 0) {
      const before = from.map((one) => lastBefore({ code: one.from, on: record.validFrom }))
      return lowestAbove(before.map((one) => (one ? earlier(one) : nation)))
    }
    const above = record.parent && unitAt(tree, { code: record.parent, on: record.validFrom })
    return above ? earlier(above) : nation
  }
  const lastBefore = ({ code, on: day }: UnitOnDay) =>
    tree.records.get(code)?.findLast(({ validFrom }) => validFrom < day)

  function place(code: string): string {
    const answer = known.get(code)
    if (answer !== undefined) return answer
    // A loop in the catalogue ends at the top.
    known.set(code, nation)
    const found = find(code)
    known.set(code, found)
    return found
  }
  function find(code: string): string {
    if (unitAt(tree, { code, on })) return code
    const records = tree.records.get(code) ?? []
    const ended = records.findLast(({ validFrom }) => validFrom <= on)
    if (ended) return later(ended)
    return records[0] ? earlier(records[0]) : nation
  }
  return place
}
