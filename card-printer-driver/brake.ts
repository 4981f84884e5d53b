import type { StationStop } from '../core/contracts/print-job.ts'
import type { JobResult } from './run-job.ts'

/** So many cards of one kind of failure, one after the other, are no accident any more. */
const failuresInRow = 3

const kinds: readonly (readonly [RegExp, StationStop['reason']])[] = [
  [/^CHIP_/, 'CHIPS_FAIL'],
  [/^(?:QR_|PAGE_|TRAY_)/, 'CARDS_UNREADABLE'],
  [/^/, 'PRINTS_FAIL'],
]

/** Stops a station that spoils card after card, before it has spoiled the whole feeder. */
export class Brake {
  private kind: StationStop['reason'] | null = null
  private failures = 0
  /** What the server is to be told before anything else is claimed; null: the station may work. */
  stop: StationStop | null = null

  note({ end, reason }: JobResult): void {
    if (end === 'stacked') this.failures = 0
    if (end !== 'spoiled' && end !== 'lost') return
    const failure = reason ?? 'UNKNOWN'
    const kind = kinds.find(([shape]) => shape.test(failure))?.[1] ?? 'PRINTS_FAIL'
    this.failures = kind === this.kind ? this.failures + 1 : 1
    this.kind = kind
    if (this.failures >= failuresInRow) this.stop = { reason: kind, failure, failures: this.failures }
  }

  /** The server knows, and gives the station nothing until an officer lets it go on: then the count begins anew. */
  told(): void {
    this.stop = null
    this.failures = 0
  }
}
