import { parseCitizenNumber, type CitizenNumber, type Sex } from '../citizen/citizen-number.ts'
import {
  isComplete,
  parseVietnameseDate,
  type CalendarDate,
  type PartialDate,
} from '../dates/calendar-date.ts'
import { DomainError } from '../errors.ts'
import { normaliseText, searchKey } from '../text/vietnamese.ts'

/*
 * The printed QR is UTF-8 text, fields separated by a bar, without a header:
 *   number | 9-digit CMND or empty | name | birth DDMMYYYY | Nam or Nữ | residence | issue DDMMYYYY      (TT 06/2021)
 *   … | cancelled number | father | mother                                  (TT 16/2024, article 6; NĐ 70/2024, article 12)
 * The law names what the 2024 code holds, not its order: the tail's order is an assumption.
 */

export interface CardQr {
  readonly number: CitizenNumber
  /** Nine digits of the old CMND. */
  readonly legacyNumber: string | null
  readonly name: string
  readonly birthDate: PartialDate
  readonly sex: Sex
  readonly residence: string
  readonly issuedOn: CalendarDate | null
  readonly cancelledNumber: CitizenNumber | null
  readonly fatherName: string | null
  readonly motherName: string | null
}

/** What a card to be printed carries; the tail is for cards since 01/07/2024 and left out before. */
export interface CardQrContent extends CardQr {
  readonly era: 2021 | 2024
  readonly issuedOn: CalendarDate
}

/** Text that cannot stand in a field of the QR. */
export class IllegalQrField extends DomainError<'ILLEGAL_QR_FIELD'> {
  constructor(field: string) {
    super(
      'ILLEGAL_QR_FIELD',
      {
        vi: 'Họ tên, địa chỉ bị bỏ trống hoặc có ký tự "|", hay số CMND không đủ 9 chữ số: không ghi được vào mã QR.',
        en: 'A name or address is empty or has the sign "|", or the old number has not 9 digits: no QR code can be made.',
      },
      { field },
    )
  }
}

export type CardQrFault = 'FIELDS' | 'NUMBER' | 'NAME' | 'BIRTH_DATE' | 'SEX' | 'ISSUE_DATE'

/** The text is not a card's QR; `fault` names the first field that does not read. */
export class IllegalCardQr extends DomainError<'ILLEGAL_CARD_QR'> {
  constructor(fault: CardQrFault) {
    super(
      'ILLEGAL_CARD_QR',
      {
        vi: 'Mã QR này không phải mã trên thẻ căn cước. Hãy quét lại mã in trên thẻ; thẻ có hai mã thì quét mã sát mép phải.',
        en: 'This is not the QR code of an identity card. Scan the code printed on the card again; where a card has two, the one at its right edge.',
      },
      { fault },
    )
  }
}

/** DDMMYYYY; unknown day and month are zeros (an assumption: cards of people without a full date were not seen). */
function qrDate(date: PartialDate): string {
  const [year = '', month = '00', day = '00'] = date.split('-')
  return day + month + year
}

function textField(field: 'name' | 'residence' | 'fatherName' | 'motherName', text: string): string {
  const clean = normaliseText(text)
  if (clean === '' || clean.includes('|')) throw new IllegalQrField(field)
  return clean
}

const isLegacyNumber = (field: string | undefined): field is string => /^\d{9}$/.test(field ?? '')

/** The payload to print. Throws {@link IllegalQrField}. */
export function formatCardQr(card: CardQrContent): string {
  if (card.legacyNumber !== null && !isLegacyNumber(card.legacyNumber))
    throw new IllegalQrField('legacyNumber')
  const fields = [
    card.number,
    card.legacyNumber ?? '',
    textField('name', card.name),
    qrDate(card.birthDate),
    card.sex === 'MALE' ? 'Nam' : 'Nữ',
    textField('residence', card.residence),
    qrDate(card.issuedOn),
  ]
  if (card.era === 2024) {
    const parent = (field: 'fatherName' | 'motherName') =>
      card[field] === null ? '' : textField(field, card[field])
    fields.push(card.cancelledNumber ?? '', parent('fatherName'), parent('motherName'))
  }
  return fields.join('|')
}

/**
 * Reads a card's QR as scanners deliver it: both orders seen on cards (old CMND second, or missing there and after the
 * issue date), with or without the tail, look-alike Eth, decomposed letters, extra blanks and a byte-order mark.
 * Throws {@link IllegalCardQr}.
 */
export function parseCardQr(text: string): CardQr {
  const fields = text.split('|').map(normaliseText)
  if (fields.length < 6) throw new IllegalCardQr('FIELDS')
  const secondIsNumber = fields[1] === '' || /^\d+$/.test(fields[1] ?? '')
  const [number = '', legacy = '', name = '', birth = '', sex = '', residence = '', issue = '', ...tail] =
    secondIsNumber ? fields : fields.toSpliced(1, 0, '')
  if (name === '') throw new IllegalCardQr('NAME')
  const rest = readTail(tail)
  return {
    number: orRefuse('NUMBER', () => parseCitizenNumber(number)),
    legacyNumber: isLegacyNumber(legacy) ? legacy : rest.legacyNumber,
    name,
    birthDate: orRefuse('BIRTH_DATE', () => parseVietnameseDate(birth)),
    sex: sexOf(sex),
    residence,
    issuedOn: issue === '' ? null : issueDateOf(issue),
    cancelledNumber: rest.cancelledNumber,
    fatherName: rest.fatherName,
    motherName: rest.motherName,
  }
}

type Tail = Pick<CardQr, 'legacyNumber' | 'cancelledNumber' | 'fatherName' | 'motherName'>

/** Numbers come first, empty or not; the last two fields are the parents. */
function readTail(tail: readonly string[]): Tail {
  const isNumber = (field: string | undefined) => /^\d+$/.test(field ?? '')
  const numbers = tail.filter(isNumber)
  const firstName = tail.length > 2 ? tail.length - 2 : tail.findLastIndex(isNumber) + 1
  const [father, mother] = tail.slice(firstName)
  const cancelled = numbers.find((field) => /^\d{12}$/.test(field))
  return {
    legacyNumber: numbers.find(isLegacyNumber) ?? null,
    cancelledNumber: cancelled === undefined ? null : parseCitizenNumber(cancelled),
    fatherName: father || null,
    motherName: mother || null,
  }
}

function sexOf(field: string): Sex {
  const key = searchKey(field)
  if (key === 'NAM' || key === 'M' || key === 'MALE') return 'MALE'
  if (key === 'NU' || key === 'F' || key === 'FEMALE') return 'FEMALE'
  throw new IllegalCardQr('SEX')
}

function issueDateOf(field: string): CalendarDate {
  const date = orRefuse('ISSUE_DATE', () => parseVietnameseDate(field))
  if (!isComplete(date)) throw new IllegalCardQr('ISSUE_DATE')
  return date
}

function orRefuse<T>(fault: CardQrFault, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof DomainError) throw new IllegalCardQr(fault)
    throw error
  }
}
