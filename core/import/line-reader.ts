/** Bytes → text, by the encoding of the file. */
export type Decode = (bytes: Uint8Array) => string

/** One line of a file. */
export interface FileLine {
  /** From 1. */
  readonly line: number
  /** Byte behind the line and its end: where the next one begins. */
  readonly end: number
  /** Without its end; empty for a line that is too long. */
  readonly text: string
  readonly tooLong: boolean
  /** The file ends here without an end of line. */
  readonly unended: boolean
}

/** Of one line, in bytes: a row of a population register has some hundreds. */
const longestLine = 65_536
const [lineFeed, carriageReturn] = [0x0a, 0x0d] as const

/**
 * Takes a file apart into lines, however it comes in pieces, in little memory: of a line that is too long nothing is kept.
 * LF and CRLF both end a line.
 */
export class LineReader {
  readonly #decode: Decode
  #line: number
  #offset: number
  /** What has come of a line that is not complete. */
  #pending: Uint8Array[] = []
  #pendingBytes = 0

  constructor(decode: Decode, start: { readonly line: number; readonly offset: number }) {
    this.#decode = decode
    this.#line = start.line
    this.#offset = start.offset
  }

  push(bytes: Uint8Array): FileLine[] {
    const lines: FileLine[] = []
    let from = 0
    for (let at = bytes.indexOf(lineFeed); at >= 0; at = bytes.indexOf(lineFeed, from)) {
      lines.push(this.#endLine(bytes.subarray(from, at), 1))
      from = at + 1
    }
    this.#keep(bytes.subarray(from))
    return lines
  }

  /** The last line, where the file does not end with an end of line. */
  finish(): FileLine | null {
    return this.#pendingBytes === 0 ? null : this.#endLine(new Uint8Array(0), 0)
  }

  #keep(bytes: Uint8Array): void {
    if (bytes.length === 0) return
    this.#pendingBytes += bytes.length
    // The reader's chunk is used again: what waits for the next one is copied.
    if (this.#pendingBytes <= longestLine) this.#pending.push(bytes.slice())
    else this.#pending = []
  }

  #endLine(rest: Uint8Array, ending: 0 | 1): FileLine {
    const length = this.#pendingBytes + rest.length
    const tooLong = length > longestLine
    const bytes = this.#pendingBytes === 0 || tooLong ? rest : joined([...this.#pending, rest], length)
    this.#pending = []
    this.#pendingBytes = 0
    this.#offset += length + ending
    const last = bytes.length - 1
    const whole = bytes[last] === carriageReturn ? bytes.subarray(0, last) : bytes
    const text = tooLong ? '' : this.#decode(whole)
    return { line: this.#line++, end: this.#offset, text, tooLong, unended: ending === 0 }
  }
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
