import { randomUUID } from 'node:crypto'
import type { FileRecord } from '../../../core/import/record-reader.ts'
import type { FilePart, Place } from './import-file.ts'
import type { LoadRow } from './read-rows.ts'
import { blockingFaults, type FaultAt } from './record-faults.ts'

/** Rows that are loaded in one transaction; no two of them have a key, a number, or name and birth date in common. */
export interface Batch {
  readonly id: string
  readonly firstLine: number
  readonly rows: number
  /** Rows that go into staging. */
  readonly staged: number
  readonly correct: number
  /** What is wrong with the others. */
  readonly faults: readonly FaultAt[]
  /** The staged rows, as COPY takes them. */
  readonly text: readonly Buffer[]
  readonly marks: ReadonlySet<number>
  readonly refersTo: ReadonlySet<number>
  /** Where the next batch begins. */
  readonly next: Place
}

const usualBatch = 2000
/** A household that is not yet complete may make a batch larger, up to so many rows. */
const largestBatch = 2100
/** Rows that wait as text before they become bytes: texts that live long are a burden to the collector of garbage. */
const waitingRows = 64

/**
 * Gathers rows into batches. A row that repeats what an earlier one of the batch has begins the next batch: by then the
 * earlier one is in the register, and is found there. Relatives who stand together stay together.
 */
export async function* batchesOf(
  parts: AsyncIterable<FilePart>,
  { jobId, read }: { readonly jobId: string; readonly read: (record: FileRecord) => LoadRow },
): AsyncGenerator<Batch, void, void> {
  let batch: BatchBuilder | null = null
  for await (const { records } of parts) {
    for (const record of records) {
      const row = read(record)
      if (batch?.isFull(row)) {
        yield batch.close()
        batch = null
      }
      batch ??= new BatchBuilder(jobId, row.line)
      batch.add(row)
    }
  }
  if (batch) yield batch.close()
}

class BatchBuilder {
  readonly #id = randomUUID()
  readonly #jobId: string
  readonly #firstLine: number
  readonly #faults: FaultAt[] = []
  readonly #text: Buffer[] = []
  readonly #marks = new Set<number>()
  readonly #refersTo = new Set<number>()
  #waiting: string[] = []
  #rows = 0
  #staged = 0
  #correct = 0
  #next: Place = { line: 0, offset: 0 }

  constructor(jobId: string, firstLine: number) {
    this.#jobId = jobId
    this.#firstLine = firstLine
  }

  isFull({ marks, refersTo }: LoadRow): boolean {
    if (this.#rows >= largestBatch || marks.some((mark) => this.#marks.has(mark))) return true
    if (this.#rows < usualBatch) return false
    return !refersTo.some((mark) => this.#marks.has(mark)) && !marks.some((mark) => this.#refersTo.has(mark))
  }

  add({ line, lastLine, end, faults, text, marks, refersTo, correct }: LoadRow): void {
    this.#rows++
    this.#next = { line: lastLine + 1, offset: end }
    for (const mark of marks) this.#marks.add(mark)
    for (const mark of refersTo) this.#refersTo.add(mark)
    if (correct) this.#correct++
    if (text === null) this.#faults.push(...blockingFaults(line, faults))
    else this.#stage(text)
  }

  #stage(text: string): void {
    this.#staged++
    this.#waiting.push(`${this.#id}\t${this.#jobId}\t${text}`)
    if (this.#waiting.length >= waitingRows) this.#flush()
  }

  #flush(): void {
    if (this.#waiting.length > 0) this.#text.push(Buffer.from(this.#waiting.join('')))
    this.#waiting = []
  }

  close(): Batch {
    this.#flush()
    return {
      id: this.#id,
      firstLine: this.#firstLine,
      rows: this.#rows,
      staged: this.#staged,
      correct: this.#correct,
      faults: this.#faults,
      text: this.#text,
      marks: this.#marks,
      refersTo: this.#refersTo,
      next: this.#next,
    }
  }
}

/** Whether a batch has anything in common with an earlier one, or names somebody of it. */
export function dependsOn(batch: Batch, earlier: Batch): boolean {
  for (const mark of batch.marks) if (earlier.marks.has(mark)) return true
  for (const mark of batch.refersTo) if (earlier.marks.has(mark)) return true
  return false
}
