import type { MappingProfile } from '../../../core/import/mapping-profile.ts'
import { columnsOf, csvFields, recordReader } from '../../../core/import/record-reader.ts'
import { columnsWanted } from '../../../core/import/sources.ts'
import { fromLegacy, legacyEncodings, likelyLegacyEncoding } from '../../../core/text/legacy-encodings.ts'

/** Enough for a heading and the first rows. */
const sampleBytes = 64 * 1024
const sampleRows = 5

function utf8(bytes: Uint8Array): string | null {
  try {
    // The sample may end inside of a letter: as a stream, that is no fault.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}

function textOf(bytes: Uint8Array, encoding: MappingProfile['encoding']): string {
  if (encoding === 'UTF-16') return new TextDecoder('utf-16le').decode(bytes)
  const unicode = encoding === 'AUTO' || encoding === 'UTF-8' ? utf8(bytes) : null
  if (unicode !== null) return unicode
  // ISO 8859-1 byte by byte; the browser's own decoder of that name is windows-1252.
  const latin = Array.from(bytes, (byte) => String.fromCodePoint(byte)).join('')
  const legacy = legacyEncodings.find((one) => one === encoding) ?? likelyLegacyEncoding(latin)
  return legacy ? fromLegacy(legacy, latin) : new TextDecoder().decode(bytes)
}

/** The first lines of a chosen file, read here and sent nowhere. */
export async function sampleLines(
  file: File,
  encoding: MappingProfile['encoding'],
): Promise<readonly string[]> {
  const bytes = new Uint8Array(await file.slice(0, sampleBytes).arrayBuffer())
  const lines = textOf(bytes, encoding)
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
  // The last line of a sample may be half of one.
  return file.size > sampleBytes ? lines.slice(0, -1) : lines
}

export interface SampleRow {
  readonly line: number
  /** In the order of `columnsWanted`; null for a line that could not be read. */
  readonly values: readonly string[] | null
}

/** Names in the heading of a CSV file. */
export function headingOf(lines: readonly string[], format: MappingProfile['format']): readonly string[] {
  if (format.kind === 'JSON_LINES') return []
  return format.columns ?? csvFields(lines[0] ?? '', format) ?? []
}

/** The first rows, as the server's reader will see them. */
export function sampleOf(lines: readonly string[], profile: MappingProfile): readonly SampleRow[] {
  const { format } = profile
  const heading = headingOf(lines, format)
  const begin = format.kind === 'CSV' && !format.columns ? 1 : 0
  const reader = recordReader(format, columnsOf(heading), columnsWanted(profile))
  const records = lines.slice(begin, begin + sampleRows * 2).flatMap((text, i) => {
    const line = begin + i + 1
    return reader.next({ line, text, end: 0, tooLong: false, unended: false })
  })
  return records.slice(0, sampleRows).map(({ line, values }) => ({ line, values }))
}
