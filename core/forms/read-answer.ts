import {
  ageOn,
  earliestDay,
  IllegalDate,
  isComplete,
  parsePartialDate,
  parseVietnameseDate,
  type CalendarDate,
  type PartialDate,
} from '../dates/calendar-date.ts'
import { isVietnameseName, normaliseText } from '../text/vietnamese.ts'
import { type FieldValue, isEmpty, isRecord, isUnknown, type PersonValue, saysUnknown } from './answers.ts'
import {
  type AddressField,
  type AddressPart,
  addressParts,
  type ChoiceField,
  type CorrectableField,
  type DateField,
  type DigitsField,
  type PersonField,
  personParts,
  type TextField,
} from './definition.ts'
import type { FaultAt, FormRule } from './faults.ts'

/** What was made of one answer. */
export interface Reading {
  /** Null where nothing legal was answered. */
  readonly value: FieldValue | null
  /** How much of the item is answered, 0 to 1: its share of the completeness score. */
  readonly credit: number
  readonly faults: readonly FaultAt[]
}

/** What an honest "không rõ" is worth: the person was asked, the item remains to be found out. */
const unknownCredit = 0.5
/** By how far a date is known: its year; month and year; the day. */
const dateCredits = { 4: 0.6, 7: 0.8, 10: 1 } as const
const oldest = 120
const longestPart = 120
/** As typed, with blanks; longer is not even looked at. */
const longestDate = 40
const longestDigits = 60

export const refused = (rule: FormRule, part: string | null = null): Reading => ({
  value: null,
  credit: 0,
  faults: [{ rule, part }],
})
const whole = (value: FieldValue): Reading => ({ value, credit: 1, faults: [] })
const nothing: Reading = { value: null, credit: 0, faults: [] }

/** An answer that is empty or "không rõ" is judged here; null where something was answered. */
export function readAbsence(
  field: { readonly required: boolean; readonly mayBeUnknown: boolean },
  answer: unknown,
): Reading | null {
  if (isUnknown(answer)) {
    if (!field.mayBeUnknown) return refused('UNKNOWN_NOT_ACCEPTED')
    return { value: { type: 'UNKNOWN' }, credit: unknownCredit, faults: [] }
  }
  if (!isEmpty(answer)) return null
  return field.required ? refused('ANSWER_MISSING') : nothing
}

/** Reads one answer against its field as it stands on a day. Never throws on what people write. */
export function readAnswer(field: CorrectableField, answer: unknown, on: CalendarDate): Reading {
  const absent = readAbsence(field, answer)
  if (absent) return absent
  switch (field.type) {
    case 'TEXT':
      return readText(field, answer)
    case 'DATE':
      return readDate(field, answer, on)
    case 'DIGITS':
      return readDigits(field, answer)
    case 'CHOICE':
      return readChoice(field, answer)
    case 'ADDRESS':
      return readAddress(field, answer)
    case 'PERSON':
      return readPerson(field, answer)
  }
}

