/**
 * Text mode: the code as it is, ended by CR, LF or both; some readers put the symbology before it (AIM identifier, `]Q1`).
 * The line has no checksum: what does not end in time, is too long or is no UTF-8 is no code.
 */
import { concatBytes } from '../../../core/bytes.ts'

const carriageReturn = 0x0d
const lineFeed = 0x0a
/** Of a QR code in version 40 (ISO/IEC 18004). */
const longestCode = 2953
const identifier = /^\][A-Za-z]\d/

export class TextLines {
  #buffer = new Uint8Array(0)
  #overlong = false

  /** True while a code has begun and not ended. */
  get waiting(): boolean {
    return this.#buffer.length > 0 || this.#overlong
  }

  push(bytes: Uint8Array): string[] {
    const codes: string[] = []
    let rest = concatBytes(this.#buffer, bytes)
    for (;;) {
      const end = rest.findIndex((byte) => byte === carriageReturn || byte === lineFeed)
      if (end === -1) break
      const code = this.#overlong ? null : codeIn(rest.subarray(0, end))
      this.#overlong = false
      if (code !== null) codes.push(code)
      rest = rest.subarray(end + 1)
    }
    this.#overlong ||= rest.length > longestCode
    this.#buffer = this.#overlong ? new Uint8Array(0) : rest.slice()
    return codes
  }

  /** The end did not come in time. */
  clear(): void {
    this.#buffer = new Uint8Array(0)
    this.#overlong = false
  }
}

/** The text of a code; null for what is none. */
export function codeIn(bytes: Uint8Array): string | null {
  if (bytes.length === 0 || bytes.length > longestCode) return null
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(identifier, '')
    return text === '' ? null : text
  } catch {
    return null
  }
}
