import type { FingerImage } from '../finger-image.ts'

/** Peak signal to noise ratio in decibels. */
export function signalToNoise(original: FingerImage, other: FingerImage): number {
  const error = original.pixels.reduce((sum, pixel, i) => sum + (pixel - (other.pixels[i] ?? 0)) ** 2, 0)
  return error === 0
    ? Number.POSITIVE_INFINITY
    : 10 * Math.log10((255 * 255 * original.pixels.length) / error)
}
