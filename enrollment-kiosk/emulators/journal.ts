import { monotonic } from '../clock.ts'
import { toHex } from '../../core/bytes.ts'

export interface JournalEntry {
  /** Milliseconds since the emulator started. */
  readonly at: number
  readonly event: string
  /** Hexadecimal, cut where long. */
  readonly bytes?: string
  /** So many further packets went out after this one without a question between. */
  readonly more?: number
}

const longest = 5000
const mostBytes = 64

/** What has passed on the wire and what was done to the module, oldest first, the last few thousand events. */
export class Journal {
  readonly #start = monotonic()
  readonly #entries: JournalEntry[] = []

  get entries(): readonly JournalEntry[] {
    return this.#entries
  }

  record(event: string, bytes?: Uint8Array): void {
    const at = Math.round(monotonic() - this.#start)
    this.#entries.push(bytes ? { at, event, bytes: toHex(bytes.subarray(0, mostBytes)) } : { at, event })
    if (this.#entries.length > longest) this.#entries.shift()
  }

  /** What the module sends: a picture's hundreds of packets are one entry. */
  recordAnswer(packet: Uint8Array): void {
    const last = this.#entries.at(-1)
    if (last?.event !== 'answer') return this.record('answer', packet)
    this.#entries[this.#entries.length - 1] = { ...last, more: (last.more ?? 0) + 1 }
  }
}
