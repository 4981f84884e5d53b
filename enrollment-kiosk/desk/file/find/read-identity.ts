import { type CitizenNumber, parseCitizenNumber } from '../../../../core/citizen/citizen-number.ts'
import { type PartialDate, parseVietnameseDate } from '../../../../core/dates/calendar-date.ts'
import { DomainError } from '../../../../core/errors.ts'

function orNull<Value>(read: () => Value): Value | null {
  try {
    return read()
  } catch (error) {
    if (error instanceof DomainError) return null
    throw error
  }
}

export const readNumber = (text: string): CitizenNumber | null =>
  orNull(() => parseCitizenNumber(text.replace(/[\s.]/g, '')))

export const readBirthDate = (text: string): PartialDate | null =>
  orNull(() => parseVietnameseDate(text.trim()))

/** Digits and blanks alone: meant as a number, whole or not. */
export const looksLikeNumber = (text: string): boolean => /^[\d\s.]+$/.test(text.trim())
