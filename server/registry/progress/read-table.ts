import { CsvError, parse } from 'csv-parse/sync'
import { z } from 'zod'
import { type Bilingual, DomainError } from '../../../core/errors.ts'
import { normaliseText } from '../../../core/text/vietnamese.ts'

/** The file's first line is not the heading that it should have. */
export class IllegalTable extends DomainError<'ILLEGAL_TABLE'> {
  constructor(columns: readonly string[]) {
    super('ILLEGAL_TABLE', {
      vi: `Tệp phải là CSV (UTF-8, dấu chấm phẩy) với dòng đầu: ${columns.join(';')}`,
      en: `The file must be CSV (UTF-8, semicolons) with the first line: ${columns.join(';')}`,
    })
  }
}

/** Why a line was left out. */
export interface TableRowError {
  /** From 1, the heading being line 1. */
  readonly line: number
  readonly fault: string
  readonly text: Bilingual
}

export interface TableRow {
  readonly line: number
  /** As many as there are columns, trimmed, in NFC. */
  readonly fields: readonly string[]
}

/** A table as a spreadsheet saves it: semicolons, quotes where needed, a byte-order mark or none, empty lines. */
export function readTable(text: string, columns: readonly string[]): readonly TableRow[] {
  const [heading, ...rows] = records(text, columns)
  if (heading?.fields.join(';').toLowerCase() !== columns.join(';')) throw new IllegalTable(columns)
  return rows
}

const recordsSchema = z.array(
  z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) }),
)

function records(text: string, columns: readonly string[]): TableRow[] {
  try {
    const read = recordsSchema.parse(
      parse(text, {
        delimiter: ';',
        bom: true,
        info: true,
        relaxColumnCount: true,
        skipEmptyLines: true,
      }),
    )
    return read.map(({ record, info }) => ({
      line: info.lines,
      fields: record.map(normaliseText),
    }))
  } catch (error) {
    // A quote that never ends, or one inside a field.
    if (error instanceof CsvError) throw new IllegalTable(columns)
    throw error
  }
}

/** Rows that are right, and what is wrong with the others. */
export interface SortedRows<Row> {
  readonly good: readonly Row[]
  readonly errors: readonly TableRowError[]
}

/** Reads every row; `read` answers the fault's name for a bad one, `keyOf` what may occur once. */
export function sortRows<Row extends object, Fault extends string>(
  rows: readonly TableRow[],
  how: {
    readonly read: (fields: readonly string[]) => Row | Fault
    readonly keyOf: (row: Row) => string
    readonly texts: Readonly<Record<Fault | 'DUPLICATE', Bilingual>>
  },
): SortedRows<Row> {
  const good = new Map<string, Row>()
  const errors: TableRowError[] = []
  for (const { line, fields } of rows) {
    const row = how.read(fields)
    const refuse = (fault: Fault | 'DUPLICATE') => errors.push({ line, fault, text: how.texts[fault] })
    if (typeof row === 'string') refuse(row)
    else if (good.has(how.keyOf(row))) refuse('DUPLICATE')
    else good.set(how.keyOf(row), row)
  }
  return { good: [...good.values()], errors }
}

/** "1.187.439", "1187439" → 1187439; null for anything else. */
export function readCount(text: string): number | null {
  if (!/^(?:\d{1,9}|\d{1,3}(?:\.\d{3}){1,2})$/.test(text)) return null
  return Number(text.replaceAll('.', ''))
}