// Letters, digits and what occurs in addresses; signs of a wrong encoding (¨, ¶, ¸ …) do not.
const words = /^[\p{L}\p{N}][\p{L}\p{N} .,;:'’"“”()/–+&-]*$/u

/** Words as stored, or the rule that they break. */
function legalWords(answer: unknown, maxLength: number): { readonly text: string } | FormRule {
  if (typeof answer !== 'string') return 'ANSWER_SHAPE'
  // Decomposed letters take up to three characters; longer is not even normalised.
  if (answer.length > maxLength * 4) return 'TEXT_TOO_LONG'
  const text = normaliseText(answer)
  if (text.length > maxLength) return 'TEXT_TOO_LONG'
  return words.test(text) ? { text } : 'TEXT_ILLEGAL'
}

/** A name in capitals, as the forms want it, or the rule that it breaks. */
function legalName(answer: unknown, maxLength: number): { readonly text: string } | FormRule {
  if (typeof answer !== 'string') return 'ANSWER_SHAPE'
  if (answer.length > maxLength * 4) return 'TEXT_TOO_LONG'
  const text = normaliseText(answer).toLocaleUpperCase('vi')
  if (text.length > maxLength) return 'TEXT_TOO_LONG'
  return isVietnameseName(text) ? { text } : 'NAME_ILLEGAL'
}

function readText({ content, maxLength }: TextField, answer: unknown): Reading {
  const read = content === 'NAME' ? legalName(answer, maxLength) : legalWords(answer, maxLength)
  return typeof read === 'string' ? refused(read) : whole({ type: 'TEXT', text: read.text })
}

function parseDate(text: string): PartialDate | null {
  try {
    return /^\d{4}-/.test(text) ? parsePartialDate(text) : parseVietnameseDate(text)
  } catch (error) {
    if (error instanceof IllegalDate) return null
    throw error
  }
}

function readDate(_: DateField, answer: unknown, on: CalendarDate): Reading {
  if (typeof answer !== 'string') return refused('ANSWER_SHAPE')
  const date = answer.length > longestDate ? null : parseDate(normaliseText(answer))
  if (date === null) return refused('DATE_ILLEGAL')
  if (earliestDay(date) > on) return refused('DATE_IN_FUTURE')
  const credit = isComplete(date) ? dateCredits[10] : dateCredits[date.length as 4 | 7]
  const faults = ageOn(date, on) > oldest ? [{ rule: 'DATE_LONG_AGO', part: null } as const] : []
  return { value: { type: 'DATE', date }, credit, faults }
}

function legalDigits(answer: unknown, lengths: readonly number[]): { readonly text: string } | FormRule {
  if (typeof answer !== 'string') return 'ANSWER_SHAPE'
  if (answer.length > longestDigits) return 'DIGITS_ILLEGAL'
  const text = answer.replaceAll(/[\s.-]/g, '')
  return /^\d+$/.test(text) && lengths.includes(text.length) ? { text } : 'DIGITS_ILLEGAL'
}

function readDigits({ lengths }: DigitsField, answer: unknown): Reading {
  const read = legalDigits(answer, lengths)
  return typeof read === 'string' ? refused(read) : whole({ type: 'DIGITS', digits: read.text })
}

/** The ticked boxes and the words beside them. */
function ticked(answer: unknown): { readonly codes: readonly unknown[]; readonly written: unknown } {
  const { choice, written } = isRecord(answer) ? answer : { choice: answer, written: null }
  const codes = Array.isArray(choice) ? choice : [choice]
  return { codes: [...new Set(codes.filter((code) => !isEmpty(code)))], written }
}

function readChoice(field: ChoiceField, answer: unknown): Reading {
  const { codes, written } = ticked(answer)
  if (codes.length > 1) return refused('CHOICE_SEVERAL')
  const [code] = codes
  const choice = field.choices.find((one) => one.code === code)
  if (!choice) return refused(codes.length === 0 ? 'PART_MISSING' : 'CHOICE_ILLEGAL')
  if (isEmpty(written)) {
    if (choice.written) return refused('PART_MISSING', 'written')
    return whole({ type: 'CHOICE', choice: choice.code, written: null })
  }
  if (!choice.written) return refused('CHOICE_SEVERAL', 'written')
  const read = legalWords(written, longestPart)
  if (typeof read === 'string') return refused(read, 'written')
  return whole({ type: 'CHOICE', choice: choice.code, written: read.text })
}

const isAddressPart = (key: string): key is AddressPart => addressParts.some((part) => part === key)

function readAddress(field: AddressField, answer: unknown): Reading {
  if (!isRecord(answer) || !Object.keys(answer).every(isAddressPart)) return refused('ANSWER_SHAPE')
  const parts: { -readonly [Part in AddressPart]?: string | null } = {}
  const faults: FaultAt[] = []
  for (const part of addressParts) {
    const given = answer[part]
    if (isEmpty(given)) continue
    const read = isUnknown(given) && field.mayBeUnknown ? { text: null } : legalWords(given, longestPart)
    if (typeof read === 'string') faults.push({ rule: read, part })
    else parts[part] = read.text
    if (!field.parts.some((one) => one.part === part)) faults.push({ rule: 'PART_NOT_ON_FORM', part })
  }
  const required = field.parts.filter((one) => one.required)
  let credit = 0
  for (const { part } of required) {
    const value = parts[part]
    if (value !== undefined) credit += value === null ? unknownCredit : 1
    else if (isEmpty(answer[part])) faults.push({ rule: 'PART_MISSING', part })
  }
  const value = Object.keys(parts).length > 0 ? ({ type: 'ADDRESS', parts } as const) : null
  return { value, credit: credit / required.length, faults }
}

function readPerson(field: PersonField, answer: unknown): Reading {
  if (!isRecord(answer) || !Object.keys(answer).every((key) => personParts.some((part) => part === key))) {
    return refused('ANSWER_SHAPE')
  }
  const name = isEmpty(answer['name']) ? 'PART_MISSING' : legalName(answer['name'], longestPart)
  const number = optionalPart(answer['number'], (given) => legalDigits(given, [9, 12]))
  const nationality = optionalPart(answer['nationality'], (given) => legalWords(given, 60))
  const faults = Object.entries({ name, number, nationality }).flatMap(([part, read]): FaultAt[] =>
    typeof read === 'string' ? [{ rule: read, part }] : [],
  )
  if (typeof name === 'string') return { value: null, credit: 0, faults }
  const value: PersonValue = {
    type: 'PERSON',
    name: name.text,
    number: typeof number === 'string' ? null : number.text,
    nationality: typeof nationality === 'string' ? null : nationality.text,
  }
  return { value, credit: 1, faults }
}

type ReadPart = { readonly text: string | null } | FormRule

function optionalPart(given: unknown, read: (given: unknown) => ReadPart): ReadPart {
  if (isEmpty(given) || (typeof given === 'string' && saysUnknown(given)) || isUnknown(given))
    return { text: null }
  return read(given)
}

/** Text of an evidence or of what is recorded now, or the rule that it breaks; null for nothing. */
export function readNote(answer: unknown): { readonly text: string | null } | FormRule {
  return optionalPart(answer, (given) => legalWords(given, 300))
}
