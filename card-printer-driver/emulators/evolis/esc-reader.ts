/**
 * Takes commands out of what comes down the line:
 *
 *     00… | ESC name ; parameter ; … CR            ESC may be left out right after a CR
 *     00… | ESC Db ; panel ; levels ; dots CR      as many bytes as the levels ask for, whatever stands in them
 *     00… | ESC Dbc ; panel ; levels ; length ; data CR
 *
 * `Psc` puts other characters in the place of ESC, `;` and CR.
 */
import { dots, lines } from './world.ts'

export interface EscCommand {
  readonly name: string
  readonly parameters: readonly string[]
  /** Of a download. */
  readonly data: Uint8Array | null
  /** What came was no whole command: too long, or its data did not end where they had to. */
  readonly damaged: boolean
}

/** By the number of levels; two levels are one bit a dot. */
export const bitsOf: Readonly<Record<string, number>> = { 2: 1, 32: 5, 64: 6, 128: 7 }
/** The guide's own table of lengths is of 656 × 1032 dots; real drivers send 648 × 1016. */
const tableDots = 656 * 1032
/** Single dots take a byte each, repeated ones two: nothing sensible is longer. */
const longestData = 2 * dots * lines
const longestText = 1024

const usual = { start: 0x1b, separator: 0x3b, end: 0x0d } as const

interface Counted {
  readonly command: Pick<EscCommand, 'name' | 'parameters'>
  readonly data: Uint8Array
  /** Lengths at which the data may end, the next one first. */
  readonly ends: number[]
  filled: number
}

export class EscReader {
  private signs: { readonly start: number; readonly separator: number; readonly end: number } = usual
  /** `lost`: nothing is a command before the next ESC. */
  private state: 'lost' | 'between' | 'text' | 'counted' = 'lost'
  private text = ''
  private counted: Counted | null = null

  /** Something was begun that is not whole yet. */
  get waiting(): boolean {
    return this.state === 'text' || this.state === 'counted'
  }

  /** Forgets what was begun. */
  giveUp(): void {
    this.state = 'lost'
    this.text = ''
    this.counted = null
  }

  /** Other characters for ESC, `;` and CR; null: these again. */
  resign(signs: readonly [number, number, number] | null): void {
    this.signs = signs ? { start: signs[0], separator: signs[1], end: signs[2] } : usual
  }

  *push(bytes: Uint8Array): Generator<EscCommand> {
    for (let at = 0; at < bytes.length;) {
      const { counted } = this
      if (counted && counted.filled < (counted.ends[0] ?? 0)) at = fill(counted, bytes, at)
      else {
        const byte = bytes[at] ?? 0
        const command = counted ? this.close(counted, byte) : this.take(byte)
        // A byte that is no end belongs to what follows: the longer data, or the next command.
        if (!counted || this.state === 'between') at++
        if (command) yield command
      }
    }
  }

  /** Where the data may end: they end here, go on to the next length, or are damaged. */
  private close(counted: Counted, byte: number): EscCommand | null {
    if (byte !== this.signs.end && counted.ends.length > 1) {
      counted.ends.shift()
      return null
    }
    this.counted = null
    this.state = byte === this.signs.end ? 'between' : 'lost'
    const damaged = byte !== this.signs.end
    return { ...counted.command, data: counted.data.subarray(0, counted.filled), damaged }
  }

  private take(byte: number): EscCommand | null {
    if (byte === this.signs.start) {
      this.state = 'text'
      this.text = ''
      return null
    }
    if (this.state === 'lost' || (this.state === 'between' && isPadding(byte, this.signs.end))) return null
    if (byte === this.signs.end) {
      this.state = 'between'
      return this.whole({ damaged: false })
    }
    this.state = 'text'
    this.text += String.fromCharCode(byte)
    if (this.text.length > longestText) {
      this.state = 'lost'
      return this.whole({ damaged: true })
    }
    if (byte === this.signs.separator && this.text.startsWith('Db')) this.begin()
    return null
  }

  private whole({ damaged }: { readonly damaged: boolean }): EscCommand {
    const [name = '', ...parameters] = this.text.split(String.fromCharCode(this.signs.separator))
    this.text = ''
    return { name, parameters, data: null, damaged }
  }

  /** Begins to count, where the download's head is whole and says how much comes. */
  private begin(): void {
    const [name = '', ...parameters] = this.text.split(String.fromCharCode(this.signs.separator)).slice(0, -1)
    const ends = endsOf(name, parameters)
    if (!ends) return
    this.state = 'counted'
    this.text = ''
    this.counted = { command: { name, parameters }, data: new Uint8Array(ends.at(-1) ?? 0), ends, filled: 0 }
  }
}

const isPadding = (byte: number, end: number) => byte === 0 || byte === end || byte === 0x0a

function fill(counted: Counted, bytes: Uint8Array, at: number): number {
  const count = Math.min((counted.ends[0] ?? 0) - counted.filled, bytes.length - at)
  counted.data.set(bytes.subarray(at, at + count), counted.filled)
  counted.filled += count
  return at + count
}

function endsOf(name: string, parameters: readonly string[]): number[] | null {
  const bits = bitsOf[parameters[1] ?? '']
  if (name === 'Db' && parameters.length === 2 && bits)
    return [(dots * lines * bits) / 8, (tableDots * bits) / 8]
  const length = parameters[2] ?? ''
  if (name !== 'Dbc' || parameters.length !== 3 || !/^\d{1,7}$/.test(length)) return null
  return Number(length) <= longestData ? [Number(length)] : null
}
