import { isUtf8 } from 'node:buffer'
import { setImmediate } from 'node:timers/promises'
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { copyFile, link, mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { DomainError } from '../../../core/errors.ts'
import { LineReader } from '../../../core/import/line-reader.ts'
import type { MappingProfile } from '../../../core/import/mapping-profile.ts'
import {
  columnsOf,
  csvFields,
  type Columns,
  type FileRecord,
  recordReader,
} from '../../../core/import/record-reader.ts'
import { columnsWanted } from '../../../core/import/sources.ts'
import { fromLegacy, type LegacyEncoding, likelyLegacyEncoding } from '../../../core/text/legacy-encodings.ts'
import type { App } from '../../kernel/app.ts'

/** The file has no columns that the profile asks for. */
export class ProfileDoesNotFit extends DomainError<'PROFILE_DOES_NOT_FIT'> {
  constructor(missing: number) {
    super(
      'PROFILE_DOES_NOT_FIT',
      {
        vi: `Tệp không có ${missing} cột mà cấu hình cần. Hãy kiểm tra dòng tiêu đề, dấu phân cách và bảng mã.`,
        en: `The file lacks ${missing} columns that the profile asks for. Check heading, delimiter and encoding.`,
      },
      { missing },
    )
  }
}

/** The file of a job is no longer where it was put. */
export class ImportFileGone extends DomainError<'IMPORT_FILE_GONE'> {
  constructor() {
    super('IMPORT_FILE_GONE', {
      vi: 'Không còn tệp dữ liệu của đợt nạp này. Hãy gửi lại tệp và tạo đợt nạp mới.',
      en: 'The file of this import is gone. Send it again and begin a new import.',
    })
  }
}

type WithFiles = Pick<App, 'env'>

/** The file's name is its hash and says nothing of what is in it. */
export const importPath = (app: WithFiles, sha256: string): string => join(app.env.dataDir, 'imports', sha256)

/** Keeps a file for a job, by its hash; the same file again is kept once. */
export async function keepImportFile(
  app: WithFiles,
  source: string,
): Promise<{ readonly sha256: string; readonly bytes: number }> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(source, { highWaterMark: sampleBytes })) hash.update(chunk)
  const sha256 = hash.digest('hex')
  const path = importPath(app, sha256)
  await mkdir(join(app.env.dataDir, 'imports'), { recursive: true, mode: 0o700 })
  if (!(await stat(path).catch(() => null))) {
    const temporary = `${path}.part`
    await rm(temporary, { force: true })
    // A link costs nothing; on another file system it is a copy.
    await link(source, temporary).catch(() => copyFile(source, temporary))
    await rename(temporary, path)
  }
  return { sha256, bytes: (await stat(path)).size }
}

/** Of the beginning of a file: enough to tell its encoding. */
const sampleBytes = 262_144
const chunkBytes = 262_144
/** Rows are taken in small pieces: between two of them the database is answered. */
const pieceBytes = 16_384

type FileEncoding = 'UTF-8' | 'UTF-16LE' | 'UTF-16BE' | LegacyEncoding

export interface OpenedFile {
  readonly encoding: FileEncoding
  /** Of the CSV; JSON lines name theirs on every line. */
  readonly columns: Columns
  /** Columns of the profile, in the order of a record's values. */
  readonly wanted: readonly string[]
  /** Where the rows begin. */
  readonly start: Place
}

/** The line and byte at which reading begins. */
export interface Place {
  readonly line: number
  readonly offset: number
}

/** Looks at the beginning of a file: its encoding and its heading. Throws {@link ProfileDoesNotFit}, {@link ImportFileGone}. */
export async function openImportFile(path: string, profile: MappingProfile): Promise<OpenedFile> {
  const head = await headOf(path)
  const { encoding, mark } = encodingOf(head, profile.encoding)
  const wanted = columnsWanted(profile)
  const start = { line: 1, offset: mark }
  if (profile.format.kind === 'JSON_LINES') return { encoding, columns: columnsOf(wanted), wanted, start }
  if (profile.format.columns) {
    return fitting({ encoding, columns: columnsOf(profile.format.columns), wanted, start })
  }
  const lines = new LineReader(decoderOf(encoding), start)
  const heading = lines.push(transcoded(head.subarray(mark), encoding)).find(({ text }) => text.trim() !== '')
  const names = heading ? csvFields(heading.text, profile.format) : null
  if (!heading || !names) throw new ProfileDoesNotFit(wanted.length)
  const columns = columnsOf(names)
  return fitting({ encoding, columns, wanted, start: { line: heading.line + 1, offset: heading.end } })
}

function fitting(file: OpenedFile): OpenedFile {
  const missing = file.wanted.filter((name) => !file.columns.positions.has(name)).length
  if (missing > 0) throw new ProfileDoesNotFit(missing)
  return file
}

