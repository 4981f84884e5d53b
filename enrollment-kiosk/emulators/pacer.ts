import { setTimeout as sleep } from 'node:timers/promises'
import { monotonic } from '../clock.ts'

/** Milliseconds between two pieces up to which they count as one stream. */
const streaming = 2

/** Lets bytes pass no faster than a serial line would: a pseudo-terminal itself has no speed. */
export class Pacer {
  #due = 0
  #passedAt = 0

  /** Resolves when the last of these bytes would have arrived: ten bits a byte, 8N1. */
  async pass(bytes: number, baudRate: number): Promise<void> {
    const now = monotonic()
    // Within a stream a sleep that took too long is made up for by the next; an idle line starts afresh.
    if (now - this.#passedAt > streaming) this.#due = now
    this.#due += (bytes * 10_000) / baudRate
    const wait = this.#due - now
    if (wait > 0) await sleep(Math.ceil(wait))
    this.#passedAt = monotonic()
  }
}
