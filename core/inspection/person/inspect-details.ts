import {
  type CalendarDate,
  isComplete,
  type PartialDate,
  parsePartialDate,
} from '../../dates/calendar-date.ts'
import { DomainError } from '../../errors.ts'
import { mrzName } from '../../text/transliteration.ts'
import type { Tell } from '../findings.ts'
import { isOnCalendar, type MrzText } from './inspect-mrz.ts'
import type { Details } from './read-details.ts'

const field = {
  number: 1,
  name: 2,
  birthDate: 3,
  sex: 4,
  issuedOn: 11,
  expiresOn: 12,
  legacyNumber: 15,
  chipSerial: 16,
} as const

export interface HolderDates {
  readonly birthDate: PartialDate | null
  readonly issuedOn: CalendarDate | null
}

/** What DG13 says by itself, and against the machine-readable zone. What could not be read was told before. */
export function inspectDetails(details: Details, mrz: MrzText | null, tell: Tell): HolderDates {
  const text = (name: keyof typeof field) => details.get(field[name]) || null
  const number = text('number')
  if (number !== null && !/^\d{12}$/.test(number)) tell('DG13_NUMBER', 'DG13')
  else if (number !== null && mrz?.number && number !== mrz.number) tell('DG13_NUMBER_DIFFERS', 'DG13')
  const name = text('name')
  if (name !== null && mrz?.name && !isNameOf(name, mrz.name)) tell('DG13_NAME_DIFFERS', 'DG13')
  inspectSex(text('sex'), mrz, tell)
  const legacy = text('legacyNumber')
  if (legacy !== null && !/^\d{9}$/.test(legacy)) tell('DG13_LEGACY_NUMBER', 'DG13')
  const serial = text('chipSerial')
  if (serial !== null && !/^[0-9A-Z]{16}$/.test(serial)) tell('DG13_CHIP_SERIAL', 'DG13')
  return inspectDates(text, mrz, tell)
}

function isNameOf(name: string, line: string): boolean {
  try {
    return mrzName(name, 30) === line
  } catch (error) {
    if (error instanceof DomainError) return false
    throw error
  }
}

const sexes: ReadonlyMap<string, string> = new Map([
  ['Nam', 'M'],
  ['Nữ', 'F'],
])

function inspectSex(text: string | null, mrz: MrzText | null, tell: Tell): void {
  if (text === null) return
  const sign = sexes.get(text)
  if (sign === undefined) tell('DG13_SEX', 'DG13')
  else if (mrz?.sex && sign !== mrz.sex) tell('DG13_SEX_DIFFERS', 'DG13')
}

type TextOf = (name: keyof typeof field) => string | null

function inspectDates(text: TextOf, mrz: MrzText | null, tell: Tell): HolderDates {
  const read = (name: 'birthDate' | 'issuedOn' | 'expiresOn') => {
    const told = text(name)
    const date = told === null ? null : dateOf(told)
    if (told !== null && !isAllowed(told, date, name)) tell('DG13_DATE', 'DG13', `field ${field[name]}`)
    return date
  }
  const [birth, issued, expires] = [read('birthDate'), read('issuedOn'), read('expiresOn')]
  const known = [birth, issued, expires].filter((date) => date !== null)
  if (known.some((date, i) => i > 0 && (known[i - 1] ?? '') > date)) tell('DG13_DATES_ORDER', 'DG13')
  if (mrz?.birthDate && birth && zoneDate(birth) !== mrz.birthDate) tell('DG13_BIRTH_DIFFERS', 'DG13')
  const expiryText = text('expiresOn')
  if (mrz?.expiryDate && expiryText !== null && !isExpiry(expiryText, expires, mrz.expiryDate))
    tell('DG13_EXPIRY_DIFFERS', 'DG13')
  return { birthDate: birth, issuedOn: issued && isComplete(issued) ? issued : null }
}

/** dd/MM/yyyy with 00 for what is not known, as a date; null for anything else. */
function dateOf(text: string): PartialDate | null {
  const [, day, month, year] = /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(text) ?? []
  if (day === undefined || month === undefined || (month === '00' && day !== '00')) return null
  const iso = [year, month, day].filter((part) => part !== '00').join('-')
  return isOnCalendar(iso) ? parsePartialDate(iso) : null
}

/** A date of birth may be known in part; a card without expiry says so in words. */
function isAllowed(text: string, date: PartialDate | null, name: keyof typeof field): boolean {
  if (date === null) return name === 'expiresOn' && !/\d/.test(text)
  return name === 'birthDate' || isComplete(date)
}

/** yyMMdd with `<<` (ICAO 9303-3, 4.8). */
function zoneDate(date: PartialDate): string {
  const [year = '', month = '<<', day = '<<'] = date.split('-')
  return year.slice(2) + month + day
}

/** What the zone has for a card without expiry; readers accept both (docs/chip.md). */
const withoutExpiry: readonly string[] = ['991231', '<<<<<<']

function isExpiry(text: string, date: PartialDate | null, zone: string): boolean {
  if (date !== null) return zoneDate(date) === zone
  return /\d/.test(text) || withoutExpiry.includes(zone)
}
