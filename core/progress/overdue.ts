import { type CalendarDate, daysBetween } from '../dates/calendar-date.ts'
import { type DeadlineStep, deadlineSteps } from './counters.ts'
import { allCounts, type UnitTotals } from './roll-up.ts'
import type { UnitPlaces } from './unit-places.ts'

/** By when the units of a level have finished a step. */
export interface Deadline {
  readonly level: number
  readonly step: DeadlineStep
  readonly dueOn: CalendarDate
}

/** A unit behind a deadline. */
export interface Overdue extends Deadline {
  readonly code: string
  readonly done: number
  /** Its target; without one, the forms issued and not void. */
  readonly expected: number
  readonly daysLate: number
}

/** Units behind on a day, those behind the longest first, then those that lack most. The day of the deadline is in time. */
export function overdueUnits(
  totals: ReadonlyMap<string, UnitTotals>,
  places: UnitPlaces,
  { deadlines, on }: { readonly deadlines: readonly Deadline[]; readonly on: CalendarDate },
): readonly Overdue[] {
  const passed = deadlines.filter(({ dueOn }) => dueOn < on)
  return [...totals]
    .flatMap(([code, unit]) => {
      const level = places.units.get(code)?.level
      return passed.filter((deadline) => deadline.level === level).map((one) => overdueOf(code, unit, one))
    })
    .filter(({ done, expected }) => done < expected)
    .map((unit) => ({ ...unit, daysLate: daysBetween(unit.dueOn, on) }))
    .toSorted(worstFirst)
}

function overdueOf(code: string, totals: UnitTotals, deadline: Deadline) {
  const counts = allCounts(totals)
  const done = counts[deadlineSteps[deadline.step]]
  return { ...deadline, code, done, expected: totals.target ?? counts.issued - counts.void }
}

function worstFirst(a: Overdue, b: Overdue): number {
  const lacks = (unit: Overdue) => unit.expected - unit.done
  const order = b.daysLate - a.daysLate || lacks(b) - lacks(a) || a.level - b.level
  return order || (keyOf(a) < keyOf(b) ? -1 : 1)
}

const keyOf = ({ code, step }: Overdue) => `${code} ${step}`
