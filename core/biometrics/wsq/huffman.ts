import { concatBytes } from '../../bytes.ts'

/*
 * A code as DHT carries it: how many codewords have 1 … 16 bits, then the symbols by length; codewords of one length
 * count upwards. No codeword is all ones.
 */
export interface HuffmanCode {
  readonly counts: Uint8Array
  readonly symbols: Uint8Array
}

const mostBits = 16
const noSymbol = -1 // takes the codeword of all ones

interface Package {
  readonly weight: number
  readonly symbols: readonly number[]
}

/** The shortest code of at most 16 bits for symbols that occur so often (package-merge). */
export function codeFor(frequencies: Uint32Array): HuffmanCode {
  const single = [{ weight: 0, symbols: [noSymbol] }, ...packagesOf(frequencies)]
  const merged = Array.from({ length: mostBits - 1 }).reduce<readonly Package[]>(
    (packages) => [...pairsOf(packages), ...single].sort((a, b) => a.weight - b.weight),
    single,
  )
  const lengths = new Map<number, number>()
  for (const { symbols } of merged.slice(0, 2 * (single.length - 1)))
    for (const symbol of symbols) lengths.set(symbol, (lengths.get(symbol) ?? 0) + 1)
  lengths.delete(noSymbol)
  const coded = [...lengths].sort(([a, long], [b, longer]) => long - longer || a - b)
  const counts = new Uint8Array(mostBits)
  for (const [, length] of coded) counts[length - 1]!++
  return { counts, symbols: Uint8Array.from(coded, ([symbol]) => symbol) }
}

function packagesOf(frequencies: Uint32Array): Package[] {
  const used = Array.from(frequencies, (weight, symbol) => ({ weight, symbols: [symbol] }))
  return used.filter(({ weight }) => weight > 0).sort((a, b) => a.weight - b.weight)
}

function pairsOf(packages: readonly Package[]): Package[] {
  return Array.from({ length: packages.length >> 1 }, (_, i) => {
    const one = packages[2 * i]!
    const other = packages[2 * i + 1]!
    return { weight: one.weight + other.weight, symbols: [...one.symbols, ...other.symbols] }
  })
}

interface Codeword {
  readonly symbol: number
  readonly bits: number
  readonly code: number
}

/** Every codeword; null where there are more than so many bits can tell apart. */
function codewordsOf({ counts, symbols }: HuffmanCode): readonly Codeword[] | null {
  const words: Codeword[] = []
  let code = 0
  for (let bits = 1; bits <= mostBits; bits++) {
    for (let i = 0; i < counts[bits - 1]!; i++) {
      if (code >= 2 ** bits) return null
      words.push({ symbol: symbols[words.length] ?? 0, bits, code })
      code++
    }
    code *= 2
  }
  return words
}

/** Codewords by symbol. */
export function encodingTable(code: HuffmanCode): ReadonlyMap<number, Codeword> {
  return new Map(codewordsOf(code)?.map((word) => [word.symbol, word]))
}

/** Bits of a block, most significant first; a zero byte follows every 0xff, ones fill the last byte. */
export class BitWriter {
  #bytes = new Uint8Array(4096)
  #length = 0
  #pending = 0
  #bits = 0

  /** At most 16 bits. */
  write(value: number, bits: number): void {
    this.#pending = (this.#pending << bits) | value
    this.#bits += bits
    while (this.#bits >= 8) {
      this.#bits -= 8
      this.#push((this.#pending >> this.#bits) & 0xff)
    }
    this.#pending &= 2 ** this.#bits - 1
  }

  finish(): Uint8Array {
    if (this.#bits > 0) this.write(2 ** (8 - this.#bits) - 1, 8 - this.#bits)
    return this.#bytes.subarray(0, this.#length)
  }

  #push(byte: number): void {
    if (this.#length + 2 > this.#bytes.length)
      this.#bytes = concatBytes(this.#bytes, new Uint8Array(this.#bytes.length))
    this.#bytes[this.#length++] = byte
    if (byte === 0xff) this.#bytes[this.#length++] = 0
  }
}

const quickBits = 8

/** Finds symbols: short codewords by one look, longer ones bit by bit. */
export interface DecodingTable {
  /** Of the next 8 bits: length · 256 + symbol; 0 where the codeword is longer. */
  readonly quick: Uint16Array
  /** By length: the first codeword, and where its symbol stands. */
  readonly first: Int32Array
  readonly from: Int32Array
  readonly code: HuffmanCode
}

/** Null where the counts describe no code. */
export function decodingTable(code: HuffmanCode): DecodingTable | null {
  const words = codewordsOf(code)
  if (!words) return null
  const quick = new Uint16Array(2 ** quickBits)
  const first = new Int32Array(mostBits + 1)
  const from = new Int32Array(mostBits + 1).fill(-1)
  words.forEach(({ symbol, bits, code: word }, i) => {
    if (from[bits] === -1) {
      first[bits] = word
      from[bits] = i
    }
    if (bits > quickBits) return
    const start = word << (quickBits - bits)
    quick.fill(bits * 256 + symbol, start, start + (1 << (quickBits - bits)))
  })
  return { quick, first, from, code }
}

/** Reads symbols and numbers from a block whose zero bytes after 0xff are already taken out. */
export class BitReader {
  readonly #bytes: Uint8Array
  readonly #end: number
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
    this.#end = bytes.length * 8
  }

  /** The next 16 bits without taking them; ones beyond the end. */
  #peek(): number {
    const byte = this.#at >> 3
    const next = (i: number) => this.#bytes[byte + i] ?? 0xff
    return (((next(0) << 16) | (next(1) << 8) | next(2)) >> (8 - (this.#at & 7))) & 0xffff
  }

  /** The next symbol; null at the end, or where what is left is no codeword. */
  symbol({ quick, first, from, code }: DecodingTable): number | null {
    const ahead = this.#peek()
    const known = quick[ahead >> 8]!
    if (known !== 0) return this.#take(known >> 8) ? known & 0xff : null
    for (let bits = quickBits + 1; bits <= mostBits; bits++) {
      const within = (ahead >> (mostBits - bits)) - first[bits]!
      if (from[bits] === -1 || within < 0 || within >= code.counts[bits - 1]!) continue
      return this.#take(bits) ? code.symbols[from[bits]! + within]! : null
    }
    return null
  }

  /** A number of 8 or 16 bits; null where it is cut off. */
  number(bits: number): number | null {
    const value = this.#peek() >> (16 - bits)
    return this.#take(bits) ? value : null
  }

  /** Whether nothing is left but the ones that fill the last byte. */
  get isAtEnd(): boolean {
    const left = this.#end - this.#at
    return left < 8 && this.#peek() === 0xffff
  }

  #take(bits: number): boolean {
    if (this.#at + bits > this.#end) return false
    this.#at += bits
    return true
  }
}
