import sharp from 'sharp'
import type { GreyImage } from '../../../core/forms/scan/grey-image.ts'

/** A page of A4 at 600 dots to the inch has 35 million. */
const mostDots = 80_000_000
/** The longer side of A4 at 300 dots to the inch; finer is no better to read and slower. */
const longestSide = 3508

/** The dots of a page in grey; null where the bytes are no image that can be read. */
export async function decodePage(bytes: Uint8Array): Promise<GreyImage | null> {
  try {
    const { data, info } = await sharp(bytes, { limitInputPixels: mostDots, failOn: 'error' })
      .flatten({ background: '#fff' })
      .greyscale()
      .toColourspace('b-w')
      .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
      .raw()
      .toBuffer({ resolveWithObject: true })
    const { width, height, channels } = info
    const pixels = channels === 1 ? data : data.filter((_, i) => i % channels === 0)
    return { width, height, pixels }
  } catch {
    // The decoder has one kind of error for all that it cannot read.
    return null
  }
}

export function pngOf({ width, height, pixels }: GreyImage): Promise<Buffer> {
  return sharp(pixels, { raw: { width, height, channels: 1 } })
    .png({ compressionLevel: 4 })
    .toBuffer()
}
