import type { FingerImage } from '../finger-image.ts'
import { ByteCursor } from '../records/byte-fields.ts'
import { symbolMeanings } from './coefficient-codes.ts'
import { decimalValue } from './decimal.ts'
import { BitReader, type DecodingTable, decodingTable } from './huffman.ts'
import { restore } from './quantiser.ts'
import { isAcceptedSize, mostPixelsPerByte, WsqRefused } from './refusal.ts'
import {
  type Frame,
  marker,
  type Quantisation,
  readFilters,
  readFrame,
  readHuffman,
  readQuantisation,
} from './segments.ts'
import { decompose, type Decomposition, type Region } from './subbands.ts'
import { type Filters, type Plane, synthesise } from './wavelet.ts'

export interface DecodedWsq {
  readonly image: FingerImage
  readonly comments: readonly string[]
}

/**
 * Decodes a WSQ stream with the filters, bins and codes that it brings. Resolution is not part of WSQ: 500 dpi, unless
 * a NIST_COM comment tells another. Throws WsqRefused.
 */
export function decodeWsq(bytes: Uint8Array): DecodedWsq {
  const cursor = new ByteCursor(bytes, WsqRefused)
  if (cursor.number('startOfImage', 2) !== marker.startOfImage)
    throw cursor.refusal('format', 'startOfImage', 0)
  const stream = new Stream(bytes.length)
  for (;;) {
    const at = cursor.offset
    const code = cursor.number('marker', 2)
    if (code === marker.endOfImage) break
    const length = cursor.number('length', 2)
    if (length < 2) throw cursor.refusal('length', 'length', at + 2)
    stream.take(code, cursor.part('segment', length - 2), at)
    if (code === marker.startOfBlock) readBlock(cursor, stream)
  }
  return stream.finish(cursor)
}

/** What a stream has told so far; its picture is begun by the first block. */
class Stream {
  readonly comments: string[] = []
  readonly #tables = new Map<number, DecodingTable>()
  readonly #mostPixels: number
  #frame: Frame | null = null
  #filters: Filters | null = null
  #quantisation: Quantisation | null = null
  #coefficients: Coefficients | null = null
  #table: DecodingTable | null = null

  constructor(bytes: number) {
    this.#mostPixels = bytes * mostPixelsPerByte
  }

  take(code: number, segment: ByteCursor, at: number): void {
    if (code === marker.comment) this.comments.push(latin(segment.bytes('comment', segment.left)))
    else if (code === marker.transformTable) this.#filters = readFilters(segment)
    else if (code === marker.quantisationTable) this.#quantisation = readQuantisation(segment)
    else if (code === marker.huffmanTable) this.#takeTables(segment)
    else if (code === marker.startOfFrame) this.#takeFrame(segment, at)
    else if (code === marker.startOfBlock) this.#table = this.#tableOf(segment, at)
    else if (code !== marker.restartInterval) throw segment.refusal('format', 'marker', at)
  }

