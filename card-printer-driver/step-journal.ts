import { createHash } from 'node:crypto'
import { mkdir, open, readFile, rename, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { DomainError } from '../core/errors.ts'
import { journalSteps } from '../core/production/decide-after-crash.ts'
import { now } from './clock.ts'

/** A line in the middle cannot be read: what it said about a card in the machine is not known any more. */
export class JournalDamaged extends DomainError<'JOURNAL_DAMAGED'> {
  constructor(line: number) {
    super(
      'JOURNAL_DAMAGED',
      {
        vi: `Nhật ký của trạm in hỏng ở dòng ${line} (steps.ndjson). Trạm không chạy: kỹ thuật viên lấy mọi thẻ ra khỏi máy in, cất tệp này đi rồi khởi động lại; người phụ trách xử lý các lệnh "không rõ kết quả".`,
        en: `The station's journal is damaged at line ${line} (steps.ndjson). The station does not run: the technician takes every card out of the printer, puts the file away and starts again; the manager settles the jobs of unknown outcome.`,
      },
      { line },
    )
  }
}

/** The disk does not take the journal: without it no card is moved. */
export class JournalUnwritable extends DomainError<'JOURNAL_UNWRITABLE'> {
  constructor() {
    super('JOURNAL_UNWRITABLE', {
      vi: 'Không ghi được nhật ký của trạm in (đĩa đầy hoặc hỏng). Trạm dừng; hãy sửa đĩa rồi khởi động lại.',
      en: "The station's journal cannot be written: the disk is full or broken. The station stops; mend the disk and start again.",
    })
  }
}

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

const lineSchema = z.strictObject({
  /** For people: nothing is decided by it, whatever the clock says. */
  at: z.iso.datetime(),
  job: z.uuid(),
  lease: z.int(),
  step: z.enum([...journalSteps, 'settled']),
  blankSerial: z.string().optional(),
  /** Of a card that a bureau makes: the export that it goes out with. */
  export: z.uuid().optional(),
  /** The printer's own counter of cards before this one. */
  cards: z.int().optional(),
  chipSerial: z.string().optional(),
  sodSha256: sha256.optional(),
  renderSha256: sha256.optional(),
  /** The printer's number of its print. */
  printerJob: z.int().optional(),
  qrSha256: sha256.optional(),
  /** Why it goes into the reject box, or back. */
  reason: z.string().optional(),
})
type FullLine = z.infer<typeof lineSchema>
export type JournalLine = Omit<FullLine, 'at'>
/** All that is known of a card which is not settled: its last step, and what every line said. */
export type JournalRecord = Omit<JournalLine, 'step'> & {
  readonly step: Exclude<JournalLine['step'], 'settled'>
}

const fileName = 'steps.ndjson'
/** Lines of settled cards that may gather before the file is written anew. */
const longestTail = 2000

/**
 * What the station does with each card, on the disk before it is done and after: a crash at any instant leaves a file that says which
 * cards were in work, and at which step. Not more than the cards in work and some thousand lines, whatever the number of cards made.
 *
 * A line is JSON, a tab, and the first sixteen hexadecimal digits of its SHA-256.
 */
export class StepJournal {
  private readonly directory: string
  private file: FileHandle
  private tail = 0
  private broken = false
  private last: Promise<void> = Promise.resolve()
  private readonly records: Map<string, JournalRecord>

  private constructor(directory: string, file: FileHandle, records: Map<string, JournalRecord>) {
    this.directory = directory
    this.file = file
    this.records = records
  }

  /** Opens the journal and gives the cards that an earlier run left unsettled, the first fed first. Throws JournalDamaged. */
  static async open(
    directory: string,
  ): Promise<{ readonly journal: StepJournal; readonly unsettled: readonly JournalRecord[] }> {
    await mkdir(directory, { recursive: true, mode: 0o700 })
    // No journal is a new station; one that cannot be read must not be written over: it names cards that were lost sight of.
    const earlier = await readFile(join(directory, fileName), 'utf8').catch(
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return ''
        throw error
      },
    )
    const records = recordsOf(earlier)
    const journal = new StepJournal(directory, await written(directory, records), records)
    return { journal, unsettled: [...records.values()] }
  }

  /** Cards that are not settled, the first fed first. */
  get unsettled(): readonly JournalRecord[] {
    return [...this.records.values()]
  }

  /** Resolves when the line is on the disk. Throws JournalUnwritable, from then on always. */
  async write(line: JournalLine): Promise<void> {
    const append = this.last.then(() => this.append(line))
    this.last = append.catch(() => undefined)
    await append
  }

  private async append(line: JournalLine): Promise<void> {
    if (this.broken) throw new JournalUnwritable()
    try {
      if (this.tail >= longestTail) await this.compact()
      // The whole line: a disk that is getting full takes a part of a single write without a word.
      await this.file.appendFile(encoded({ at: new Date(now()).toISOString(), ...line }))
      await this.file.datasync()
      this.tail += 1
      fold(this.records, line)
    } catch {
      // Half a line may stand there: nothing must follow it.
      this.broken = true
      throw new JournalUnwritable()
    }
  }

  private async compact(): Promise<void> {
    const before = this.file
    this.file = await written(this.directory, this.records)
    this.tail = 0
    await before.close()
  }

  async close(): Promise<void> {
    await this.last
    await this.file.close()
  }
}

/** The file with what still matters, in the place of the one before; open at its end. */
async function written(directory: string, records: ReadonlyMap<string, JournalRecord>): Promise<FileHandle> {
  const path = join(directory, fileName)
  const file = await open(`${path}.new`, 'w', 0o600)
  const at = new Date(now()).toISOString()
  for (const record of records.values()) await file.appendFile(encoded({ at, ...record }))
  await file.sync()
  await rename(`${path}.new`, path)
  // The new name is on the disk when the folder is.
  const folder = await open(directory, 'r')
  await folder.sync()
  await folder.close()
  return file
}

const checksum = (json: string) => createHash('sha256').update(json).digest('hex').slice(0, 16)

function encoded(line: FullLine): string {
  const json = JSON.stringify(line)
  return `${json}\t${checksum(json)}\n`
}

/** What a crash tore off at the end is passed over: it was never acted upon. Throws JournalDamaged for anything else. */
function recordsOf(text: string): Map<string, JournalRecord> {
  const records = new Map<string, JournalRecord>()
  const lines = text.split('\n')
  lines.pop()
  for (const [i, raw] of lines.entries()) fold(records, decoded(raw, i + 1))
  return records
}

function decoded(raw: string, number: number): JournalLine {
  const [json = '', sum] = raw.split('\t')
  if (sum !== checksum(json)) throw new JournalDamaged(number)
  const { at: _, ...line } = lineSchema.parse(JSON.parse(json))
  return line
}

function fold(records: Map<string, JournalRecord>, line: JournalLine): void {
  const { step } = line
  const known = records.get(line.job)
  if (step === 'settled') {
    if (known?.lease === line.lease) records.delete(line.job)
    return
  }
  // A job that was given anew begins anew, and comes behind all others.
  if (known?.lease !== line.lease) records.delete(line.job)
  records.set(line.job, known?.lease === line.lease ? { ...known, ...line, step } : { ...line, step })
}
