import { checkDigit, compositeCheckDigit } from '../../mrz/td1.ts'
import { type CalendarDate, parsePartialDate } from '../../dates/calendar-date.ts'
import { DomainError } from '../../errors.ts'
import type { ChipImage } from '../../lds/chip-files.ts'
import { tlvAt } from '../../lds/tlv.ts'
import { letters, Misfit } from '../der/parts.ts'
import { contentOf } from '../files.ts'
import { reading, type Tell } from '../findings.ts'
import type { RuleName } from '../rules.ts'

/** The fields of DG1 as they stand, fillers and all; null where they are not of their form, which was told. */
export interface MrzText {
  readonly code: string | null
  readonly state: string | null
  /** Twelve digits. */
  readonly number: string | null
  /** yyMMdd, `<<` for what is not known. */
  readonly birthDate: string | null
  readonly sex: string | null
  readonly expiryDate: string | null
  readonly name: string | null
}

const mrzTag = 0x5f1f

/** DG1 as Vietnamese cards fill it: core/mrz/td1.ts has the layout. Null where the lines cannot be told apart. */
export function inspectMrz(image: ChipImage, tell: Tell): MrzText | null {
  const content = contentOf(image, 'DG1', tell)
  const zone = content && reading({ tell, file: 'DG1' }, 'MRZ_TAG', () => mrzIn(content))
  if (!zone) return null
  if (zone.length !== 90) {
    tell('MRZ_LENGTH', 'DG1', `${zone.length}`)
    return null
  }
  const text = letters(zone)
  if (!/^[A-Z0-9<]*$/.test(text)) {
    tell('MRZ_CHARACTERS', 'DG1')
    return null
  }
  const [upper, middle, lower] = [text.slice(0, 30), text.slice(30, 60), text.slice(60)] as const
  inspectCheckDigits(upper, middle, tell)
  inspectLayout(upper, middle, tell)
  const field = (rule: RuleName, text: string, isForm: boolean) => {
    if (isForm) return text
    tell(rule, 'DG1')
    return null
  }
  const expiry = middle.slice(8, 14)
  // Only of a birth may a part be unknown (9303-3, 4.8).
  const isExpiry = expiry === '<'.repeat(6) || (/^\d{6}$/.test(expiry) && isDate(`20${expiry}`))
  return {
    code: field('MRZ_DOCUMENT_CODE', upper.slice(0, 2), upper.startsWith('ID')),
    state: field('MRZ_STATE', upper.slice(2, 5), upper.slice(2, 5) === 'VNM'),
    number: field('MRZ_NUMBER', upper.slice(15, 27), /^\d{12}$/.test(upper.slice(15, 27))),
    birthDate: field('MRZ_BIRTH_DATE', middle.slice(0, 6), isBirthDate(middle.slice(0, 6))),
    sex: field('MRZ_SEX', middle.charAt(7), /^[MF]$/.test(middle.charAt(7))),
    expiryDate: field('MRZ_EXPIRY_DATE', expiry, isExpiry),
    name: field('MRZ_NAME', lower, nameForm.test(lower)),
  }
}

const nameForm = /^[A-Z]+(?:<[A-Z]+)*(?:<<[A-Z]+(?:<[A-Z]+)*)?<*$/

function mrzIn(content: Uint8Array): Uint8Array {
  const zone = tlvAt(content, 0, 'DG1')
  if (zone.tag !== mrzTag) throw new Misfit(zone.tag.toString(16))
  if (zone.whole.length !== content.length) throw new Misfit(`${content.length - zone.whole.length} more`)
  return zone.content
}

/** ICAO 9303-5, 4.2.4; position 30 of the first line is Vietnam's own. */
function inspectCheckDigits(upper: string, middle: string, tell: Tell): void {
  const checks = [
    ['MRZ_CHECK_NUMBER', checkDigit(upper.slice(5, 14)), upper.charAt(14)],
    ['MRZ_CHECK_PERSONAL', checkDigit(upper.slice(15, 27)), upper.charAt(29)],
    ['MRZ_CHECK_BIRTH', checkDigit(middle.slice(0, 6)), middle.charAt(6)],
    ['MRZ_CHECK_EXPIRY', checkDigit(middle.slice(8, 14)), middle.charAt(14)],
    ['MRZ_CHECK_COMPOSITE', compositeCheckDigit(upper, middle), middle.charAt(29)],
  ] as const
  for (const [rule, expected, found] of checks) if (expected !== found) tell(rule, 'DG1')
}

function inspectLayout(upper: string, middle: string, tell: Tell): void {
  const number = upper.slice(15, 27)
  if (/^\d{12}$/.test(number) && number.slice(3) !== upper.slice(5, 14)) tell('MRZ_NUMBERS_DIFFER', 'DG1')
  if (middle.slice(15, 18) !== 'VNM') tell('MRZ_NATIONALITY', 'DG1')
  if (upper.slice(27, 29) !== '<<' || middle.slice(18, 29) !== '<'.repeat(11)) tell('MRZ_FILLERS', 'DG1')
}

/** In either of the two centuries that living people were born in; a day or month that is not known is `<<`. */
const isBirthDate = (text: string) => isDate(`19${text}`) || isDate(`20${text}`)

function isDate(text: string): boolean {
  const match = /^(\d{4})(?:(\d\d)(?:(\d\d)|<<)|<<<<)$/.exec(text)
  if (!match) return false
  const [, year, month, day] = match
  return isOnCalendar([year, month, day].filter((part) => part !== undefined).join('-'))
}

/** `yyyy`, `yyyy-MM` or `yyyy-MM-dd`. */
export function isOnCalendar(text: string): boolean {
  try {
    parsePartialDate(text)
    return true
  } catch (error) {
    if (error instanceof DomainError) return false
    throw error
  }
}

/** A card that has expired is still genuine. */
export function inspectExpiry({ expiryDate }: MrzText, today: CalendarDate, tell: Tell): void {
  const [, year, month, day] = /^(\d\d)(\d\d)(\d\d)$/.exec(expiryDate ?? '') ?? []
  if (year !== undefined && `20${year}-${month}-${day}` < today) tell('DOCUMENT_EXPIRED', 'DG1')
}
