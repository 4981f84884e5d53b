import {
  pathOf,
  successorsOf,
  unitAt,
  type UnitRecord,
  type UnitTree,
} from '../citizen/administrative-units.ts'
import type { CalendarDate } from '../dates/calendar-date.ts'
import { searchKey } from '../text/vietnamese.ts'
import type { RowReason } from './row-faults.ts'

/** A commune that a row names, as it stands on the day of the data. */
export interface RowUnit {
  readonly unit: UnitRecord
  /** Names with their types from the province down. */
  readonly names: { readonly province: string; readonly district: string | null; readonly commune: string }
}

export interface RowUnits {
  /** By a code that held on a day; of an abolished unit the one successor. */
  byCode(code: string, on: CalendarDate): RowUnit | RowReason
  /** By the names of its levels, with or without their types and accents. */
  byNames(names: {
    readonly province: string
    readonly district: string
    readonly commune: string
  }): RowUnit | RowReason
}

const types = /^(?:TINH|THANH PHO|TP|QUAN|HUYEN|THI XA|THI TRAN|PHUONG|XA|DAC KHU) (?=.)/
/** "Xã Mẫu", "X. Mẫu", "mẫu" are one name; "Phường 3" keeps its number. */
const nameKey = (name: string) => searchKey(name).replace(types, '')

/** Units for the rows of one file; `within` says whether a commune is in the area of the import. */
export function rowUnits(
  tree: UnitTree,
  asOf: CalendarDate,
  within: (unit: UnitRecord) => boolean,
): RowUnits {
  const answer = (unit: UnitRecord | null): RowUnit | RowReason => {
    if (unit?.level !== 3) return 'UNIT_UNKNOWN'
    if (!within(unit)) return 'UNIT_OUTSIDE'
    const path = pathOf(tree, { code: unit.code, on: asOf })
    const nameAt = (level: number) => {
      const found = path.find((one) => one.level === level)
      return found ? `${found.type} ${found.name}` : null
    }
    return { unit, names: { province: nameAt(1) ?? '', district: nameAt(2), commune: nameAt(3) ?? '' } }
  }
  const known = new Map<string, RowUnit | RowReason>()
  const once = (key: string, find: () => RowUnit | RowReason) => {
    const found = known.get(key) ?? find()
    if (known.size < mostKept) known.set(key, found)
    return found
  }
  const named = new Map<string, UnitRecord[]>()
  for (const unit of [...tree.records.values()].flat()) {
    if (unit.level !== 3 || unitAt(tree, { code: unit.code, on: asOf }) !== unit) continue
    const [, ...above] = pathOf(tree, { code: unit.code, on: asOf })
    const province = above.find(({ level }) => level === 1)
    const key = `${nameKey(province?.name ?? '')}/${nameKey(unit.name)}`
    const same = named.get(key)
    if (same) same.push(unit)
    else named.set(key, [unit])
  }
  const oneOf = (units: readonly UnitRecord[], district: string) => {
    if (units.length <= 1) return units[0] ?? null
    const wanted = nameKey(district)
    const fitting = units.filter(({ parent }) => {
      const above = parent === null ? null : unitAt(tree, { code: parent, on: asOf })
      return above !== null && nameKey(above.name) === wanted
    })
    return fitting.length === 1 ? (fitting[0] ?? null) : null
  }
  return {
    byCode: (code, on) =>
      once(`${code}\n${on}`, () => {
        const current = successorAt(tree, { code, on }, asOf)
        return typeof current === 'string' ? current : answer(current)
      }),
    byNames: ({ province, district, commune }) =>
      once(`${province}\n${district}\n${commune}`, () =>
        answer(oneOf(named.get(`${nameKey(province)}/${nameKey(commune)}`) ?? [], district)),
      ),
  }
}

/** A file has some thousands of units; one that writes each in a hundred ways must not fill the memory. */
const mostKept = 50_000

function successorAt(
  tree: UnitTree,
  unit: { readonly code: string; readonly on: CalendarDate },
  asOf: CalendarDate,
): UnitRecord | RowReason {
  const records = tree.records.get(unit.code)
  if (!records?.some(({ validFrom }) => validFrom <= unit.on)) return 'UNIT_UNKNOWN'
  const successors = successorsOf(tree, unit, asOf)
  const [only, ...more] = successors
  return only && more.length === 0 ? only : 'UNIT_ABOLISHED'
}
