import { correctableFields, type CorrectableFieldName } from '../../../core/citizen/correction.ts'
import { parseVietnameseDate } from '../../../core/dates/calendar-date.ts'
import { type Bilingual, DomainError } from '../../../core/errors.ts'
import { fieldOf, isReconciledField } from '../../../core/reconciliation/fields.ts'
import { householdRelationNames } from '../../../core/residence/words.ts'
import { isVietnameseName, normaliseText } from '../../../core/text/vietnamese.ts'
import { choicesOf, shownValue } from '../corrections/words.ts'

/** The codes that a field may hold, with their names; null for a field of words. */
export const codesOf = (field: string): Readonly<Record<string, Bilingual>> | null =>
  field === 'relationToHead' ? householdRelationNames : choicesOf(field)

/** What a source says, as people read it. */
export const shown = (field: string, value: string | null): Bilingual =>
  (value !== null && codesOf(field)?.[value]) || shownValue(field, value)

/** What was typed for a field as the server takes it; null for nothing, undefined where it cannot stand there. */
export function readTypedValue(field: string, typed: string): string | null | undefined {
  const text = normaliseText(typed)
  if (text === '') return null
  const value = field === 'birthDate' ? dateOf(text) : text
  if (value === undefined || !isReconciledField(field) || value.length > 300) return undefined
  const { outcome } = fieldOf(field)
  if (outcome === 'RELATION') return isVietnameseName(value) ? value : undefined
  if (outcome === 'PROCEDURE') return value
  const read = correctableFields[field as CorrectableFieldName].read.safeParse(value)
  return read.success ? read.data : undefined
}

function dateOf(text: string): string | undefined {
  try {
    return parseVietnameseDate(text)
  } catch (error) {
    if (error instanceof DomainError) return undefined
    throw error
  }
}
