import {
  fullUnitName,
  pathOf,
  successorsOf,
  unitAt,
  type UnitRecord,
  type UnitTree,
} from '../citizen/administrative-units.ts'
import type { CalendarDate } from '../dates/calendar-date.ts'
import { searchKey } from '../text/vietnamese.ts'

/** The units of an address as they were written: "Phường Ba Đình", "ba đình", "P. Ba Đình". */
export interface WrittenUnits {
  readonly province?: string | null
  readonly district?: string | null
  readonly commune?: string | null
}

/** The unit that holds on the day; `exact` where it is the commune, not only the province that could be told. */
export interface FoundUnit {
  readonly unit: UnitRecord
  readonly exact: boolean
}

const titles = /^(?:TINH|THANH PHO|TP|QUAN|Q|HUYEN|H|THI XA|TX|PHUONG|P|XA|X|THI TRAN|TT|DAC KHU|DK) (?=.)/

/** Records by level and name; kept as long as the tree, which is read again when it changes. */
const indexes = new WeakMap<UnitTree, ReadonlyMap<string, readonly UnitRecord[]>>()

function indexOf(tree: UnitTree): ReadonlyMap<string, readonly UnitRecord[]> {
  const known = indexes.get(tree)
  if (known) return known
  const all = [...tree.records.values()].flat()
  const made = Map.groupBy(all, ({ level, name }) => `${level} ${searchKey(name)}`)
  indexes.set(tree, made)
  return made
}

/** Records of a level that a text names; those whose title was written too, where there are any. */
function named(tree: UnitTree, level: number, text: string): readonly UnitRecord[] {
  const key = searchKey(text)
  const found = indexOf(tree).get(`${level} ${key.replace(titles, '')}`) ?? []
  const titled = found.filter((unit) => searchKey(fullUnitName(unit)) === key)
  return titled.length > 0 ? titled : found
}

/** What a record of any time is on the day: itself, or the one unit that it became. */
function onDay(tree: UnitTree, record: UnitRecord, on: CalendarDate): UnitRecord | null {
  if (unitAt(tree, { code: record.code, on }) === record) return record
  const became = successorsOf(tree, { code: record.code, on: record.validFrom }, on)
  return became.length === 1 ? (became[0] ?? null) : null
}

/** The units above a record while it held. */
const namesAbove = (tree: UnitTree, record: UnitRecord, level: number) =>
  pathOf(tree, { code: record.code, on: record.validFrom })
    .filter((unit) => unit.level === level)
    .map(({ name }) => searchKey(name))

function isBelow(tree: UnitTree, record: UnitRecord, written: WrittenUnits): boolean {
  const fits = (text: string | null | undefined, level: number) =>
    !text || namesAbove(tree, record, level).includes(searchKey(text).replace(titles, ''))
  const { province } = written
  // People write the province of today above a commune of yesterday, and the other way round.
  const today = province ? named(tree, 1, province) : []
  const later = successorsOf(tree, { code: record.code, on: record.validFrom }, '2399-12-31' as CalendarDate)
  const inProvince =
    fits(province, 1) ||
    later.some((unit) =>
      pathOf(tree, { code: unit.code, on: unit.validFrom }).some(({ code }) =>
        today.some((one) => one.code === code && one.validTo === null),
      ),
    )
  return inProvince && fits(written.district, 2)
}

const only = (units: readonly (UnitRecord | null)[]): UnitRecord | null => {
  const [first, ...others] = new Set(units.filter((unit) => unit !== null))
  return first && others.length === 0 ? first : null
}

/**
 * Which unit an address written by hand means on a day, followed through mergers. A commune that cannot be told from
 * another falls back to its province; null where not even that is known.
 */
export function unitOfAddress(tree: UnitTree, written: WrittenUnits, on: CalendarDate): FoundUnit | null {
  const { commune, province } = written
  if (commune) {
    const candidates = named(tree, 3, commune).filter((record) => isBelow(tree, record, written))
    const inForce = candidates.filter((record) => unitAt(tree, { code: record.code, on }) === record)
    const unit = only(inForce) ?? only(candidates.map((record) => onDay(tree, record, on)))
    if (unit) return { unit, exact: true }
  }
  const unit = province ? only(named(tree, 1, province).map((record) => onDay(tree, record, on))) : null
  return unit && { unit, exact: false }
}
