import sharp from 'sharp'
import type { FingerImage } from '../../core/biometrics/finger-image.ts'
import { decodeWsq } from '../../core/biometrics/wsq/decode.ts'
import { DomainError } from '../../core/errors.ts'
import { decodeJp2 } from './jpeg2000.ts'

/** Not an image of a finger in a format that is read here, or one that is cut off or damaged. */
export class FingerFileUnreadable extends DomainError<'FINGER_FILE_UNREADABLE'> {
  constructor() {
    super('FINGER_FILE_UNREADABLE', {
      vi: 'Không đọc được tệp ảnh vân tay. Hãy lấy lại vân tay; cần ảnh PNG, JPEG 2000 hoặc WSQ, đơn sắc 8 bit.',
      en: 'The file of the fingerprint cannot be read. Capture again; PNG, JPEG 2000 or WSQ is needed, 8-bit grey.',
    })
  }
}

/** What the extractor takes at most: 2000 pixels a side. */
const mostPixels = 4_000_000

const png = [0x89, 0x50, 0x4e, 0x47]
const wsq = [0xff, 0xa0]
const begins = (bytes: Uint8Array, start: readonly number[]) => start.every((byte, i) => bytes[i] === byte)

/** The grey image of a PNG, JPEG 2000 or WSQ file. Throws FingerFileUnreadable. */
export async function readFingerFile(bytes: Uint8Array, dpi: number): Promise<FingerImage> {
  try {
    return { ...(await greyOf(bytes)), dpi }
  } catch (error) {
    // Refusals of our codecs; sharp throws plain errors for what it cannot read.
    if (error instanceof DomainError || begins(bytes, png)) throw new FingerFileUnreadable()
    throw error
  }
}

async function greyOf(bytes: Uint8Array): Promise<Omit<FingerImage, 'dpi'>> {
  if (begins(bytes, png)) {
    const picture = sharp(bytes, { limitInputPixels: mostPixels, failOn: 'warning' })
    const { data, info } = await picture.toColourspace('b-w').raw().toBuffer({ resolveWithObject: true })
    if (info.channels !== 1) throw new FingerFileUnreadable()
    return { width: info.width, height: info.height, pixels: new Uint8Array(data) }
  }
  if (begins(bytes, wsq)) return decodeWsq(bytes).image
  const { width, height, components, samples } = await decodeJp2(bytes)
  if (components !== 1) throw new FingerFileUnreadable()
  return { width, height, pixels: samples }
}
