import { type CalendarDate, IllegalDate, parseCalendarDate } from '../dates/calendar-date.ts'
import type { Bilingual } from '../errors.ts'
import { type CsvRow, parseCsv } from '../text/csv.ts'

/** Which unit went to which on a day; a divided unit has a row for each part, one that keeps its code a row to itself. */
export const successionColumns = ['from', 'to', 'on'] as const

export type SuccessionFault = 'COLUMNS' | 'CODE' | 'DAY' | 'FROM_UNKNOWN' | 'TO_UNKNOWN'

export interface SuccessionRow {
  readonly line: number
  readonly from: string
  readonly to: string
  readonly on: CalendarDate
}

export interface SuccessionError {
  readonly line: number
  readonly fault: SuccessionFault
  readonly text: Bilingual
}

const texts: Readonly<Record<SuccessionFault, Bilingual>> = {
  COLUMNS: {
    vi: `Dòng không có đủ các cột ${successionColumns.join(', ')}.`,
    en: `The row has not the columns ${successionColumns.join(', ')}.`,
  },
  CODE: { vi: 'Mã đơn vị phải gồm 2, 3 hoặc 5 chữ số.', en: 'A unit’s code has 2, 3 or 5 digits.' },
  DAY: { vi: 'Ngày phải viết yyyy-MM-dd.', en: 'The day is written yyyy-MM-dd.' },
  FROM_UNKNOWN: {
    vi: 'Ngày trước đó không có đơn vị cũ mang mã này.',
    en: 'No unit had the former code the day before.',
  },
  TO_UNKNOWN: {
    vi: 'Ngày đó không có đơn vị mới mang mã này. Hãy nạp danh mục mới trước.',
    en: 'No unit has the new code on that day. Import the new catalogue first.',
  },
}

export function successionError(line: number, fault: SuccessionFault): SuccessionError {
  return { line, fault, text: texts[fault] }
}

/** Reads `from,to,on`; bad rows are told and left out, a row that stands twice counts once. */
export function parseSuccessionsCsv(text: string): {
  readonly successions: readonly SuccessionRow[]
  readonly errors: readonly SuccessionError[]
} {
  const [heading, ...rows] = parseCsv(text)
  if (heading?.fields.map((field) => field.trim()).join() !== successionColumns.join()) {
    return { successions: [], errors: [successionError(heading?.line ?? 1, 'COLUMNS')] }
  }
  const successions = new Map<string, SuccessionRow>()
  const errors: SuccessionError[] = []
  for (const row of rows) {
    const read = readRow(row)
    if (typeof read === 'string') errors.push(successionError(row.line, read))
    else {
      const key = `${read.from} ${read.to} ${read.on}`
      if (!successions.has(key)) successions.set(key, read)
    }
  }
  return { successions: [...successions.values()], errors }
}

const isCode = (text: string) => /^(?:\d{2}|\d{3}|\d{5})$/.test(text)

function readRow({ line, fields }: CsvRow): SuccessionRow | SuccessionFault {
  if (fields.length !== successionColumns.length) return 'COLUMNS'
  const [from = '', to = '', on = ''] = fields.map((field) => field.trim())
  if (!isCode(from) || !isCode(to)) return 'CODE'
  try {
    return { line, from, to, on: parseCalendarDate(on) }
  } catch (error) {
    if (error instanceof IllegalDate) return 'DAY'
    throw error
  }
}
