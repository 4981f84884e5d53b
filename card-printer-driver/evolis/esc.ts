/**
 * The ESC language of Evolis card printers, as their programming guide A5013 lays it down:
 *
 *     ESC name ; parameter ; … CR
 *     ESC Db ; panel ; levels ; dots CR                 dots: as many bytes as the levels ask for
 *     ESC Dbc ; panel ; levels ; length ; data CR       data: as many bytes as length says
 *
 * Every command is answered: text with a NUL behind it (CR or LF on other lines), with ERR in it where the command was refused. After
 * `Pcom;…;ACK/NACK` the answer is ACK, behind the text where there is one, or NACK and a code of one character.
 */
export interface EscCommand {
  readonly name: string
  readonly parameters?: readonly (string | number)[]
  /** Of a download, behind the last separator. */
  readonly data?: Uint8Array
}

export type EscReply =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'nack'; readonly code: string }

const escape = 0x1b
const end = 0x0d
const ack = 0x06
const nack = 0x15
/** What ends a text: NUL on USB and parallel lines, an end of line on others. */
const ends: readonly number[] = [0x00, 0x0d, 0x0a]

/** Total over any bytes; a printer's answers are short, and what is longer is no answer. */
const longestText = 1024

export function encodeCommand({ name, parameters = [], data }: EscCommand): Uint8Array {
  const head = [name, ...parameters, ...(data ? [''] : [])].join(';')
  const length = 1 + head.length + (data?.length ?? 0) + 1
  const bytes = new Uint8Array(length)
  bytes[0] = escape
  for (let at = 0; at < head.length; at++) bytes[at + 1] = head.charCodeAt(at)
  if (data) bytes.set(data, 1 + head.length)
  bytes[length - 1] = end
  return bytes
}

/** As the guide writes a command, for the log and for refusals; without its data. */
export const commandText = ({ name, parameters = [] }: EscCommand): string => [name, ...parameters].join(';')

/** Takes replies out of what comes up the line. */
export class ReplyReader {
  #text = ''
  #isNack = false

  /** A text was begun that nothing has ended yet. */
  get pending(): boolean {
    return this.#text !== ''
  }

  *push(bytes: Uint8Array): Generator<EscReply> {
    for (const byte of bytes) {
      const reply = this.#take(byte)
      if (reply) yield reply
    }
  }

  /** The text that came without an end; null where there is none. */
  flush(): EscReply | null {
    const text = this.#text
    this.clear()
    return text === '' ? null : { kind: 'text', text }
  }

  clear(): void {
    this.#text = ''
    this.#isNack = false
  }

  #take(byte: number): EscReply | null {
    if (this.#isNack) {
      this.clear()
      return { kind: 'nack', code: String.fromCharCode(byte) }
    }
    if (byte === nack) {
      this.#isNack = true
      return null
    }
    if (byte === ack) return this.flush() ?? { kind: 'text', text: '' }
    if (ends.includes(byte)) return this.flush()
    if (this.#text.length < longestText) this.#text += String.fromCharCode(byte)
    return null
  }
}
