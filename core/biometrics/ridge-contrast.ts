import type { FingerImage } from './finger-image.ts'

/** The resolution at which every later step works; ISO/IEC 19794-2 scanners level 30 and 31. */
export const workingDpi = 500

/** One real value for every pixel of an image at 500 dpi, rows from the top. */
export interface RidgeMap {
  readonly width: number
  readonly height: number
  readonly values: Float32Array
}

/** A ridge map with local mean 0 and deviation 1, ridges positive, and the grey deviation that was divided out. */
export interface NormalisedRidges extends RidgeMap {
  readonly contrast: Float32Array
}

const windowRadius = 13 // three ridges wide: less would flatten the ridges themselves
const leastDeviation = 6 // grey levels; keeps blank background from becoming loud noise
const clip = 3

/** The image turned so that ridges are high, at 500 dpi (bilinear where the scanner has another resolution). */
export function toWorkingResolution(image: FingerImage): RidgeMap {
  const scale = workingDpi / image.dpi
  if (Math.abs(scale - 1) < 0.02) return inkOf(image)
  const width = Math.round(image.width * scale)
  const height = Math.round(image.height * scale)
  const values = new Float32Array(width * height)
  for (let y = 0; y < height; y++) {
    const sourceY = Math.min(image.height - 1.001, y / scale)
    for (let x = 0; x < width; x++) {
      values[y * width + x] = 255 - greyAt(image, Math.min(image.width - 1.001, x / scale), sourceY)
    }
  }
  return { width, height, values }
}

function inkOf({ width, height, pixels }: FingerImage): RidgeMap {
  const values = new Float32Array(width * height)
  for (let at = 0; at < values.length; at++) values[at] = 255 - pixels[at]!
  return { width, height, values }
}

function greyAt(image: FingerImage, x: number, y: number): number {
  const left = Math.floor(x)
  const top = Math.floor(y)
  const at = top * image.width + left
  const { pixels, width } = image
  const upper = pixels[at]! + (pixels[at + 1]! - pixels[at]!) * (x - left)
  const lower = pixels[at + width]! + (pixels[at + width + 1]! - pixels[at + width]!) * (x - left)
  return upper + (lower - upper) * (y - top)
}

/** Takes away uneven pressure and moisture: every neighbourhood gets the same mean and contrast. */
export function normaliseContrast(ink: RidgeMap): NormalisedRidges {
  const { width, height } = ink
  const { sums, squares } = summedAreas(ink)
  const values = new Float32Array(width * height)
  const contrast = new Float32Array(width * height)
  const stride = width + 1
  for (let y = 0; y < height; y++) {
    const top = Math.max(0, y - windowRadius) * stride
    const bottom = Math.min(height, y + windowRadius + 1) * stride
    for (let x = 0; x < width; x++) {
      const left = Math.max(0, x - windowRadius)
      const right = Math.min(width, x + windowRadius + 1)
      const area = ((bottom - top) / stride) * (right - left)
      const mean =
        (sums[bottom + right]! - sums[top + right]! - sums[bottom + left]! + sums[top + left]!) / area
      const square =
        (squares[bottom + right]! - squares[top + right]! - squares[bottom + left]! + squares[top + left]!) /
        area
      const deviation = Math.sqrt(Math.max(0, square - mean * mean))
      const value = (ink.values[y * width + x]! - mean) / Math.max(leastDeviation, deviation)
      values[y * width + x] = value > clip ? clip : value < -clip ? -clip : value
      contrast[y * width + x] = deviation
    }
  }
  return { width, height, values, contrast }
}

/** Sums and sums of squares over the rectangle from the origin, with a zero row and column in front. */
function summedAreas({ width, height, values }: RidgeMap): { sums: Float64Array; squares: Float64Array } {
  const stride = width + 1
  const sums = new Float64Array(stride * (height + 1))
  const squares = new Float64Array(stride * (height + 1))
  for (let y = 0; y < height; y++) {
    let rowSum = 0
    let rowSquare = 0
    for (let x = 0; x < width; x++) {
      const value = values[y * width + x]!
      rowSum += value
      rowSquare += value * value
      const at = (y + 1) * stride + x + 1
      sums[at] = sums[at - stride]! + rowSum
      squares[at] = squares[at - stride]! + rowSquare
    }
  }
  return { sums, squares }
}