  #takeTables(segment: ByteCursor): void {
    for (const { table, code, offset } of readHuffman(segment)) {
      const decoding = decodingTable(code)
      if (!decoding) throw segment.refusal('value', 'huffmanTable', offset)
      this.#tables.set(table, decoding)
    }
  }

  #takeFrame(segment: ByteCursor, at: number): void {
    if (this.#frame) throw segment.refusal('format', 'startOfFrame', at)
    const frame = readFrame(segment)
    const { width, height } = frame
    if (!isAcceptedSize(width, height) || width * height > this.#mostPixels)
      throw segment.refusal('limit', 'startOfFrame', at)
    this.#frame = frame
  }

  #tableOf(segment: ByteCursor, at: number): DecodingTable {
    const table = this.#tables.get(segment.number('table', 1))
    segment.end('startOfBlock')
    if (!table || !this.#frame || !this.#quantisation) throw segment.refusal('format', 'startOfBlock', at)
    this.#coefficients ??= new Coefficients(this.#frame, this.#quantisation)
    return table
  }

  /** One run of entropy-coded bytes. */
  decode(data: Uint8Array, cursor: ByteCursor): void {
    if (!this.#table || !this.#coefficients) throw cursor.refusal('format', 'startOfBlock')
    this.#coefficients.decode(new BitReader(data), this.#table, cursor)
  }

  finish(cursor: ByteCursor): DecodedWsq {
    if (!this.#frame || !this.#filters || !this.#coefficients) throw cursor.refusal('truncated', 'segments')
    if (!this.#coefficients.isComplete) throw cursor.refusal('truncated', 'blocks')
    const { plane, decomposition } = this.#coefficients
    synthesise(plane, decomposition, this.#filters)
    const dpi = resolutionIn(this.comments) ?? 500
    const { width, height } = this.#frame
    return { image: { width, height, dpi, pixels: pixelsOf(plane, this.#frame) }, comments: this.comments }
  }
}

/** Entropy-coded bytes until the next marker; restart markers (0xffb0 … 0xffb7) only align. */
function readBlock(cursor: ByteCursor, stream: Stream): void {
  const data = cursor.bytes('block', cursor.left)
  const start = cursor.offset - data.length
  let from = 0
  for (let at = 0; at + 1 < data.length; at++) {
    const next = data[at + 1]!
    if (data[at] !== 0xff || next === 0) continue
    stream.decode(unstuffed(data.subarray(from, at)), cursor)
    if (next < 0xb0 || next > 0xb7) {
      cursor.rewind(start + at)
      return
    }
    from = at + 2
    at++
  }
  throw cursor.refusal('truncated', 'block')
}

/** Without the zero byte that follows every 0xff. */
function unstuffed(data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(data.length)
  let length = 0
  for (let at = 0; at < data.length; at++) {
    bytes[length++] = data[at]!
    if (data[at] === 0xff) at++
  }
  return bytes.subarray(0, length)
}

/** The plane of coefficients, filled subband by subband, row by row. */
class Coefficients {
  readonly plane: Plane
  readonly decomposition: Decomposition
  readonly #quantisation: Quantisation
  readonly #coded: readonly { readonly region: Region; readonly subband: number }[]
  #current = 0
  #within = 0

  constructor({ width, height }: Frame, quantisation: Quantisation) {
    this.plane = { width, height, values: new Float32Array(width * height) }
    this.decomposition = decompose(width, height)
    this.#quantisation = quantisation
    this.#coded = this.decomposition.subbands
      .map((region, subband) => ({ region, subband }))
      .filter(({ subband }) => (quantisation.bins[subband]?.width ?? 0) > 0)
  }

  get isComplete(): boolean {
    return this.#current === this.#coded.length
  }

  decode(bits: BitReader, table: DecodingTable, cursor: ByteCursor): void {
    while (!bits.isAtEnd) {
      const symbol = bits.symbol(table)
      const meaning = symbol === null ? null : symbolMeanings[symbol]
      if (!meaning) throw cursor.refusal('value', 'block')
      const number = meaning.bits === 0 ? 1 : bits.number(meaning.bits)
      if (number === null) throw cursor.refusal('truncated', 'block')
      const value = meaning.value * number
      if (!(meaning.isRun ? this.#skip(value) : this.#put(value))) throw cursor.refusal('length', 'block')
    }
  }

  #put(index: number): boolean {
    const coded = this.#coded[this.#current]
    if (!coded) return false
    const { region, subband } = coded
    const row = Math.floor(this.#within / region.width)
    const at = (region.y + row) * this.plane.width + region.x + (this.#within - row * region.width)
    const bin = this.#quantisation.bins[subband]
    if (bin) this.plane.values[at] = restore(index, bin, this.#quantisation.centre)
    return this.#skip(1)
  }

  /** Goes on by so many coefficients; false beyond the last. */
  #skip(count: number): boolean {
    this.#within += count
    for (
      let region = this.#coded[this.#current]?.region;
      region;
      region = this.#coded[this.#current]?.region
    ) {
      const size = region.width * region.height
      if (this.#within < size) return true
      this.#within -= size
      this.#current++
    }
    return this.#within === 0
  }
}

const latin = (bytes: Uint8Array) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')

function resolutionIn(comments: readonly string[]): number | null {
  const told = comments.filter((text) => text.startsWith('NIST_COM')).join('\n')
  const ppi = Number(/^PPI\s+(\d{2,4})\s*$/m.exec(told)?.[1])
  return ppi >= 100 && ppi <= 2000 ? ppi : null
}

function pixelsOf({ values }: Plane, { shift, scale }: Frame): Uint8Array {
  const middle = decimalValue(shift)
  const spread = decimalValue(scale)
  const pixels = new Uint8ClampedArray(values.length)
  for (let at = 0; at < values.length; at++) pixels[at] = values[at]! * spread + middle
  return new Uint8Array(pixels.buffer)
}
