import sharp from 'sharp'
import type { FaceImage } from '../../core/biometrics/face-image.ts'
import { FaceRefused } from './face-refused.ts'

const mostBytes = 16 * 1024 * 1024
const mostPixels = 16_000_000
/** Pixels: in a smaller picture no face can be measured. */
export const leastFaceSide = 120
const signatures = [
  [0xff, 0xd8, 0xff],
  [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
]

/**
 * The pixels of a JPEG or PNG. What is too large is refused by its header, before anything is decoded. A picture that other
 * readers would show lying is refused, not turned: what is measured has to be what is printed.
 */
export async function readFaceImage(bytes: Uint8Array): Promise<FaceImage> {
  if (bytes.length > mostBytes) throw new FaceRefused('TOO_LARGE')
  if (!signatures.some((signature) => signature.every((byte, at) => bytes[at] === byte))) {
    throw new FaceRefused('NOT_AN_IMAGE')
  }
  const image = sharp(bytes, { failOn: 'error', limitInputPixels: false })
  const header = await image.metadata().catch(unreadable)
  const { width, height, space, orientation = 1, depth } = header
  if (width * height > mostPixels) throw new FaceRefused('TOO_LARGE')
  if (Math.min(width, height) < leastFaceSide) throw new FaceRefused('TOO_SMALL')
  if (orientation !== 1) throw new FaceRefused('ROTATED')
  if (depth !== 'uchar' || (space !== 'srgb' && space !== 'b-w')) throw new FaceRefused('COLOUR_SPACE')
  const pixels = await image
    .flatten({ background: '#fff' })
    .toColourspace('srgb')
    .raw()
    .toBuffer()
    .catch(unreadable)
  return { width, height, pixels }
}

function unreadable(): never {
  throw new FaceRefused('NOT_AN_IMAGE')
}