async function headOf(path: string): Promise<Uint8Array> {
  const file = await open(path).catch(() => {
    throw new ImportFileGone()
  })
  try {
    const bytes = new Uint8Array(sampleBytes)
    const { bytesRead } = await file.read(bytes, 0, sampleBytes, 0)
    return bytes.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

const marks: readonly (readonly [FileEncoding, readonly number[]])[] = [
  ['UTF-8', [0xef, 0xbb, 0xbf]],
  ['UTF-16LE', [0xff, 0xfe]],
  ['UTF-16BE', [0xfe, 0xff]],
]

/** By the profile, by the byte-order mark, else by what makes sense of the first lines. */
function encodingOf(
  head: Uint8Array,
  wanted: MappingProfile['encoding'],
): { readonly encoding: FileEncoding; readonly mark: number } {
  const marked = marks.find(([, bytes]) => bytes.every((byte, i) => head[i] === byte))
  const mark = marked?.[1].length ?? 0
  if (wanted === 'UTF-16') return { encoding: marked?.[0] === 'UTF-16BE' ? 'UTF-16BE' : 'UTF-16LE', mark }
  if (wanted !== 'AUTO') return { encoding: wanted, mark: wanted === 'UTF-8' ? mark : 0 }
  if (marked) return { encoding: marked[0], mark }
  // The sample ends inside a line, perhaps inside a letter.
  const whole = head.subarray(0, head.lastIndexOf(0x0a) + 1 || head.length)
  if (whole.subarray(0, 200).includes(0)) return { encoding: 'UTF-16LE', mark: 0 }
  if (isUtf8(whole)) return { encoding: 'UTF-8', mark: 0 }
  return { encoding: likelyLegacyEncoding(viewOf(whole).toString('latin1')) ?? 'UTF-8', mark: 0 }
}

const viewOf = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)

const isUtf16 = (encoding: FileEncoding) => encoding === 'UTF-16LE' || encoding === 'UTF-16BE'

function decoderOf(encoding: FileEncoding): (bytes: Uint8Array) => string {
  if (encoding === 'UTF-8' || encoding === 'UTF-16LE' || encoding === 'UTF-16BE')
    return (bytes) => viewOf(bytes).toString('utf8')
  return (bytes) => fromLegacy(encoding, viewOf(bytes).toString('latin1'))
}

/** UTF-16 has its ends of lines in two bytes: it is read as UTF-8. */
function transcoded(bytes: Uint8Array, encoding: FileEncoding): Uint8Array {
  if (!isUtf16(encoding)) return bytes
  return new TextEncoder().encode(new TextDecoder(encoding).decode(bytes))
}

async function* chunksOf(path: string, offset: number, encoding: FileEncoding): AsyncGenerator<Uint8Array> {
  const file = await open(path).catch(() => {
    throw new ImportFileGone()
  })
  try {
    const buffer = new Uint8Array(chunkBytes)
    const decoder = isUtf16(encoding) ? new TextDecoder(encoding) : null
    const encoder = new TextEncoder()
    for (let at = offset; ;) {
      const { bytesRead } = await file.read(buffer, 0, chunkBytes, at)
      if (bytesRead === 0) return
      at += bytesRead
      for (let start = 0; start < bytesRead; start += pieceBytes) {
        const bytes = buffer.subarray(start, Math.min(start + pieceBytes, bytesRead))
        yield decoder ? encoder.encode(decoder.decode(bytes, { stream: true })) : bytes
        await setImmediate()
      }
    }
  } finally {
    await file.close()
  }
}

export interface FilePart {
  readonly records: readonly FileRecord[]
  /** The file ended here, without an end of line. */
  readonly unended: boolean
}

/**
 * The rows of a file, piece by piece, from its beginning or from a place. Memory stays the same however long the file.
 * UTF-16 is counted in lines only: what stands before the place is read again and passed over.
 */
export async function* readRecords(
  path: string,
  profile: MappingProfile,
  { file, from }: { readonly file: OpenedFile; readonly from: Place | null },
): AsyncGenerator<FilePart, void, void> {
  const { encoding, columns, wanted } = file
  const begin = isUtf16(encoding) ? { line: 1, offset: 0 } : (from ?? file.start)
  const lines = new LineReader(decoderOf(encoding), begin)
  const records = recordReader(profile.format, columns, wanted)
  const first = (from ?? file.start).line
  for await (const bytes of chunksOf(path, begin.offset, encoding)) {
    const found: FileRecord[] = []
    for (const line of lines.push(bytes)) if (line.line >= first) found.push(...records.next(line))
    yield { records: found, unended: false }
  }
  const last = lines.finish()
  const found = last && last.line >= first ? records.next(last) : []
  yield { records: [...found, ...records.finish()], unended: last !== null }
}
