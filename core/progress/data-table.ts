import type { CalendarDate } from '../dates/calendar-date.ts'
import { formatVietnamese } from '../dates/calendar-date.ts'

/** What a cell holds: words, a whole number, tenths of a percent, a day. */
export type CellKind = 'text' | 'count' | 'share' | 'date'

export interface TableColumn {
  readonly heading: string
  readonly kind: CellKind
  /** In characters. */
  readonly width: number
}

/** A table as it goes into a file; null is an empty cell. */
export interface DataTable {
  readonly name: string
  readonly columns: readonly TableColumn[]
  readonly rows: readonly (readonly (string | number | null)[])[]
}

/** A column with where its value comes from. */
export interface ColumnOf<Row> extends TableColumn {
  readonly value: (row: Row) => string | number | null
}

export function tableOf<Row>(
  name: string,
  columns: readonly ColumnOf<Row>[],
  rows: readonly Row[],
): DataTable {
  return { name, columns, rows: rows.map((row) => columns.map(({ value }) => value(row))) }
}

const byteOrderMark = '\uFEFF'

/**
 * CSV as spreadsheets in Việt Nam open it: UTF-8 with its mark, semicolons, decimal commas, days as dd/MM/yyyy. Words that a
 * spreadsheet would take for a formula are led by an apostrophe.
 */
export function writeCsv({ columns, rows }: DataTable): string {
  const lines = [
    columns.map(({ heading }) => quoted(harmless(heading))),
    ...rows.map((row) => row.map((value, i) => written(value, columns[i]?.kind ?? 'text'))),
  ]
  return byteOrderMark + lines.map((fields) => `${fields.join(';')}\r\n`).join('')
}

function written(value: string | number | null, kind: CellKind): string {
  if (value === null) return ''
  if (kind === 'count') return String(value)
  if (kind === 'share') return (Number(value) / 10).toFixed(1).replace('.', ',')
  return quoted(kind === 'date' ? formatVietnamese(String(value) as CalendarDate) : harmless(String(value)))
}

/** Spreadsheets read these as the beginning of a formula, also behind spaces. */
const harmless = (text: string) => (/^\s*[=+\-@\t\r]/.test(text) ? `'${text}` : text)

const quoted = (text: string) => (/[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
