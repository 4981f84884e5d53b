import { unitTree } from '../citizen/administrative-units.ts'
import type { UnitRecord, UnitTree } from '../citizen/administrative-units.ts'
import { type CalendarDate, parseCalendarDate } from '../dates/calendar-date.ts'

const attributes = { border: false, island: false, mountain: false, hardship: false }
const former = parseCalendarDate('2008-08-01')
export const merger = parseCalendarDate('2025-07-01')

type Named = readonly [code: string, type: string, name: string, level: number, parent: string | null]

const record =
  (validFrom: CalendarDate, validTo: CalendarDate | null) =>
  ([code, type, name, level, parent]: Named): UnitRecord => ({
    code,
    type,
    name,
    level,
    parent,
    validFrom,
    validTo,
    attributes,
  })

const before: readonly Named[] = [
  ['01', 'Thành phố', 'Hà Nội', 1, null],
  ['010', 'Quận', 'Thử', 2, '01'],
  ['00101', 'Phường', 'Thử Một', 3, '010'],
  ['00102', 'Phường', 'Thử Hai', 3, '010'],
  ['00103', 'Xã', 'Thử Ba', 3, '010'],
  ['00104', 'Xã', 'Thử Tư', 3, '010'],
]
const since: readonly Named[] = [
  ['00201', 'Phường', 'Mẫu Một', 3, '01'],
  ['00202', 'Xã', 'Mẫu Hai', 3, '01'],
]

/** Invented units: 00101 and 00102 were merged into 00201, 00103 was divided, 00104 ended without a successor. */
export const testUnits: UnitTree = unitTree(
  [
    ...before.slice(1).map(record(former, merger)),
    ...before.slice(0, 1).map(record(former, null)),
    ...since.map(record(merger, null)),
  ],
  [
    { from: '00101', to: '00201', on: merger },
    { from: '00102', to: '00201', on: merger },
    { from: '00103', to: '00201', on: merger },
    { from: '00103', to: '00202', on: merger },
  ],
)
