import type { FaceHint } from './face-hints.ts'

/** A grey picture, 0 black … 255 white; rows from the top, no padding. */
export interface GreyPicture {
  readonly width: number
  readonly height: number
  readonly pixels: Uint8Array
}

/** The width to which a portrait is brought before it is judged: its eyes are then some 80 pixels apart, as core/biometrics/face-regions.ts levels them. */
export const judgedWidth = 360

/** Where the face is in a portrait with the margins of ICAO 9303-3, as shares of its sides. */
const face = { x: 0.5, y: 0.48, across: 0.27, down: 0.27 }

/** Levels and shares as in judge-face.ts; of a whole ellipse rather than of a found face they are told later. */
const limits = {
  darkest: 25,
  brightest: 247,
  leastMean: 55,
  mostMean: 228,
  mostDark: 0.4,
  mostBright: 0.35,
  leastEntropy: 3.8,
  leastDetail: 0.02,
} as const

/**
 * What can be said of a portrait without looking for a face: light and sharpness where it must be. For cameras that no page
 * watches; whoever finds the face knows better.
 */
export function judgePicture(picture: GreyPicture): readonly FaceHint[] {
  const { mean, dark, bright, entropy, detail } = measured(picture)
  if (mean < limits.leastMean || dark > limits.mostDark) return ['TOO_DARK']
  if (mean > limits.mostMean || bright > limits.mostBright) return ['TOO_BRIGHT']
  if (entropy < limits.leastEntropy) return ['FLAT']
  return detail < limits.leastDetail ? ['BLURRED'] : []
}

function measured({ width, height, pixels }: GreyPicture) {
  const levels = new Float64Array(256)
  let [count, sum, squares, edges] = [0, 0, 0, 0]
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      if (Math.hypot((x / width - face.x) / face.across, (y / height - face.y) / face.down) > 1) continue
      const at = y * width + x
      const level = pixels[at]!
      const around = pixels[at - 1]! + pixels[at + 1]! + pixels[at - width]! + pixels[at + width]!
      levels[level]!++
      count++
      sum += level
      squares += level * level
      edges += (around - 4 * level) ** 2
    }
  }
  const shares = levels.map((seen) => seen / Math.max(1, count))
  const mean = sum / Math.max(1, count)
  const variance = squares / Math.max(1, count) - mean * mean
  const total = (from: number, to: number) =>
    shares.slice(from, to + 1).reduce((all, share) => all + share, 0)
  return {
    mean,
    dark: total(0, limits.darkest),
    bright: total(limits.brightest, 255),
    entropy: shares.reduce((all, share) => (share === 0 ? all : all - share * Math.log2(share)), 0),
    detail: edges / Math.max(1, count) / Math.max(1, variance),
  }
}
