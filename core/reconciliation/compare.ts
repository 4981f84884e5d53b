import { nameParts, matchingKey, searchKey } from '../text/vietnamese.ts'
import { type Comparison, fieldOf, type ReconciledFieldName } from './fields.ts'
import {
  type ConflictKind,
  type ConflictSource,
  conflictSourceNames,
  type SourceValue,
  type SourceValues,
} from './sources.ts'
import type { Bilingual } from '../errors.ts'

/** How two sources differ in one field. */
export const differences = {
  SAME: { vi: 'Giống nhau', en: 'The same' },
  SPELLING: { vi: 'Chỉ khác cách đặt dấu, cách viết', en: 'The same but for spelling' },
  MIDDLE_NAME: { vi: 'Khác chữ đệm', en: 'Another middle name' },
  DAY_MONTH_SWAPPED: { vi: 'Đảo ngày và tháng', en: 'Day and month swapped' },
  YEAR_ONLY: { vi: 'Một bên chỉ có năm', en: 'One has the year only' },
  LESS_EXACT: { vi: 'Một bên ít chi tiết hơn', en: 'One is less exact' },
  DIFFERENT: { vi: 'Khác nhau', en: 'Different' },
  EMPTY: { vi: 'Một bên bỏ trống', en: 'One is empty' },
  UNKNOWN: { vi: 'Một bên ghi không rõ', en: 'One says it is not known' },
  NOT_LOOKED_UP: { vi: 'Chưa tra cứu', en: 'Not looked up' },
} as const satisfies Readonly<Record<string, Bilingual>>
export type Difference = keyof typeof differences

const contradicting: ReadonlySet<Difference> = new Set(['MIDDLE_NAME', 'DAY_MONTH_SWAPPED', 'DIFFERENT'])

/** Whether both cannot be right; a spelling or a lack of detail is no contradiction. */
export const contradicts = (difference: Difference) => contradicting.has(difference)

const comparers: Readonly<Record<Comparison, (a: string, b: string) => Difference>> = {
  NAME: compareNames,
  DATE: compareDates,
  CODE: (a, b) => (a === b ? 'SAME' : 'DIFFERENT'),
  WORDS: compareWords,
  PLACE: comparePlaces,
}

/** Reads two sources of one field against each other. Symmetric. */
export function compareValues(
  field: ReconciledFieldName,
  a: SourceValue | undefined,
  b: SourceValue | undefined,
): Difference {
  if (!a || !b) return 'NOT_LOOKED_UP'
  if (a.unknown || b.unknown) return 'UNKNOWN'
  if (a.value === null || b.value === null) return 'EMPTY'
  return comparers[fieldOf(field).comparison](a.value, b.value)
}

const upper = (text: string) => text.normalize('NFC').toLocaleUpperCase('vi').replaceAll(/\s+/g, ' ').trim()

function compareNames(a: string, b: string): Difference {
  if (upper(a) === upper(b)) return 'SAME'
  const [left, right] = [matchingKey(a), matchingKey(b)]
  if (left === right) return 'SPELLING'
  const [one, other] = [nameParts(left), nameParts(right)]
  const sameEnds = one.family !== '' && one.family === other.family && one.given === other.given
  return sameEnds ? 'MIDDLE_NAME' : 'DIFFERENT'
}

function compareDates(a: string, b: string): Difference {
  if (a === b) return 'SAME'
  if (a.startsWith(b) || b.startsWith(a)) {
    return Math.min(a.length, b.length) === 4 ? 'YEAR_ONLY' : 'LESS_EXACT'
  }
  const [year, month, day] = a.split('-')
  return day !== undefined && b === `${year}-${day}-${month}` ? 'DAY_MONTH_SWAPPED' : 'DIFFERENT'
}

/** "HMông", "H'Mông" and "H' mông" are one people. */
const squeezed = (text: string) => matchingKey(text).replaceAll(' ', '')

function compareWords(a: string, b: string): Difference {
  if (upper(a) === upper(b)) return 'SAME'
  return squeezed(a) === squeezed(b) ? 'SPELLING' : 'DIFFERENT'
}

const unitTitles =
  /^(?:TINH|THANH PHO|TP|QUAN|Q|HUYEN|H|THI XA|TX|PHUONG|P|XA|X|THI TRAN|TT|DAC KHU|DK) (?=.)/

/** An address or place as its parts, without the titles of units. */
const placeParts = (text: string) =>
  text
    .split(',')
    .map((part) => searchKey(part).replace(unitTitles, ''))
    .filter((part) => part !== '')

function comparePlaces(a: string, b: string): Difference {
  if (upper(a) === upper(b)) return 'SAME'
  const [one, other] = [placeParts(a), placeParts(b)]
  if (one.join(',') === other.join(',')) return 'SPELLING'
  const [short, long] = one.length <= other.length ? [one, other] : [other, one]
  return short.every((part) => long.includes(part)) ? 'LESS_EXACT' : 'DIFFERENT'
}

/** One row of the three-way screen. */
export interface ComparedField {
  readonly field: ReconciledFieldName
  /** Which source the others are read against: the register, or the first that has a value. */
  readonly against: ConflictSource | null
  readonly bySource: readonly { readonly source: ConflictSource; readonly difference: Difference }[]
  /** Whether any two sources that have a value contradict each other. */
  readonly contradictory: boolean
  /** The source that usually prevails among those that have a value; null where all agree. Never more than advice. */
  readonly advice: ConflictSource | null
}

const hasValue = (value: SourceValue | undefined): value is SourceValue =>
  value !== undefined && !value.unknown && value.value !== null

/** Reads up to six sources of one field against each other. */
export function compareSources(field: ReconciledFieldName, values: SourceValues): ComparedField {
  const speaking = conflictSourceNames.filter((source) => hasValue(values[source]))
  const against = speaking.find((source) => source === 'REGISTER') ?? speaking[0] ?? null
  const base = against === null ? undefined : values[against]
  const bySource = conflictSourceNames.map((source) => ({
    source,
    difference: compareValues(field, base, values[source]),
  }))
  const differs = (test: (difference: Difference) => boolean) =>
    speaking.some((one, i) =>
      speaking.slice(i + 1).some((other) => test(compareValues(field, values[one], values[other]))),
    )
  const agree = !differs((difference) => difference !== 'SAME')
  const first = fieldOf(field).prevails.find((source) => hasValue(values[source])) ?? null
  return { field, against, bySource, contradictory: differs(contradicts), advice: agree ? null : first }
}

export type FieldValues = Readonly<Partial<Record<ReconciledFieldName, SourceValue>>>

/** The items that tell a person: a form that contradicts the register in one of them waits for a decision. */
export const identifyingFields = ['name', 'birthDate', 'sex', 'ethnicity', 'nationality'] as const

/** What stands against a form's being the person that the register has under its number; none where nothing does. */
export function conflictKindsBetween(form: FieldValues, register: FieldValues): readonly ConflictKind[] {
  const differing = identifyingFields.flatMap((field) => {
    const difference = compareValues(field, form[field], register[field])
    return contradicts(difference) ? [{ field, difference }] : []
  })
  const kinds = differing.map(({ field, difference }): ConflictKind =>
    difference === 'MIDDLE_NAME' ? 'MIDDLE_NAME' : fieldOf(field).kind,
  )
  // Another name and another birth date: hardly a slip of the pen, rather somebody else's number.
  const another = kinds.includes('NAME') && kinds.includes('BIRTH_DATE')
  return another ? ['NUMBER_OF_ANOTHER', ...kinds] : kinds
}
