export interface CsvRow {
  /** Line of the file on which the row begins, from 1. */
  readonly line: number
  readonly fields: readonly string[]
}

/**
 * Reads comma-separated text (RFC 4180): quoted fields may hold commas, doubled quotes and line breaks; LF and CRLF, a
 * byte-order mark and empty lines are tolerated. An unclosed quote ends with the text.
 */
export function parseCsv(text: string): CsvRow[] {
  const rows: CsvRow[] = []
  const token = /"((?:[^"]|"")*)(?:"|$)|[^",\r\n]+|,|\r?\n|\r|"/g
  let fields: string[] = ['']
  let line = 1
  let rowLine = 1
  const endRow = () => {
    if (fields.length > 1 || fields[0] !== '') rows.push({ line: rowLine, fields })
    fields = ['']
    rowLine = line
  }
  for (const [piece, quoted] of text.replace(/^\uFEFF/, '').matchAll(token)) {
    line += piece.match(/\r\n|\n|\r/g)?.length ?? 0
    if (piece === ',') fields.push('')
    else if (/^[\r\n]/.test(piece)) endRow()
    else fields[fields.length - 1] += quoted === undefined ? piece : quoted.replaceAll('""', '"')
  }
  endRow()
  return rows
}
