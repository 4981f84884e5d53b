import type { FingerImage } from '../finger-image.ts'
import { decodeWsq } from '../wsq/decode.ts'
import type { ByteCursor, Field } from './byte-fields.ts'
import { FingerImageRecordRefused as Refused, type RecordFault } from './refusals.ts'

/** How the pixels of a finger image record are stored. */
export type FingerCompression = 'raw' | 'packed' | 'wsq' | 'jpeg' | 'jp2' | 'jp2-lossless' | 'png'

/*
 * How an image was scanned and is stored, 10 bytes in both editions:
 *   units 1 (1 per inch, 2 per centimetre) | scan x, y 2 + 2 | image x, y 2 + 2 | depth 1
 */
export const resolutionFields = [
  ['units', 8, 1, 2],
  ['scanX', 16, 1],
  ['scanY', 16, 1],
  ['imageX', 16, 1],
  ['imageY', 16, 1],
  ['depth', 8, 1, 16],
] as const satisfies readonly Field[]

export interface StoredImage {
  readonly compression: FingerCompression
  readonly width: number
  readonly height: number
  /** Bits a pixel. */
  readonly depth: number
  readonly image: Uint8Array
}

/** Bytes that uncompressed pixels take; null where only the codec knows. */
function uncompressedLength({
  compression,
  width,
  height,
  depth,
}: Omit<StoredImage, 'image'>): number | null {
  if (compression === 'raw') return width * height * Math.ceil(depth / 8)
  return compression === 'packed' ? Math.ceil((width * height * depth) / 8) : null
}

/** Refuses uncompressed pixels that are more or fewer than the image has, and an image that is not there. */
export function checkStored(stored: StoredImage, offset: number | null): void {
  const expected = uncompressedLength(stored)
  const { length } = stored.image
  if (expected === null ? length === 0 : length !== expected)
    throw new Refused({ fault: 'length', field: 'image', offset })
}

interface PositionedView {
  readonly position: number
}

/** How many fingers the views show. Views of an unknown finger (0) count as one. */
export const fingersOf = (views: readonly PositionedView[]) =>
  new Set(views.map(({ position }) => position)).size

/** Refuses a record that announces another number of fingers; some writers count every view of an unknown finger. */
export function checkFingerCount(
  cursor: ByteCursor,
  announced: number,
  views: readonly PositionedView[],
): void {
  const counts = [fingersOf(views), views.some(({ position }) => position === 0) ? views.length : null]
  if (!counts.includes(announced)) throw cursor.refusal('length', 'fingers')
}

export interface ResolutionFields {
  /** 1: pixels per inch, 2: pixels per centimetre. */
  readonly units: number
  readonly imageX: number
  readonly imageY: number
}

/** Dots per inch of an image; 197 pixels per centimetre are 500. */
export function dpiOf({ units, imageX, imageY }: ResolutionFields): number {
  if (imageX !== imageY) throw new Refused({ fault: 'unsupported', field: 'imageY', offset: null })
  return units === 1 ? imageX : Math.round(imageX * 2.54)
}

/**
 * The grey image of a record whose pixels are raw, packed or WSQ; JPEG, JPEG 2000 and PNG are for the codecs of the
 * caller (`unsupported`). Throws FingerImageRecordRefused or WsqRefused.
 */
export function toFingerImage(stored: StoredImage, resolution: ResolutionFields): FingerImage {
  const dpi = dpiOf(resolution)
  const { compression, width, height } = stored
  if (compression === 'raw' || compression === 'packed') {
    checkStored(stored, null)
    return { width, height, dpi, pixels: greyPixels(stored) }
  }
  if (compression !== 'wsq') throw refusal('unsupported', 'compression')
  const { image } = decodeWsq(stored.image)
  if (image.width !== width || image.height !== height) throw refusal('length', 'image')
  return { ...image, dpi }
}

const refusal = (fault: RecordFault, field: string) => new Refused({ fault, field, offset: null })

/** Pixels of any depth, most significant bit first, as 8-bit grey. */
function greyPixels({ compression, width, height, depth, image }: StoredImage): Uint8Array {
  if (depth === 8) return image.slice()
  const bits = compression === 'raw' ? Math.ceil(depth / 8) * 8 : depth
  const white = 2 ** depth - 1
  return Uint8Array.from({ length: width * height }, (_, i) =>
    Math.round((255 * Math.min(white, bitsAt(image, i * bits, bits))) / white),
  )
}

/** At most 16 bits from any bit of a byte string. */
function bitsAt(bytes: Uint8Array, at: number, count: number): number {
  const first = at >> 3
  const window = ((bytes[first] ?? 0) << 16) | ((bytes[first + 1] ?? 0) << 8) | (bytes[first + 2] ?? 0)
  return (window >> (24 - (at & 7) - count)) & (2 ** count - 1)
}
