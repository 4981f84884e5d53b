import {
  addDays,
  type CalendarDate,
  IllegalDate,
  isComplete,
  parseCalendarDate,
  type PartialDate,
  parsePartialDate,
  parseVietnameseDate,
} from '../dates/calendar-date.ts'
import type { Bilingual } from '../errors.ts'
import { type CsvRow, parseCsv } from '../text/csv.ts'
import { isVietnameseName, normaliseText, searchKey } from '../text/vietnamese.ts'

/** Columns of the list that an employer or a landlord hands in, UTF-8; docs/residence.md tells what stands in each. */
export const movementColumns = ['kind', 'on', 'number', 'name', 'birth_date', 'address'] as const
export type MovementColumn = (typeof movementColumns)[number]

export const reporterKinds = ['EMPLOYER', 'LANDLORD', 'OFFICER'] as const
export type ReporterKind = (typeof reporterKinds)[number]

export interface Movement {
  readonly line: number
  readonly kind: 'ARRIVED' | 'LEFT'
  readonly on: CalendarDate
  readonly number: string | null
  readonly name: string
  readonly birthDate: PartialDate | null
  readonly address: string
}

export interface MovementFault {
  /** From 1, the heading being line 1. */
  readonly line: number
  readonly column: MovementColumn | 'row'
  readonly text: Bilingual
}

export interface MovementList {
  readonly movements: readonly Movement[]
  readonly faults: readonly MovementFault[]
}

const faultTexts: Readonly<Record<MovementColumn | 'row', Bilingual>> = {
  row: {
    vi: `Dòng phải có đúng các cột ${movementColumns.join(', ')}.`,
    en: `The row must have the columns ${movementColumns.join(', ')}.`,
  },
  kind: {
    vi: 'Cột kind phải là “đến” hoặc “đi”.',
    en: 'The column kind must say ARRIVED or LEFT.',
  },
  on: {
    vi: 'Ngày đến, ngày đi phải đủ ngày/tháng/năm, không sau hôm nay và không quá 2 năm trước.',
    en: 'The day must be whole, not after today and not more than 2 years ago.',
  },
  number: {
    vi: 'Số định danh phải gồm 12 chữ số, hoặc bỏ trống.',
    en: 'A number has 12 digits, or is left out.',
  },
  name: { vi: 'Họ và tên bị bỏ trống hoặc không hợp lệ.', en: 'The name is missing or is none.' },
  birth_date: {
    vi: 'Ngày sinh không đúng; không có số định danh thì phải có ngày sinh.',
    en: 'The date of birth is wrong; without a number it is needed.',
  },
  address: { vi: 'Địa chỉ bị bỏ trống hoặc quá dài.', en: 'The address is missing or too long.' },
}

const kinds: Readonly<Record<string, Movement['kind']>> = {
  DEN: 'ARRIVED',
  ARRIVED: 'ARRIVED',
  DI: 'LEFT',
  LEFT: 'LEFT',
}

const longestAddress = 300
/** A temporary registration lasts 2 years at most (Luật Cư trú 2020, article 27.2): older reports are history. */
const oldestDays = 2 * 365

/** Reads a list: bad rows are told by line and column, every fault of a row at once; good ones are kept. */
export function readMovementList(text: string, today: CalendarDate): MovementList {
  const [heading, ...rows] = parseCsv(text)
  const columns = heading?.fields.map((field) => field.trim().toLowerCase()).join()
  if (columns !== movementColumns.join()) {
    return { movements: [], faults: [{ line: heading?.line ?? 1, column: 'row', text: faultTexts.row }] }
  }
  const movements: Movement[] = []
  const faults: MovementFault[] = []
  for (const row of rows) {
    const read = readRow(row, today)
    if (Array.isArray(read)) {
      faults.push(...read.map((column) => ({ line: row.line, column, text: faultTexts[column] })))
    } else movements.push(read)
  }
  return { movements, faults }
}

function readRow({ line, fields }: CsvRow, today: CalendarDate): Movement | MovementFault['column'][] {
  if (fields.length !== movementColumns.length) return ['row']
  const [kindText = '', onText = '', numberText = '', nameText = '', birthText = '', addressText = ''] =
    fields.map(normaliseText)
  const kind = kinds[searchKey(kindText)]
  const on = dateIn(onText)
  const number = numberText.replaceAll(/[\s.]/g, '')
  const birthDate = dateIn(birthText)
  const isBirth = birthDate !== null && birthDate <= today
  const faults: MovementFault['column'][] = []
  if (!kind) faults.push('kind')
  const isDay = on !== null && isComplete(on) && on <= today && on >= addDays(today, -oldestDays)
  if (!isDay) faults.push('on')
  if (number !== '' && !/^\d{12}$/.test(number)) faults.push('number')
  if (nameText === '' || nameText.length > 100 || !isVietnameseName(nameText)) faults.push('name')
  if (birthText === '' ? number === '' : !isBirth) faults.push('birth_date')
  if (addressText === '' || addressText.length > longestAddress) faults.push('address')
  if (faults.length > 0 || !kind || !on) return faults
  return {
    line,
    kind,
    on: parseCalendarDate(on),
    number: number === '' ? null : number,
    name: nameText,
    birthDate,
    address: addressText,
  }
}

/** dd/MM/yyyy and its kin, or yyyy-MM-dd. */
function dateIn(text: string): PartialDate | null {
  try {
    return /^\d{4}-/.test(text) ? parsePartialDate(text) : parseVietnameseDate(text)
  } catch (error) {
    if (error instanceof IllegalDate) return null
    throw error
  }
}
