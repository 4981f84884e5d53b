import { fullUnitName, pathOf, type UnitTree } from '../../../core/citizen/administrative-units.ts'
import type { CalendarDate } from '../../../core/dates/calendar-date.ts'
import { calendarDateOf } from '../../kernel/clock.ts'

/** A period of a record in a unit, as the unit was called then. */
export interface Placed {
  readonly unitCode: string
  /** "Phường Phúc Xá, Quận Ba Đình, Thành phố Hà Nội" */
  readonly unitPath: string
  readonly validFrom: CalendarDate
  readonly validTo: CalendarDate | null
}

interface PlacedRow {
  readonly unit: { readonly code: string; readonly validFrom: Date }
  readonly validFrom: Date
  readonly validTo: Date | null
}

/** Names the unit by the period of the tree that the record points to: its code may have been used again since. */
export function placedIn(tree: UnitTree, { unit, validFrom, validTo }: PlacedRow): Placed {
  const unitFrom = calendarDateOf(unit.validFrom)
  const from = calendarDateOf(validFrom)
  const path = pathOf(tree, { code: unit.code, on: from > unitFrom ? from : unitFrom })
  return {
    unitCode: unit.code,
    unitPath: path.map(fullUnitName).join(', '),
    validFrom: from,
    validTo: validTo && calendarDateOf(validTo),
  }
}
