import {
  earliestDay,
  isComplete,
  parsePartialDate,
  IllegalDate,
  type PartialDate,
} from '../dates/calendar-date.ts'
import { unknownAnswer } from '../forms/answers.ts'
import type { EncodingSign } from '../text/legacy-encodings.ts'
import { isVietnameseName, normaliseText } from '../text/vietnamese.ts'
import { nameKeysOf } from './name-keys.ts'
import { readDateAs, dateFormats } from './date-formats.ts'
import type { LegacyCardProfile } from './mapping-profile.ts'
import { unitReader } from './read-unit.ts'
import { type RowFault, rowFault } from './row-faults.ts'
import { isFault, sourceReader } from './sources.ts'
import type { RowUnit, RowUnits } from './units.ts'

/** Cards issued before the card of 2024, and how many digits their number has. */
export const legacyCardKinds = { CMND9: 9, CMND12: 12, CCCD_BARCODE: 12, CCCD_CHIP: 12 } as const
export type LegacyCardKind = keyof typeof legacyCardKinds

/** A card of the archive, in the register's words. */
export interface LegacyCard {
  readonly kind: LegacyCardKind
  readonly number: string
  readonly name: string
  readonly nameMatchingKey: string
  readonly birthDate: PartialDate
  readonly unit: RowUnit
  readonly issuedOn: string | null
  readonly issuedBy: string | null
  readonly expiresOn: string | null
  readonly archivePlace: string | null
}

export interface CardRow {
  /** Null where something blocks. */
  readonly card: LegacyCard | null
  readonly unit: RowUnit | null
  readonly faults: readonly RowFault[]
  readonly signs: readonly EncodingSign[]
}

export const cardItems = [
  'kind',
  'number',
  'name',
  'birthDate',
  'issuedOn',
  'issuedBy',
  'expiresOn',
  'archivePlace',
] as const
export type CardItem = (typeof cardItems)[number]

const longest: Readonly<Record<CardItem, number>> = {
  kind: 20,
  number: 40,
  name: 120,
  birthDate: 40,
  issuedOn: 40,
  issuedBy: 200,
  expiresOn: 40,
  archivePlace: 100,
}

