import type { CalendarDate } from '../dates/calendar-date.ts'
import { addCounts, type Counts, noCounts } from './counters.ts'
import type { UnitPlaces } from './unit-places.ts'

/** What a unit with software of its own reported last. */
export interface UnitReport {
  readonly on: CalendarDate
  readonly counts: Counts
}

/** What was counted, by the code of the unit that it was counted for, whatever day that unit is of. */
export interface Counted {
  readonly forms: ReadonlyMap<string, Counts>
  /** A report stands for the unit's whole area: those of units below, and of units that it took in since, are not added. */
  readonly reports: ReadonlyMap<string, UnitReport>
  /** A target stands for the whole area too: communes have one each, a unit above only where it was given one as a whole. */
  readonly targets: ReadonlyMap<string, number>
}

/** A unit with all below it. */
export interface UnitTotals {
  /** Forms that this system has. */
  readonly own: Counts
  /** Forms that only units with software of their own have; null where none reports. */
  readonly reported: Counts | null
  readonly target: number | null
}

export const noTotals: UnitTotals = { own: noCounts, reported: null, target: null }

/** Own forms and reported ones: no form is in both, since a unit reports only what it has not handed over. */
export function allCounts({ own, reported }: UnitTotals): Counts {
  return reported ? addCounts(own, reported) : own
}

/** Totals of a unit and of every unit below it on the day of `places`, by code. */
export function rollUp(counted: Counted, places: UnitPlaces, root: string): ReadonlyMap<string, UnitTotals> {
  const forms = placed(counted.forms, places, addCounts)
  const reports = placed(reportsInForce(counted.reports, places), places, addCounts)
  const targets = placed(counted.targets, places, addNumbers)
  const totals = new Map<string, UnitTotals>()
  const total = (code: string): UnitTotals => {
    const below = places.childrenOf(code).map((child) => total(child.code))
    const sums = {
      own: below.reduce((sum, { own }) => addCounts(sum, own), forms.get(code) ?? noCounts),
      reported: sumOf(
        [reports.get(code), ...(counted.reports.has(code) ? [] : below.map((unit) => unit.reported))],
        addCounts,
      ),
      target: sumOf(
        [targets.get(code), ...(counted.targets.has(code) ? [] : below.map((unit) => unit.target))],
        addNumbers,
      ),
    }
    totals.set(code, sums)
    return sums
  }
  total(root)
  return totals
}

const addNumbers = (a: number, b: number) => a + b

/** Null where nothing is known. */
function sumOf<T>(values: readonly (T | null | undefined)[], add: (a: T, b: T) => T): T | null {
  let sum: T | null = null
  for (const value of values) {
    if (value !== null && value !== undefined) sum = sum === null ? value : add(sum, value)
  }
  return sum
}

/** Without the last words of units that are no more, where the unit that took them in has reported since. */
function reportsInForce(
  reports: ReadonlyMap<string, UnitReport>,
  places: UnitPlaces,
): ReadonlyMap<string, Counts> {
  const inForce = [...reports].filter(([code]) => {
    const place = places.placeOf(code)
    const [heir, report] = [places.units.get(place), reports.get(place)]
    return place === code || !heir || !report || report.on < heir.validFrom
  })
  return new Map(inForce.map(([code, { counts }]) => [code, counts]))
}

/** Values by the unit of the day that they belong to. */
function placed<T>(
  values: ReadonlyMap<string, T>,
  places: UnitPlaces,
  add: (a: T, b: T) => T,
): ReadonlyMap<string, T> {
  const found = new Map<string, T>()
  for (const [code, value] of values) {
    const place = places.placeOf(code)
    const before = found.get(place)
    found.set(place, before === undefined ? value : add(before, value))
  }
  return found
}
