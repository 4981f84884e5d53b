import { concatBytes } from '../../../core/bytes.ts'
import { hostStart } from '../../devices/vc0706/frame.ts'

export interface HostCommand {
  readonly serialNumber: number
  readonly command: number
  readonly data: Uint8Array
}

const headerLength = 4
/** VC0706 manual, chapter 2: a command carries at most 16 bytes. */
const mostData = 16

/** Puts a host's commands together from bytes that come in pieces of any size. */
export class CommandReader {
  #buffer = new Uint8Array(0)

  get waiting(): boolean {
    return this.#buffer.length > 0
  }

  push(bytes: Uint8Array): HostCommand[] {
    this.#buffer = concatBytes(this.#buffer, bytes)
    const found: HostCommand[] = []
    for (;;) {
      this.#skipJunk()
      const end = headerLength + (this.#buffer[3] ?? 0)
      if (this.#buffer.length < headerLength || this.#buffer.length < end) return found
      const [, serialNumber = 0, command = 0] = this.#buffer
      found.push({ serialNumber, command, data: this.#buffer.slice(headerLength, end) })
      this.#buffer = this.#buffer.subarray(end)
    }
  }

  clear(): void {
    this.#buffer = new Uint8Array(0)
  }

  #skipJunk(): void {
    let start = 0
    const mayBegin = (at: number) =>
      this.#buffer[at] === hostStart &&
      (this.#buffer[at + 3] === undefined || this.#buffer[at + 3]! <= mostData)
    while (start < this.#buffer.length && !mayBegin(start)) start++
    this.#buffer = this.#buffer.subarray(start)
  }
}
