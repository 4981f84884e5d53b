/**
 * A picture on the wire: seven numbers of 32 bits, little-endian, then the pixels from the top row, 8 bits each.
 *   width | height | compressed | encrypted | format | image length | template length
 */
import type { FingerImage } from '../../../core/biometrics/finger-image.ts'
import { concatBytes } from '../../../core/bytes.ts'
import { DataDamaged } from '../scanner-refusals.ts'
import { greyImage } from './commands.ts'

const headerLength = 28
const largestSide = 2000

/** Throws DataDamaged for anything but a whole grey picture. */
export function readImage(bytes: Uint8Array, dpi: number): FingerImage {
  if (bytes.length < headerLength) throw new DataDamaged()
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const [width = 0, height = 0, compressed, encrypted, format, length] = Array.from({ length: 7 }, (_, i) =>
    view.getInt32(4 * i, true),
  )
  const sensible = width > 0 && height > 0 && width <= largestSide && height <= largestSide
  const plain = compressed === 0 && encrypted === 0 && format === greyImage
  if (!sensible || !plain || length !== width * height) throw new DataDamaged()
  const pixels = bytes.slice(headerLength, headerLength + length)
  if (pixels.length !== length) throw new DataDamaged()
  return { width, height, dpi, pixels }
}

export function writeImage({ width, height, pixels }: FingerImage): Uint8Array {
  const header = new Uint8Array(headerLength)
  const view = new DataView(header.buffer)
  const fields = [width, height, 0, 0, greyImage, pixels.length, 0]
  for (const [i, value] of fields.entries()) view.setInt32(4 * i, value, true)
  return concatBytes(header, pixels)
}
