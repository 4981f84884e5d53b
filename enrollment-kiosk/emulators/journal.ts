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
const mostFrames = 300
const mostBytes = 64

/** What was asked of the module and done to it, oldest first, the last few thousand events; and of late, its answers too. */
export class Journal {
  readonly #start = monotonic()
  readonly #entries: JournalEntry[] = []
  readonly #frames: JournalEntry[] = []

  get entries(): readonly JournalEntry[] {
    return this.#entries
  }

  /** The last few hundred, with what the module sent between. */
  get frames(): readonly JournalEntry[] {
    return this.#frames
  }

  record(event: string, bytes?: Uint8Array): void {
    const entry = this.#entry(event, bytes)
    this.#entries.push(entry)
    if (this.#entries.length > longest) this.#entries.shift()
    this.#frame(entry)
  }

  /** What the module sends: a picture's hundreds of packets are one entry. */
  recordAnswer(packet: Uint8Array): void {
    const last = this.#frames.at(-1)
    if (last?.event !== 'answer') return this.#frame(this.#entry('answer', packet))
    this.#frames[this.#frames.length - 1] = { ...last, more: (last.more ?? 0) + 1 }
  }

  #entry(event: string, bytes: Uint8Array | undefined): JournalEntry {
    const at = Math.round(monotonic() - this.#start)
    return bytes ? { at, event, bytes: toHex(bytes.subarray(0, mostBytes)) } : { at, event }
  }

  #frame(entry: JournalEntry): void {
    this.#frames.push(entry)
    if (this.#frames.length > mostFrames) this.#frames.shift()
  }
}
