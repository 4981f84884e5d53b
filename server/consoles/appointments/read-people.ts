import { parseVietnameseDate } from '../../../core/dates/calendar-date.ts'
import { DomainError } from '../../../core/errors.ts'

/** A line of a pasted list: name, birth date, and where they are known number and telephone, between semicolons or tabs. */
export interface ListedPerson {
  readonly name: string
  /** yyyy, yyyy-MM or yyyy-MM-dd; as it was typed where it is no date, so that the server names its row. */
  readonly birthDate: string
  readonly number: string | null
  readonly phone: string | null
}

const number = /^\d{12}$/
const phone = /^0\d{9}$/

function readDate(text: string): string {
  try {
    return parseVietnameseDate(text)
  } catch (error) {
    if (error instanceof DomainError) return text
    throw error
  }
}

/** People of a list as it comes from a spreadsheet or a form; empty lines are none. */
export function readPeople(text: string): readonly ListedPerson[] {
  return text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [name = '', birthDate = '', ...rest] = line.split(/[;\t]/).map((part) => part.trim())
      const digits = rest.map((part) => part.replaceAll(/[\s.]/g, ''))
      return {
        name,
        birthDate: readDate(birthDate),
        number: digits.find((part) => number.test(part)) ?? null,
        phone: digits.find((part) => phone.test(part)) ?? null,
      }
    })
}
