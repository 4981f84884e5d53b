import { setTimeout as sleep } from 'node:timers/promises'
import { monotonic } from '../clock.ts'

/** Milliseconds that a sleep may be late without the line counting as having been idle. */
const lateness = 25

/** Lets bytes pass no faster than a serial line would: a pseudo-terminal itself has no speed. */
export class Pacer {
  #due = 0

  /** Resolves when the last of these bytes would have arrived: ten bits a byte, 8N1. */
  async pass(bytes: number, baudRate: number): Promise<void> {
    const now = monotonic()
    if (now - this.#due > lateness) this.#due = now
    this.#due += (bytes * 10_000) / baudRate
    const wait = this.#due - now
    // Short waits are made up for by the next one; a sleep is never shorter than a millisecond.
    if (wait >= 1) await sleep(Math.ceil(wait))
  }
}
