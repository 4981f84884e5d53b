import {
  formatVietnamese,
  parsePartialDate,
  parseVietnameseDate,
} from '../../../../core/dates/calendar-date.ts'
import type { ComparedFieldName } from '../../../../core/enrollment/who-wins.ts'
import { DomainError } from '../../../../core/errors.ts'
import { normaliseText } from '../../../../core/text/vietnamese.ts'

/** A field's value as people read it. */
export function shownValue(field: ComparedFieldName, value: string | null): string {
  if (value === null) return ''
  if (field === 'sex') return value === 'MALE' ? 'Nam' : value === 'FEMALE' ? 'Nữ' : value
  if (field !== 'birthDate') return value
  return datesOrAsIs(value, () => formatVietnamese(parsePartialDate(value)))
}

/** What an officer typed, as the file keeps it; null where it does not read or nothing was typed. */
export function typedValue(field: ComparedFieldName, typed: string): string | null {
  const text = normaliseText(typed)
  if (text === '') return null
  if (field === 'name' || field === 'fatherName' || field === 'motherName')
    return text.toLocaleUpperCase('vi')
  if (field === 'sex') return { nam: 'MALE', nữ: 'FEMALE' }[text.toLocaleLowerCase('vi')] ?? null
  if (field !== 'birthDate') return text
  const read = datesOrAsIs('', () => parseVietnameseDate(text))
  return read === '' ? null : read
}

function datesOrAsIs(otherwise: string, read: () => string): string {
  try {
    return read()
  } catch (error) {
    if (error instanceof DomainError) return otherwise
    throw error
  }
}
