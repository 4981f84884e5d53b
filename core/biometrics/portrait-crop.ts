import { DomainError } from '../errors.ts'

export interface Crop {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** The frame is not one of 3 × 4 inside of the picture, or too small to be printed. */
export class CropRefused extends DomainError<'CROP_REFUSED'> {
  constructor(cause: 'OUTSIDE' | 'RATIO' | 'TOO_SMALL') {
    super(
      'CROP_REFUSED',
      {
        OUTSIDE: {
          vi: 'Khung cắt nằm ngoài ảnh. Hãy đặt lại khung.',
          en: 'The frame lies outside of the picture. Place it again.',
        },
        RATIO: { vi: 'Khung cắt không theo tỉ lệ 3×4.', en: 'The frame is not 3 × 4.' },
        TOO_SMALL: {
          vi: 'Khung cắt quá nhỏ: ảnh in trên thẻ sẽ bị mờ. Lại gần máy ảnh hơn rồi chụp lại.',
          en: 'The frame is too small and would print coarsely. Come nearer and take the picture again.',
        },
      }[cause],
      { cause },
    )
  }
}

/** 4 × 6 cm in the files and 20 × 30 mm on the card are both cut out of 3 × 4. */
const ratio = 3 / 4
/** Pixels by which rounding may miss the ratio. */
const slack = 2
/** 20 × 30 mm at 200 dpi. */
const leastHeight = 236

/** The largest upright 3 × 4 in the middle of a picture. */
export function middleCrop({ width, height }: Pick<Crop, 'width' | 'height'>): Crop {
  const tall = Math.min(height, Math.floor(width / ratio))
  const wide = Math.round(tall * ratio)
  return {
    left: Math.round((width - wide) / 2),
    top: Math.round((height - tall) / 2),
    width: wide,
    height: tall,
  }
}

/** Throws {@link CropRefused} where the frame cannot be cut out of the picture, or is no portrait. */
export function requireCrop(crop: Crop, picture: Pick<Crop, 'width' | 'height'>): void {
  const { left, top, width, height } = crop
  const inside = left >= 0 && top >= 0 && left + width <= picture.width && top + height <= picture.height
  if (!inside) throw new CropRefused('OUTSIDE')
  if (Math.abs(height * ratio - width) > slack) throw new CropRefused('RATIO')
  if (height < leastHeight) throw new CropRefused('TOO_SMALL')
}
