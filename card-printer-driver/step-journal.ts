import { mkdir, open, readFile, rename, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

const lineSchema = z.object({
  job: z.uuid(),
  lease: z.int(),
  step: z.enum(['feeding', 'encoding', 'chipWritten', 'sent', 'printed', 'verified', 'settled']),
  /** While encoding: the chip in hand, by its maker's number. */
  chipSerial: z.string().optional(),
})
export type JournalLine = z.infer<typeof lineSchema>

const fileName = 'steps.ndjson'

/** What the station did with each card, on disk before the next step: after a crash it says which cards were lost sight of. */
export class StepJournal {
  private readonly file: FileHandle
  private last: Promise<void> = Promise.resolve()

  private constructor(file: FileHandle) {
    this.file = file
  }

  /** Opens the journal and gives the jobs that an earlier run left between feeding and the end. */
  static async open(
    directory: string,
  ): Promise<{ readonly journal: StepJournal; readonly unsettled: readonly JournalLine[] }> {
    await mkdir(directory, { recursive: true, mode: 0o700 })
    const path = join(directory, fileName)
    // No journal is a new station; one that cannot be read must not be written over: it names cards that were lost sight of.
    const earlier = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return ''
      throw error
    })
    const unsettled = unsettledLines(earlier)
    // Only what still matters is carried over: the file stays small.
    const fresh = await open(`${path}.new`, 'w', 0o600)
    for (const line of unsettled) await fresh.write(`${JSON.stringify(line)}\n`)
    await fresh.sync()
    await fresh.close()
    await rename(`${path}.new`, path)
    return { journal: new StepJournal(await open(path, 'a', 0o600)), unsettled }
  }

  /** Resolves when the line is on the disk. */
  async write(line: JournalLine): Promise<void> {
    const written = this.last.then(async () => {
      await this.file.write(`${JSON.stringify(line)}\n`)
      await this.file.datasync()
    })
    this.last = written.catch(() => undefined)
    await written
  }

  async close(): Promise<void> {
    await this.last
    await this.file.close()
  }
}

/** The last line of every job that is not settled; a line torn by a crash is passed over. */
function unsettledLines(text: string): readonly JournalLine[] {
  const open = new Map<string, JournalLine>()
  for (const raw of text.split('\n')) {
    const line = parseLine(raw)
    if (line?.step === 'settled') open.delete(line.job)
    else if (line) open.set(line.job, line)
  }
  return [...open.values()]
}

function parseLine(raw: string): JournalLine | null {
  try {
    return lineSchema.parse(JSON.parse(raw))
  } catch {
    return null
  }
}