const needed: ReadonlySet<CardItem> = new Set(['kind', 'number', 'name', 'birthDate'])
const words = /^[\p{L}\p{N}][\p{L}\p{N} .,;:'’"“”()/–+&-]*$/u

/** What is made of one value: text, or the rule of the forms that it breaks. */
const itemRules: Readonly<Record<CardItem, (text: string) => string | { readonly breaks: string }>> = {
  kind: (text) => (Object.hasOwn(legacyCardKinds, text) ? text : { breaks: 'CHOICE_ILLEGAL' }),
  number: (text) => {
    const digits = text.replaceAll(/[\s.-]/g, '')
    return /^(?:\d{9}|\d{12})$/.test(digits) ? digits : { breaks: 'DIGITS_ILLEGAL' }
  },
  name: (text) => {
    const name = text.toLocaleUpperCase('vi')
    return isVietnameseName(name) ? name : { breaks: 'NAME_ILLEGAL' }
  },
  birthDate: (text) => partialDate(text) ?? { breaks: 'DATE_ILLEGAL' },
  issuedOn: (text) => wholeDay(text) ?? { breaks: 'DATE_ILLEGAL' },
  issuedBy: (text) => (words.test(text) ? text : { breaks: 'TEXT_ILLEGAL' }),
  expiresOn: (text) => wholeDay(text) ?? { breaks: 'DATE_ILLEGAL' },
  archivePlace: (text) => (words.test(text) ? text : { breaks: 'TEXT_ILLEGAL' }),
}

function partialDate(text: string): PartialDate | null {
  const iso = readDateAs(dateFormats, text)
  if (iso === null) return null
  try {
    return parsePartialDate(iso)
  } catch (error) {
    if (error instanceof IllegalDate) return null
    throw error
  }
}

function wholeDay(text: string): string | null {
  const date = partialDate(text)
  return date !== null && isComplete(date) ? date : null
}

/** Reads rows of cards whose values stand in the order of the columns that the profile asks for. */
export function cardRowReader(
  profile: LegacyCardProfile,
  wanted: readonly string[],
  units: RowUnits,
): (values: readonly string[]) => CardRow {
  const readers = cardItems.map((item) => {
    const source = profile.fields[item]
    return [item, source ? sourceReader(source, wanted) : null] as const
  })
  const readUnit = unitReader(profile, wanted, units)
  return (values) => {
    const { unit, faults: unitFaults } = readUnit(values)
    const faults: RowFault[] = [...unitFaults]
    const signs: EncodingSign[] = []
    const read: Partial<Record<CardItem, string>> = {}
    for (const [item, reader] of readers) {
      const said = reader?.(values)
      if (isFault(said)) {
        faults.push(rowFault(said.fault, item))
        if (said.sign) signs.push(said.sign)
        continue
      }
      const found = itemOf(item, said)
      if (typeof found === 'string') read[item] = found
      else if (found) faults.push({ field: item, reason: found.breaks, blocking: true })
    }
    faults.push(...ruledOut(read, profile.asOf))
    const card = unit && !faults.some(({ blocking }) => blocking) ? cardOf(read, unit) : null
    return { card, unit, faults, signs }
  }
}

function itemOf(
  item: CardItem,
  said: string | typeof unknownAnswer | undefined,
): string | { readonly breaks: string } | null {
  const text = typeof said === 'string' && said.length <= 4 * longest[item] ? normaliseText(said) : said
  if (text === undefined || text === '' || text === unknownAnswer)
    return needed.has(item) ? { breaks: 'ANSWER_MISSING' } : null
  if (typeof text !== 'string' || text.length > longest[item]) return { breaks: 'TEXT_TOO_LONG' }
  return itemRules[item](text)
}

/** What the items say against each other and against the day of the data. */
function ruledOut(read: Partial<Record<CardItem, string>>, asOf: string): RowFault[] {
  const { kind, number, birthDate, issuedOn } = read
  const faults: RowFault[] = []
  if (kind && number && legacyCardKinds[kind as LegacyCardKind] !== number.length)
    faults.push(rowFault('DIGITS_ILLEGAL', 'number'))
  if (birthDate && earliestDay(birthDate as PartialDate) > asOf)
    faults.push({ field: 'birthDate', reason: 'DATE_IN_FUTURE', blocking: true })
  if (issuedOn && issuedOn > asOf)
    faults.push({ field: 'issuedOn', reason: 'DATE_IN_FUTURE', blocking: true })
  return faults
}

function cardOf(read: Partial<Record<CardItem, string>>, unit: RowUnit): LegacyCard | null {
  const { kind, number, name, birthDate, issuedOn, issuedBy, expiresOn, archivePlace } = read
  if (!kind || !number || !name || !birthDate) return null
  return {
    kind: kind as LegacyCardKind,
    number,
    name,
    nameMatchingKey: nameKeysOf(name).nameMatchingKey,
    birthDate: birthDate as PartialDate,
    unit,
    issuedOn: issuedOn ?? null,
    issuedBy: issuedBy ?? null,
    expiresOn: expiresOn ?? null,
    archivePlace: archivePlace ?? null,
  }
}

/** How a card's items stand, for the survey. */
export function cardStates({ faults, card }: CardRow): readonly ('FILLED' | 'EMPTY' | 'ILLEGAL')[] {
  return cardItems.map((item) => {
    const fault = faults.find(({ field }) => field === item)
    if (fault) return fault.reason === 'ANSWER_MISSING' ? 'EMPTY' : 'ILLEGAL'
    return card === null || card[item] === null ? 'EMPTY' : 'FILLED'
  })
}
