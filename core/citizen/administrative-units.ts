import type { CalendarDate } from '../dates/calendar-date.ts'
import { DomainError } from '../errors.ts'

export interface UnitAttributes {
  readonly border: boolean
  readonly island: boolean
  readonly mountain: boolean
  /** Vùng có điều kiện kinh tế - xã hội đặc biệt khó khăn. */
  readonly hardship: boolean
}

/** One administrative unit (đơn vị hành chính) during one period. A code may name another unit in another period. */
export interface UnitRecord {
  readonly code: string
  /** Without its type: "Ba Đình". */
  readonly name: string
  /** As printed: "Phường", "Xã", "Đặc khu", "Quận", "Tỉnh", "Thành phố" … */
  readonly type: string
  /** 1 province, 2 district (until 30/06/2025), 3 commune. */
  readonly level: number
  /** Code of the unit above, null at the top. */
  readonly parent: string | null
  readonly validFrom: CalendarDate
  /** The first day on which the record no longer holds; null while it does. */
  readonly validTo: CalendarDate | null
  readonly attributes: UnitAttributes
}

/** On a day the unit `from` became, or partly became, the unit `to` (merger, split, renaming). */
export interface UnitSuccession {
  readonly from: string
  readonly to: string
  /** The first day of the new unit. */
  readonly on: CalendarDate
  /** Part of the people, above 0 up to 1, where the decree tells. */
  readonly share?: number
}

/** A unit as it stood on a day: what an address, a file or an officer's assignment refers to. */
export interface UnitOnDay {
  readonly code: string
  readonly on: CalendarDate
}

/** Records and successions, indexed by code. Made by {@link unitTree}. */
export interface UnitTree {
  readonly records: ReadonlyMap<string, readonly UnitRecord[]>
  readonly successions: ReadonlyMap<string, readonly UnitSuccession[]>
}

/** The catalogue of units contradicts itself. */
export class IllegalUnits extends DomainError<'ILLEGAL_UNITS'> {
  constructor(fault: 'OVERLAP' | 'PERIOD' | 'LOOP', code: string) {
    super(
      'ILLEGAL_UNITS',
      {
        vi: 'Danh mục đơn vị hành chính có dữ liệu mâu thuẫn. Hãy kiểm tra thời gian hiệu lực và đơn vị cấp trên.',
        en: 'The catalogue of units contradicts itself. Check the periods of validity and the units above.',
      },
      { fault, code },
    )
  }
}

/** Builds the index. Throws {@link IllegalUnits} where a period is empty or two periods of one code overlap. */
export function unitTree(records: readonly UnitRecord[], successions: readonly UnitSuccession[]): UnitTree {
  const byCode = Map.groupBy(records, ({ code }) => code)
  for (const [code, periods] of byCode) {
    periods.sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1))
    for (const [i, { validFrom, validTo }] of periods.entries()) {
      if (validTo !== null && validTo <= validFrom) throw new IllegalUnits('PERIOD', code)
      const next = periods[i + 1]
      if (next && (validTo === null || next.validFrom < validTo)) throw new IllegalUnits('OVERLAP', code)
    }
  }
  return { records: byCode, successions: Map.groupBy(successions, ({ from }) => from) }
}

const holdsOn = (record: UnitRecord, day: CalendarDate) =>
  record.validFrom <= day && (record.validTo === null || day < record.validTo)

/** The unit that has this code on this day, or null. */
export function unitAt(tree: UnitTree, { code, on }: UnitOnDay): UnitRecord | null {
  return tree.records.get(code)?.find((record) => holdsOn(record, on)) ?? null
}

/**
 * The unit and the units above it on that day, from the lowest to the top; empty where the unit is not known. Throws
 * {@link IllegalUnits} where units stand above each other in a loop.
 */
export function pathOf(tree: UnitTree, { code, on }: UnitOnDay): readonly UnitRecord[] {
  const path: UnitRecord[] = []
  for (let next: string | null = code; next !== null;) {
    const unit = unitAt(tree, { code: next, on })
    if (!unit) break
    if (path.includes(unit)) throw new IllegalUnits('LOOP', code)
    path.push(unit)
    next = unit.parent
  }
  return path
}

/**
 * What a unit has become by a later day: itself while its record holds, the units it was merged or divided into after;
 * empty where it ceased without a successor (the districts) or was never known. A code that had already ended on the
 * given day stands for the unit that last had it. More than one successor means that an address there must be looked at.
 */
export function successorsOf(tree: UnitTree, unit: UnitOnDay, day: CalendarDate): readonly UnitRecord[] {
  const start = tree.records.get(unit.code)?.findLast(({ validFrom }) => validFrom <= unit.on)
  const found = new Set<UnitRecord>()
  const visit = (record: UnitRecord) => {
    if (record.validTo === null || day < record.validTo) {
      found.add(record)
      return
    }
    for (const { to, on } of tree.successions.get(record.code) ?? []) {
      if (on <= record.validFrom || on > record.validTo) continue
      // A succession dated inside the old period leads to what holds when that period is over.
      const next = unitAt(tree, { code: to, on: record.validTo })
      if (next) visit(next)
    }
  }
  if (start) visit(start)
  return [...found]
}

/**
 * Whether a unit belongs to another: the question of jurisdiction. The unit is followed through mergers to the day of
 * `ancestor`, so that a file from Hà Giang of 2024 is within Tuyên Quang of 2026. A divided unit is within every part's
 * province. An ancestor of an earlier day than the unit has no say over it: a mandate does not grow by a merger.
 */
export function isWithin(tree: UnitTree, unit: UnitOnDay, ancestor: UnitOnDay): boolean {
  if (ancestor.on < unit.on) return false
  return successorsOf(tree, unit, ancestor.on).some(({ code }) =>
    pathOf(tree, { code, on: ancestor.on }).some((above) => above.code === ancestor.code),
  )
}

/** "Phường Ba Đình", "Thành phố Hà Nội". */
export function fullUnitName(unit: Pick<UnitRecord, 'name' | 'type'>): string {
  return `${unit.type} ${unit.name}`
}

/**
 * The address as printed on that day: what stands before the commune (house, street, hamlet), then the units from the
 * lowest to the top, separated by commas.
 */
export function printedAddress(tree: UnitTree, place: UnitOnDay & { readonly detail?: string }): string {
  const units = pathOf(tree, place).map(fullUnitName)
  return [place.detail?.trim() ?? '', ...units].filter((part) => part !== '').join(', ')
}
