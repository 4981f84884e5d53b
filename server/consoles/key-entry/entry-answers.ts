import { isRecord, isUnknown, unknownAnswer } from '../../../core/forms/answers.ts'

/** What has been typed so far, by field id, in the shapes of core/forms/answers.ts. */
export type EntryAnswers = Readonly<Record<string, unknown>>

/** An emptied field is absent: empty, and "không rõ", are two things. */
export function withAnswer(answers: EntryAnswers, id: string, answer: unknown): EntryAnswers {
  const { [id]: _, ...rest } = answers
  return answer === undefined || answer === '' ? rest : { ...rest, [id]: answer }
}

export const textOf = (answer: unknown): string => (typeof answer === 'string' ? answer : '')

/** A part of an address or of a person. */
export const partOf = (answer: unknown, part: string): unknown =>
  isRecord(answer) ? answer[part] : undefined

/** The answer with one part set; undefined when no part is left, so that the field is empty again. */
export function withPart(answer: unknown, part: string, value: unknown): unknown {
  const known = isRecord(answer) && !isUnknown(answer) ? answer : {}
  const { [part]: _, ...rest } = known
  const next = value === undefined || value === '' ? rest : { ...rest, [part]: value }
  return Object.keys(next).length === 0 ? undefined : next
}

export const toggleUnknown = (answer: unknown): unknown => (isUnknown(answer) ? undefined : unknownAnswer)

const dateShapes: Readonly<Record<number, RegExp>> = { 8: /^(\d\d)(\d\d)(\d{4})$/, 6: /^(\d\d)(\d{4})$/ }

/** Digits of the boxes as a date: 15021990 → 15/02/1990, 021990 → 02/1990, 1990; anything else stays as it is typed. */
export function dateFromBoxes(digits: string): string {
  const parts = dateShapes[digits.length]?.exec(digits)
  return parts ? parts.slice(1).join('/') : digits
}

/** The digits of an answer as they stand in its boxes. */
export const boxesOf = (answer: unknown): string => textOf(answer).replaceAll(/\D/g, '')
