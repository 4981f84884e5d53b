import sharp from 'sharp'
import type { FaceHint } from '../../core/biometrics/face-hints.ts'
import { judgedWidth, judgePicture } from '../../core/biometrics/judge-picture.ts'
import { type Crop, middleCrop, requireCrop } from '../../core/biometrics/portrait-crop.ts'
import type { TakenPhoto } from './take-photo.ts'

/** On the card 20 × 30 mm, in the files 4 × 6 cm at 500 dpi: more pixels than these show nobody anything. */
const longestSide = 1200
const mostBytes = 200_000
const bestQuality = 94
const worstQuality = 60
const qualityStep = 4

type Photo = Pick<TakenPhoto, 'jpeg' | 'width' | 'height'>

/** The part of a photo that becomes the portrait, in the middle where nobody says otherwise. Throws CropRefused. */
export async function cropPortrait(photo: Photo, crop: Crop | null): Promise<Uint8Array> {
  const frame = crop ?? middleCrop(photo)
  requireCrop(frame, photo)
  const pixels = await sharp(photo.jpeg)
    .extract({ ...frame })
    .resize({ height: longestSide, withoutEnlargement: true, kernel: 'lanczos3' })
    .toColourspace('srgb')
    .png({ compressionLevel: 0 })
    .toBuffer()
  for (let quality = bestQuality; ; quality -= qualityStep) {
    const jpeg = await sharp(pixels).jpeg({ quality }).toBuffer()
    if (jpeg.length <= mostBytes || quality <= worstQuality) return new Uint8Array(jpeg)
  }
}

/** What can be seen of a portrait without looking for the face in it. */
export async function lookAtPortrait(jpeg: Uint8Array): Promise<readonly FaceHint[]> {
  const { data, info } = await sharp(jpeg)
    .resize({ width: judgedWidth })
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return judgePicture({ width: info.width, height: info.height, pixels: new Uint8Array(data) })
}
