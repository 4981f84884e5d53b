import { concatBytes } from '../../bytes.ts'
import type { FingerImage } from '../finger-image.ts'
import { eachToken } from './coefficient-codes.ts'
import { type Decimal, decimalValue, toDecimal } from './decimal.ts'
import { BitWriter, codeFor, encodingTable, type HuffmanCode } from './huffman.ts'
import { type Bin, binsFor, quantise } from './quantiser.ts'
import { isAcceptedSize, mostPixelsPerByte, notEncoded } from './refusal.ts'
import {
  filtersSegment,
  frameSegment,
  huffmanSegment,
  marker,
  markerBytes,
  quantisationSegment,
  segment,
} from './segments.ts'
import { decompose, type Region } from './subbands.ts'
import { analyse, type Plane, standardFilters } from './wavelet.ts'

export interface WsqSettings {
  /** Target bits a pixel: 0.75 (about 15:1, the FBI's usual) or 2.25 (about 5:1); 0.1 … 4 are accepted. */
  readonly rate: number
  /** Texts for people, in ASCII. */
  readonly comments?: readonly string[]
}

const binCentre = 0.44 // C, where in its bin a value is restored

/** The three blocks: first subband of each, and their ends. The first has a code of its own, the others share one. */
const blocks = [
  { from: 0, to: 19, table: 0 },
  { from: 19, to: 52, table: 1 },
  { from: 52, to: 64, table: 1 },
] as const

/**
 * Compresses a finger image as IAFIS-IC-0110 describes. Lossy, and not certified by the FBI: keep the capture itself
 * beside it. Throws WsqRefused for a size out of bounds, an image without any contrast or a rate out of bounds.
 */
export function encodeWsq(image: FingerImage, { rate, comments = [] }: WsqSettings): Uint8Array<ArrayBuffer> {
  const { width, height, pixels } = image
  if (!Number.isInteger(width) || !Number.isInteger(height) || !isAcceptedSize(width, height))
    throw notEncoded('limit', 'width')
  if (pixels.length !== width * height) throw notEncoded('length', 'pixels')
  if (!(rate >= 0.1 && rate <= 4)) throw notEncoded('value', 'rate')
  const { shift, scale } = greyRange(pixels)
  const plane = normalised(image, decimalValue(shift), decimalValue(scale))
  const decomposition = decompose(width, height)
  analyse(plane, decomposition, standardFilters)
  const bins = binsFor(plane, decomposition.subbands, rate).map(asTransmitted)
  if (bins.every((bin) => bin.width === 0)) throw notEncoded('value', 'pixels')
  const bytes = concatBytes(
    markerBytes(marker.startOfImage),
    ...comments.map(commentSegment),
    filtersSegment(standardFilters),
    quantisationSegment({ centre: binCentre, bins }),
    frameSegment({ width, height, shift, scale }),
    ...blockSegments(plane, decomposition.subbands, bins),
    markerBytes(marker.endOfImage),
  )
  if (width * height > bytes.length * mostPixelsPerByte) throw notEncoded('value', 'pixels')
  return bytes
}

/** Mean and spread of the pixels, as they are transmitted: values run from -128 to 128. */
function greyRange(pixels: Uint8Array): { readonly shift: Decimal; readonly scale: Decimal } {
  const mean = pixels.reduce((sum, pixel) => sum + pixel, 0) / pixels.length
  const darkest = pixels.reduce((least, pixel) => Math.min(least, pixel), 255)
  const lightest = pixels.reduce((most, pixel) => Math.max(most, pixel), 0)
  if (darkest === lightest) throw notEncoded('value', 'pixels')
  const spread = Math.max(lightest - mean, mean - darkest) / 128
  return { shift: toDecimal(mean, 0xffff), scale: toDecimal(spread, 0xffff) }
}

function normalised({ width, height, pixels }: FingerImage, shift: number, scale: number): Plane {
  return { width, height, values: Float32Array.from(pixels, (pixel) => (pixel - shift) / scale) }
}

/** The bin that the decoder will read: quantising with another one would cost quality. */
function asTransmitted({ width, zero }: Bin): Bin {
  const rounded = (value: number) => decimalValue(toDecimal(value, 0xffff))
  return { width: rounded(width), zero: rounded(zero) }
}

function commentSegment(text: string): Uint8Array {
  const letters = Array.from(text, (letter) => letter.charCodeAt(0))
  if (letters.some((code) => code < 9 || code > 126)) throw notEncoded('value', 'comments')
  return segment(marker.comment, Uint8Array.from(letters))
}

function blockSegments(plane: Plane, regions: readonly Region[], bins: readonly Bin[]): Uint8Array[] {
  const indices = blocks.map(({ from, to }) =>
    quantised(plane, regions.slice(from, to), bins.slice(from, to)),
  )
  const codes = [0, 1].map((table) =>
    codeFor(frequenciesOf(indices.filter((_, i) => blocks[i]?.table === table))),
  )
  const announced = new Set<number>()
  return blocks.flatMap(({ table }, i) => {
    const values = indices[i]
    const code = codes[table]
    if (!values || !code || values.length === 0) return []
    const parts = [segment(marker.startOfBlock, Uint8Array.of(table)), blockBytes(values, code)]
    if (!announced.has(table)) parts.unshift(huffmanSegment(table, code))
    announced.add(table)
    return parts
  })
}

/** The bin numbers of the coded subbands, row by row. */
function quantised(plane: Plane, regions: readonly Region[], bins: readonly Bin[]): Int32Array {
  const coded = regions.flatMap((region, i) => {
    const bin = bins[i]
    return bin && bin.width > 0 ? [{ region, bin }] : []
  })
  const indices = new Int32Array(coded.reduce((sum, { region }) => sum + region.width * region.height, 0))
  let at = 0
  for (const { region, bin } of coded) {
    for (let y = region.y; y < region.y + region.height; y++) {
      for (let x = region.x; x < region.x + region.width; x++) {
        const index = quantise(plane.values[y * plane.width + x]!, bin)
        if (Math.abs(index) > 0xffff) throw notEncoded('value', 'rate')
        indices[at++] = index
      }
    }
  }
  return indices
}

function frequenciesOf(values: readonly Int32Array[]): Uint32Array {
  const frequencies = new Uint32Array(256)
  for (const block of values) eachToken(block, (symbol) => frequencies[symbol]!++)
  return frequencies
}

function blockBytes(values: Int32Array, code: HuffmanCode): Uint8Array {
  const table = encodingTable(code)
  const writer = new BitWriter()
  eachToken(values, (symbol, bits, number) => {
    const word = table.get(symbol)
    if (word) writer.write(word.code, word.bits)
    if (bits > 0) writer.write(number, bits)
  })
  return writer.finish()
}
