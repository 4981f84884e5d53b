import {
  explainCitizenNumber,
  parseCitizenNumber,
  type CitizenNumber,
  type Sex,
} from '../citizen/citizen-number.ts'
import {
  IllegalDate,
  parseCalendarDate,
  parsePartialDate,
  type CalendarDate,
  type PartialDate,
} from '../dates/calendar-date.ts'
import { DomainError } from '../errors.ts'
import { mrzName } from '../text/transliteration.ts'

/*
 * TD1, three lines of thirty (ICAO 9303-5, 4.2.2), as Vietnamese cards fill it:
 *   line 1   1-2 ID · 3-5 VNM · 6-14 last nine digits of the number · 15 check · 16-27 the twelve digits · 28-29 << · 30 check
 *   line 2   1-6 birth yyMMdd · 7 check · 8 M or F · 9-14 expiry yyMMdd · 15 check · 16-18 VNM · 19-29 fillers · 30 composite
 *   line 3   1-30 name
 * Position 30 of line 1 is Vietnam's own: a check digit over the twelve digits, inside what ICAO leaves to the issuer.
 */

/** What stands for "Không thời hạn" in the expiry field. An assumption: no public source shows a card without expiry. */
export const noExpiry = '991231'

export interface ExpiryForm {
  /** Six characters of an MRZ. */
  readonly noExpiry: string
}
const usual: ExpiryForm = { noExpiry }

export type Mrz = readonly [string, string, string]

export interface MrzHolder {
  readonly number: CitizenNumber
  readonly birthDate: PartialDate
  readonly sex: Sex
  /** null: không thời hạn. */
  readonly expiresOn: CalendarDate | null
  readonly name: string
}

export interface MrzFields extends Omit<MrzHolder, 'name'> {
  /** A–Z, words separated by a blank; may be cut. */
  readonly surname: string
  readonly givenNames: string
}

export type MrzField = 'DOCUMENT_NUMBER' | 'PERSONAL_NUMBER' | 'BIRTH_DATE' | 'EXPIRY_DATE' | 'COMPOSITE'
export type MrzFault = 'SHAPE' | 'NOT_VIETNAMESE' | 'CHECK_DIGIT' | 'NUMBERS_DIFFER' | 'DATE' | 'SEX' | 'NAME'

/** The lines are not a Vietnamese card's MRZ; `fault` says why, `field` which check digit fails. */
export class IllegalMrz extends DomainError<'ILLEGAL_MRZ'> {
  constructor(fault: MrzFault, field: MrzField | null = null) {
    super(
      'ILLEGAL_MRZ',
      {
        vi: 'Không đọc được dòng MRZ của thẻ. Hãy quét lại hoặc nhập lại đúng ba dòng ở mặt sau.',
        en: 'The machine-readable zone cannot be read. Scan or type the three lines on the back again.',
      },
      { fault, field },
    )
  }
}

/** Weights 7, 3, 1 over 0–9, A–Z as 10–35, filler as 0; modulo 10 (ICAO 9303-3, 4.9). */
export function checkDigit(text: string): string {
  let sum = 0
  for (let i = 0; i < text.length; i++) {
    const sign = text.charAt(i)
    const value = sign === '<' ? 0 : Number.parseInt(sign, 36)
    if (Number.isNaN(value)) throw new IllegalMrz('SHAPE')
    sum += value * ([7, 3, 1][i % 3] ?? 0)
  }
  return String(sum % 10)
}

/** Check digit over both upper lines: 6-30 of the first; 1-7, 9-15 and 19-29 of the second (ICAO 9303-5, 4.2.4). */
export function compositeCheckDigit(upper: string, middle: string): string {
  return checkDigit(upper.slice(5, 30) + middle.slice(0, 7) + middle.slice(8, 15) + middle.slice(18, 29))
}

const withCheck = (field: string) => field + checkDigit(field)

/** yyMMdd with `<<` for each part that is not known (ICAO 9303-3, 4.8). */
function mrzDate(date: PartialDate): string {
  const [year = '', month = '<<', day = '<<'] = date.split('-')
  return year.slice(2) + month + day
}

