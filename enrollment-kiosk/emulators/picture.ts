import sharp from 'sharp'
import { DomainError } from '../../core/errors.ts'
import { type GreyPicture, isBitmap, readBitmap } from './bitmap.ts'

export class PictureUnreadable extends DomainError<'PICTURE_UNREADABLE'> {
  constructor() {
    super('PICTURE_UNREADABLE', {
      vi: 'Không đọc được ảnh này. Hãy dùng PNG hoặc BMP không nén.',
      en: 'This picture cannot be read. Use PNG or uncompressed BMP.',
    })
  }
}

/** PNG, BMP or any other picture file as grey levels. Throws {@link PictureUnreadable}. */
export async function greyPicture(file: Uint8Array): Promise<GreyPicture> {
  if (isBitmap(file)) {
    const picture = readBitmap(file)
    if (!picture) throw new PictureUnreadable()
    return picture
  }
  try {
    const { data, info } = await sharp(file)
      .flatten({ background: '#ffffff' })
      .greyscale()
      .toColourspace('b-w')
      .raw()
      .toBuffer({ resolveWithObject: true })
    return { width: info.width, height: info.height, pixels: new Uint8Array(data) }
  } catch {
    throw new PictureUnreadable()
  }
}

/** The picture's middle on a white ground of this size, an odd pixel over to the right and below: what such a sensor would see. */
export function onSensor(picture: GreyPicture, width: number, height: number): GreyPicture {
  const pixels = new Uint8Array(width * height).fill(255)
  const left = Math.trunc((picture.width - width) / 2)
  const top = Math.trunc((picture.height - height) / 2)
  const [first, last] = [Math.max(0, left), Math.min(picture.width, left + width)]
  for (let y = 0; y < height; y++) {
    const row = y + top
    if (row < 0 || row >= picture.height) continue
    const start = row * picture.width
    pixels.set(picture.pixels.subarray(start + first, start + last), y * width + first - left)
  }
  return { width, height, pixels }
}
