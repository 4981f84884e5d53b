import type { PartialDate } from '../dates/calendar-date.ts'
import { searchKey } from '../text/vietnamese.ts'
import type { AddressPart } from './definition.ts'

/**
 * Answers as keyed, scanned or imported, by field id; whatever is not as below is reported, never thrown.
 *   TEXT, DIGITS   a string                    DATE   a string: dd/MM/yyyy, MM/yyyy, yyyy, 00 for unknown, or yyyy-MM-dd
 *   CHOICE         a code, the list of codes whose boxes hold ink, or { choice, written }
 *   ADDRESS        { province, district, commune, hamlet, street, house }   PERSON   { name, number, nationality }
 *   CHANGES        [{ item, before, after, evidence }], `item` a field id, `after` an answer to that field
 * "Không rõ" is {@link unknownAnswer} or those words; empty is undefined, null, blanks, {} or [].
 */
export type FormAnswers = Readonly<Record<string, unknown>>

/** The box "Không rõ". */
export const unknownAnswer = { unknown: true } as const

/** An answer that was understood. */
export type FieldValue =
  | { readonly type: 'UNKNOWN' }
  | { readonly type: 'TEXT'; readonly text: string }
  | { readonly type: 'DATE'; readonly date: PartialDate }
  | { readonly type: 'DIGITS'; readonly digits: string }
  | { readonly type: 'CHOICE'; readonly choice: string; readonly written: string | null }
  | AddressValue
  | PersonValue
  | { readonly type: 'CHANGES'; readonly changes: readonly Change[] }

export interface AddressValue {
  readonly type: 'ADDRESS'
  /** Null for a part declared unknown; absent where nothing was written. */
  readonly parts: { readonly [Part in AddressPart]?: string | null }
}

export interface PersonValue {
  readonly type: 'PERSON'
  readonly name: string
  /** 9 or 12 digits. */
  readonly number: string | null
  readonly nationality: string | null
}

export interface Change {
  /** Id of the field of DC01 that is changed. */
  readonly item: string
  /** As the registry has it, by the paper; null for nothing. */
  readonly before: string | null
  readonly after: FieldValue
  readonly evidence: string
}

const unknownWords = new Set(['KHONG RO', 'KHONG BIET', 'KHONG NHO', 'KO RO', 'K RO'])
const longestUnknown = 24

/** Whether words say "không rõ". Nearly none do, which their first letter tells at once. */
export function saysUnknown(text: string): boolean {
  return text.length <= longestUnknown && /^\s*k/i.test(text) && unknownWords.has(searchKey(text))
}

export function isUnknown(answer: unknown): boolean {
  if (typeof answer === 'string') return saysUnknown(answer)
  return isRecord(answer) && answer['unknown'] === true
}

/** Blanks, and the signs that nobody sees (as normaliseText drops them); no two alternatives share a sign. */
const blank = /^(?:\s|\u00AD|\u200B|\u200C|\u200D|\u2060)*$/

/** No answer is nested deeper than a part of an address in a row of changes. */
const deepest = 4

/** Nothing was written: neither an answer nor "không rõ". */
export function isEmpty(answer: unknown): boolean {
  return isEmptyAt(answer, 0)
}

function isEmptyAt(answer: unknown, depth: number): boolean {
  if (answer === undefined || answer === null) return true
  if (typeof answer === 'string') return blank.test(answer)
  if (typeof answer !== 'object' || depth > deepest) return false
  return Object.values(answer).every((part) => isEmptyAt(part, depth + 1))
}

export function isRecord(answer: unknown): answer is Readonly<Record<string, unknown>> {
  return typeof answer === 'object' && answer !== null && !Array.isArray(answer)
}