/** The three lines of a card. Throws IllegalMrzName for a name that cannot be transliterated. */
export function formatTd1(holder: MrzHolder, form: ExpiryForm = usual): Mrz {
  const { number, birthDate, sex, expiresOn, name } = holder
  const upper = `IDVNM${withCheck(number.slice(3))}${number}<<${checkDigit(number)}`
  const birth = withCheck(mrzDate(birthDate))
  const expiry = withCheck(expiresOn === null ? form.noExpiry : mrzDate(expiresOn))
  const middle = `${birth}${sex === 'MALE' ? 'M' : 'F'}${expiry}VNM${'<'.repeat(11)}`
  return [upper, middle + compositeCheckDigit(upper, middle), mrzName(name, 30)]
}

/**
 * Reads the lines of a Vietnamese card; blanks and lower case are tolerated, a wrong check digit is not. The century of
 * birth is that of the number; expiry is after 2000. Throws {@link IllegalMrz}.
 */
export function parseTd1(lines: readonly string[], form: ExpiryForm = usual): MrzFields {
  const [upper = '', middle = '', lower = '', ...more] = lines.map((line) =>
    line.replaceAll(/\s/g, '').toUpperCase(),
  )
  if (more.length > 0 || ![upper, middle, lower].every((line) => /^[A-Z0-9<]{30}$/.test(line))) {
    throw new IllegalMrz('SHAPE')
  }
  if (!upper.startsWith('IDVNM') || middle.slice(15, 18) !== 'VNM') throw new IllegalMrz('NOT_VIETNAMESE')
  refuseWrongCheckDigits(upper, middle)
  const number = numberOf(upper)
  return {
    number,
    birthDate: birthDateOf(middle.slice(0, 6), explainCitizenNumber(number).century),
    sex: sexOf(middle.charAt(7)),
    expiresOn: expiryOf(middle.slice(8, 14), form),
    ...namesOf(lower),
  }
}

function refuseWrongCheckDigits(upper: string, middle: string): void {
  const checks: readonly (readonly [MrzField, string, string])[] = [
    ['DOCUMENT_NUMBER', checkDigit(upper.slice(5, 14)), upper.charAt(14)],
    ['PERSONAL_NUMBER', checkDigit(upper.slice(15, 27)), upper.charAt(29)],
    ['BIRTH_DATE', checkDigit(middle.slice(0, 6)), middle.charAt(6)],
    ['EXPIRY_DATE', checkDigit(middle.slice(8, 14)), middle.charAt(14)],
    ['COMPOSITE', compositeCheckDigit(upper, middle), middle.charAt(29)],
  ]
  const wrong = checks.find(([, expected, found]) => expected !== found)
  if (wrong) throw new IllegalMrz('CHECK_DIGIT', wrong[0])
}

function numberOf(upper: string): CitizenNumber {
  const digits = upper.slice(15, 27)
  if (!/^\d{12}$/.test(digits)) throw new IllegalMrz('SHAPE')
  if (digits.slice(3) !== upper.slice(5, 14)) throw new IllegalMrz('NUMBERS_DIFFER')
  return parseCitizenNumber(digits)
}

function birthDateOf(field: string, century: number): PartialDate {
  const match = /^(\d\d)(?:(\d\d)(\d\d|<<)|<<<<)$/.exec(field)
  if (!match) throw new IllegalMrz('DATE')
  const [, year, month, day] = match
  const known = [month, day].filter((part) => part !== undefined && part !== '<<')
  return onCalendar(() => parsePartialDate([century + Number(year), ...known].join('-')))
}

function expiryOf(field: string, form: ExpiryForm): CalendarDate | null {
  if (field === form.noExpiry) return null
  return onCalendar(() => parseCalendarDate(`20${field.slice(0, 2)}-${field.slice(2, 4)}-${field.slice(4)}`))
}

function onCalendar<D>(read: () => D): D {
  try {
    return read()
  } catch (error) {
    if (error instanceof IllegalDate) throw new IllegalMrz('DATE')
    throw error
  }
}

function sexOf(sign: string): Sex {
  if (sign === 'M') return 'MALE'
  if (sign === 'F') return 'FEMALE'
  throw new IllegalMrz('SEX')
}

function namesOf(lower: string): { surname: string; givenNames: string } {
  const match = /^([A-Z]+(?:<[A-Z]+)*)(?:<<([A-Z]+(?:<[A-Z]+)*))?<*$/.exec(lower)
  if (!match) throw new IllegalMrz('NAME')
  const words = (part: string | undefined) => (part ?? '').replaceAll('<', ' ')
  return { surname: words(match[1]), givenNames: words(match[2]) }
}
