import { unknownAnswer } from '../forms/answers.ts'
import { normaliseText } from '../text/vietnamese.ts'
import { encodingSign, type EncodingSign } from '../text/legacy-encodings.ts'
import { readDateAs } from './date-formats.ts'
import type { MappingProfile, ResidentProfile, Source } from './mapping-profile.ts'
import type { RowReason } from './row-faults.ts'

/** What a source says on one row: a text, "không rõ", nothing (undefined), or why it cannot be taken. */
export type SourceAnswer =
  | string
  | typeof unknownAnswer
  | undefined
  | { readonly fault: RowReason; readonly sign?: EncodingSign }

export const isFault = (
  answer: SourceAnswer,
): answer is { readonly fault: RowReason; readonly sign?: EncodingSign } =>
  typeof answer === 'object' && 'fault' in answer

/** Answers in which no date of the calendar can be read, whatever else they look like. */
const noDate = '—'

/** Reads a source from the values of one row, given in the order of {@link columnsWanted}. */
export interface ReadSource {
  (values: readonly string[]): SourceAnswer
  /** Positions of the values that it reads. */
  readonly places: readonly number[]
}

export function sourceReader(source: Source, wanted: readonly string[]): ReadSource {
  const { constant, codes, unknown, dates, digits } = source
  const places = namesIn(source).map((name) => wanted.indexOf(normaliseText(name)))
  const [first = -1] = places
  const table =
    codes && new Map(Object.entries(codes).map(([code, meaning]) => [normaliseText(code), meaning]))
  const unknownWords = new Set(unknown?.map(normaliseText))
  const read = (values: readonly string[]): SourceAnswer => {
    const written =
      constant ?? (places.length === 1 ? values[first] : places.map((place) => values[place] ?? '').join(' '))
    if (written === undefined || written === '') return undefined
    const sign = encodingSign(written)
    if (sign) return { fault: 'WRONG_ENCODING', sign }
    const text = table || unknown || dates || digits ? normaliseText(written) : written
    if (unknownWords.has(text)) return unknownAnswer
    if (table) return text === '' ? undefined : (table.get(text) ?? { fault: 'CODE_UNKNOWN' })
    if (dates) return text === '' ? undefined : (readDateAs(dates, text) ?? noDate)
    return digits && /^\d+$/.test(text) ? text.padStart(digits, '0') : text
  }
  return Object.assign(read, { places })
}

type FieldSource = NonNullable<ResidentProfile['fields'][keyof ResidentProfile['fields']]>

/** The sources of one item: of its parts, of a choice and the words beside it, or one alone. */
function sourcesIn(field: FieldSource | Source): readonly Source[] {
  if ('parts' in field) return Object.values(field.parts)
  if ('oneLine' in field) return [field.oneLine]
  return 'choice' in field ? [field.choice, field.written] : [field]
}

const defined = <Value>(values: readonly (Value | undefined)[]) =>
  values.filter((value) => value !== undefined)

/** Every column that the profile names, once. */
export function columnsWanted(profile: MappingProfile): readonly string[] {
  const unit = defined('code' in profile.unit ? [profile.unit.code] : Object.values(profile.unit))
  const fields = defined(Object.values(profile.fields)).flatMap(sourcesIn)
  const own = profile.target === 'RESIDENT' ? defined([profile.legacyNumber]) : []
  const keys = profile.target === 'RESIDENT' ? profile.key : []
  const named = [...unit, ...fields, ...own].flatMap(namesIn)
  return [...new Set([...keys, ...named].map(normaliseText))]
}

/** Columns that a source reads, none for a constant. */
export const namesIn = ({ column, columns }: Source): readonly string[] =>
  columns ?? (column === undefined ? [] : [column])
