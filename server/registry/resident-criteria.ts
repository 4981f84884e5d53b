/** What an officer typed into the search of the registry, read into criteria; illegal or too wide questions are refused. */
import { isWithin, unitAt } from '../../core/citizen/administrative-units.ts'
import { addDays, type PartialDate, parsePartialDate } from '../../core/dates/calendar-date.ts'
import { DomainError } from '../../core/errors.ts'
import { normaliseText, searchKey } from '../../core/text/vietnamese.ts'
import type { UnitsNow } from '../kernel/units.ts'

type Given<Value> = Value | null | undefined

/** A number, or a name, or a parent's name, with what narrows it. */
export interface ResidentQuery {
  /** 12 digits, or 9 of an old CMND; blanks and dots are passed over. */
  readonly number?: Given<string>
  /** With or without accents, in any order of words, up to one typing slip. */
  readonly name?: Given<string>
  /** yyyy, yyyy-MM or yyyy-MM-dd. */
  readonly birth?: Given<string>
  /** Unit of the permanent address, or one above it; of today or of before. */
  readonly unitCode?: Given<string>
  readonly fatherName?: Given<string>
  readonly motherName?: Given<string>
}

/** Too little to search for: half the register would answer. */
export class SearchTooWide extends DomainError<'SEARCH_TOO_WIDE'> {
  constructor() {
    super('SEARCH_TOO_WIDE', {
      vi: 'Cần thêm thông tin: nhập số định danh hoặc số CMND; hoặc họ và tên từ hai chữ trở lên (một chữ thì kèm năm sinh); hoặc họ tên cha, mẹ kèm năm sinh.',
      en: 'Say more: a number; or a name of two words or more (one word needs a birth year); or a parent’s name with a birth year.',
    })
  }
}

export class IllegalSearchNumber extends DomainError<'ILLEGAL_SEARCH_NUMBER'> {
  constructor() {
    super('ILLEGAL_SEARCH_NUMBER', {
      vi: 'Số định danh có 12 chữ số, số CMND cũ có 9 chữ số.',
      en: 'An identification number has 12 digits, an old CMND number 9.',
    })
  }
}

export class NameTooLong extends DomainError<'NAME_TOO_LONG'> {
  constructor() {
    super(
      'NAME_TOO_LONG',
      {
        vi: `Họ tên để tìm dài tối đa ${longestName} ký tự.`,
        en: `A name to search for has at most ${longestName} characters.`,
      },
      { longest: longestName },
    )
  }
}

export class UnitUnknown extends DomainError<'UNIT_UNKNOWN'> {
  constructor() {
    super('UNIT_UNKNOWN', {
      vi: 'Không có đơn vị hành chính với mã này.',
      en: 'There is no administrative unit with this code.',
    })
  }
}

/** Codes of a unit and all below it. */
export interface UnitScope {
  readonly codes: readonly string[]
  /** For a unit that is no more: whoever had a permanent address there at any time. */
  readonly atAnyTime: boolean
}

export interface ResidentCriteria {
  readonly number: string | null
  readonly name: string | null
  readonly birth: PartialDate | null
  readonly unit: UnitScope | null
  readonly fatherName: string | null
  readonly motherName: string | null
}

/** Longer than any name on file; it also bounds the work of a search. */
const longestName = 100

/** Throws {@link SearchTooWide}, {@link IllegalSearchNumber}, {@link NameTooLong}, {@link UnitUnknown} or IllegalDate. */
export function readCriteria(query: ResidentQuery, units: UnitsNow): ResidentCriteria {
  const criteria = {
    number: readNumber(query.number),
    name: readName(query.name),
    birth: query.birth?.trim() ? parsePartialDate(query.birth.trim()) : null,
    unit: query.unitCode?.trim() ? scopeOf(units, query.unitCode.trim()) : null,
    fatherName: readName(query.fatherName),
    motherName: readName(query.motherName),
  }
  if (!isNarrow(criteria)) throw new SearchTooWide()
  return criteria
}

function isNarrow({ number, name, birth, fatherName, motherName }: ResidentCriteria): boolean {
  if (number !== null) return true
  if (name !== null) return birth !== null || name.includes(' ')
  return (fatherName !== null || motherName !== null) && birth !== null
}

function readNumber(typed: Given<string>): string | null {
  const digits = (typed ?? '').replaceAll(/[\s.-]/g, '')
  if (digits === '') return null
  if (!/^(?:\d{12}|\d{9})$/.test(digits)) throw new IllegalSearchNumber()
  return digits
}

/** The name as typed, in the product's form; a single letter is too little. */
function readName(typed: Given<string>): string | null {
  const name = normaliseText(typed ?? '')
  if (name === '') return null
  if (name.length > longestName) throw new NameTooLong()
  if (searchKey(name).length < 2) throw new SearchTooWide()
  return name
}

function scopeOf({ tree, today, within }: UnitsNow, code: string): UnitScope {
  if (unitAt(tree, { code, on: today })) return { codes: within([code]), atAnyTime: false }
  const end = tree.records.get(code)?.at(-1)?.validTo
  if (!end) throw new UnitUnknown()
  const lastDay = addDays(end, -1)
  const codes = [...tree.records.keys()].filter((below) =>
    isWithin(tree, { code: below, on: lastDay }, { code, on: lastDay }),
  )
  return { codes, atAnyTime: true }
}
