import { normaliseText } from '../text/vietnamese.ts'
import type { FileLine } from './line-reader.ts'
import type { CsvFormat, MappingProfile } from './mapping-profile.ts'
import type { RowReason } from './row-faults.ts'

/** A row of the file, in the order of the columns that the profile uses. */
export interface FileRecord {
  /** Line on which it begins. */
  readonly line: number
  /** Line on which it ends: the same, but for a value that runs over several. */
  readonly lastLine: number
  /** Byte behind it. */
  readonly end: number
  /** Null where the row could not be read. */
  readonly values: readonly string[] | null
  readonly broken: RowReason | null
}

/** Cuts one line at its delimiters; null for a quotation mark that is not closed. Doubled marks stand for one. */
export function csvFields(
  text: string,
  { delimiter, quote }: Pick<CsvFormat, 'delimiter' | 'quote'>,
): string[] | null {
  if (quote === null || !text.includes(quote)) return text.split(delimiter)
  const fields: string[] = []
  for (let at = 0; ;) {
    let field = ''
    if (text[at] === quote) {
      for (at++; ;) {
        const close = text.indexOf(quote, at)
        if (close < 0) return null
        field += text.slice(at, close)
        at = close + 1
        if (text[at] !== quote) break
        field += quote
        at++
      }
    }
    const next = text.indexOf(delimiter, at)
    fields.push(field + text.slice(at, next < 0 ? text.length : next))
    if (next < 0) return fields
    at = next + delimiter.length
  }
}

/** Lines that one quoted value may run over, before its mark counts as never closed. */
const longestValueLines = 20

/** Turns lines into records. */
export interface RecordReader {
  next(line: FileLine): FileRecord[]
  finish(): FileRecord[]
}

/** Positions of the columns that a profile names; those that the file does not have. */
export interface Columns {
  readonly width: number
  readonly positions: ReadonlyMap<string, number>
}

export function columnsOf(names: readonly string[]): Columns {
  const positions = new Map<string, number>()
  names.forEach((name, i) => {
    const column = normaliseText(name)
    if (!positions.has(column)) positions.set(column, i)
  })
  return { width: names.length, positions }
}

/** A reader of the rows behind the heading; `wanted` are the columns whose values are asked for, in their order. */
export function recordReader(
  format: MappingProfile['format'],
  columns: Columns,
  wanted: readonly string[],
): RecordReader {
  if (format.kind === 'JSON_LINES') return jsonReader(wanted)
  const picks = wanted.map((name) => columns.positions.get(name) ?? -1)
  const read = (text: string) => {
    const fields = csvFields(text, format)
    if (!fields) return 'UNCLOSED_QUOTE' as const
    if (fields.length !== columns.width) return 'COLUMN_COUNT' as const
    return picks.map((at) => fields[at] ?? '')
  }
  return format.lineBreaksInValues ? joiningReader(read) : lineByLine(read)
}

type Read = (text: string) => readonly string[] | RowReason

function recordOf({ line, tooLong, unended, end }: FileLine, read: () => ReturnType<Read>): FileRecord {
  const place = { line, lastLine: line, end }
  if (tooLong) return { ...place, values: null, broken: 'LINE_TOO_LONG' }
  const values = read()
  if (typeof values !== 'string') return { ...place, values, broken: null }
  // The last line of a file without its end is one that broke off, whatever is wrong with it.
  return { ...place, values: null, broken: unended ? 'CUT_OFF' : values }
}

const isBlank = (text: string) => text.trim() === ''

function lineByLine(read: Read): RecordReader {
  return {
    next: (line) => (isBlank(line.text) && !line.tooLong ? [] : [recordOf(line, () => read(line.text))]),
    finish: () => [],
  }
}

/** As {@link lineByLine}, but an open quote takes in the lines that follow, as long as a whole row comes of it. */
function joiningReader(read: Read): RecordReader {
  let waiting: FileLine[] = []
  const settle = (): FileRecord[] => {
    const [first, ...rest] = waiting
    waiting = []
    // The quote was never closed: its line is broken, those behind it are read for themselves.
    return first ? [recordOf(first, () => read(first.text)), ...rest.flatMap(next)] : []
  }
  const next = (line: FileLine): FileRecord[] => {
    if (waiting.length === 0 && isBlank(line.text) && !line.tooLong) return []
    waiting.push(line)
    const [first] = waiting
    const values = line.tooLong ? 'LINE_TOO_LONG' : read(waiting.map(({ text }) => text).join('\n'))
    const open = values === 'UNCLOSED_QUOTE' && waiting.length < longestValueLines && !line.unended
    if (open) return []
    if (first && (typeof values !== 'string' || waiting.length === 1)) {
      waiting = []
      return [{ ...recordOf(line, () => values), line: first.line }]
    }
    return settle()
  }
  return { next, finish: settle }
}

function jsonReader(wanted: readonly string[]): RecordReader {
  return lineByLine((text) => {
    const row = parseObject(text)
    return row ? wanted.map((name) => jsonText(row[name])) : 'NOT_JSON'
  })
}

function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** Numbers and truths as they would stand in a table; what is no single value is none. */
function jsonText(value: unknown): string {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}
