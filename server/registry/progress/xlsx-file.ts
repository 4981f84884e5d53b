import writeXlsxFile from 'write-excel-file/node'
import { parseCalendarDate } from '../../../core/dates/calendar-date.ts'
import type { CellKind, DataTable } from '../../../core/progress/data-table.ts'
import { dateOf } from '../../kernel/clock.ts'

/** Number formats of spreadsheets; 42A is the locale of Vietnamese. */
const formats = { count: '[$-42A]#,##0', share: '[$-42A]0.0%', date: 'dd/mm/yyyy' } as const

/** A workbook of one sheet: numbers are numbers, the heading stays in sight. */
export function xlsxFile({ name, columns, rows }: DataTable): Promise<Buffer> {
  const heading = columns.map(({ heading: value }) => ({ value, fontWeight: 'bold' as const, wrap: true }))
  const data = rows.map((row) => row.map((value, i) => cell(value, columns[i]?.kind ?? 'text')))
  return writeXlsxFile([heading, ...data], {
    sheet: name,
    stickyRowsCount: 1,
    columns: columns.map(({ width }) => ({ width })),
  }).toBuffer()
}

function cell(value: string | number | null, kind: CellKind) {
  if (value === null) return null
  if (kind === 'text') return { value: String(value), type: String }
  const format = formats[kind]
  if (kind === 'date') return { value: dateOf(parseCalendarDate(String(value))), type: Date, format }
  // A percentage is kept as a fraction of one.
  return { value: kind === 'share' ? Number(value) / 1000 : Number(value), type: Number, format }
}
