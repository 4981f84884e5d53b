import type { AlignedFace } from './face-regions.ts'

/** Shares of the pixels of a region by luminance 0 … 255; sums to 1, or to 0 where the region is empty. */
function histogram(luminance: Float32Array, region: Uint8Array): Float64Array {
  const shares = new Float64Array(256)
  let count = 0
  for (let at = 0; at < region.length; at++) {
    if (region[at] === 0) continue
    shares[Math.max(0, Math.min(255, Math.round(luminance[at]!)))]!++
    count++
  }
  return count === 0 ? shares : shares.map((share) => share / count)
}

export interface FaceLight {
  /** Of the luminance of the face, in 0 … 1. */
  readonly mean: number
  readonly variance: number
  /** Share of the face that is nearly black, and nearly white. */
  readonly dark: number
  readonly bright: number
  /** Bits. */
  readonly entropy: number
  /** How much the histograms of the two cheeks have in common, 0 … 1. */
  readonly cheeksAlike: number
}

/** ISO/IEC 29794-5: levels that count as no detail. */
const darkest = 25
const brightest = 247

export function faceLight({ luminance, face, leftCheek, rightCheek }: AlignedFace): FaceLight {
  const shares = histogram(luminance, face)
  const sum = (value: (share: number, level: number) => number) =>
    shares.reduce((total, share, level) => total + value(share, level), 0)
  const mean = sum((share, level) => (share * level) / 255)
  const left = histogram(luminance, leftCheek)
  const right = histogram(luminance, rightCheek)
  return {
    mean,
    variance: sum((share, level) => share * (level / 255 - mean) ** 2),
    dark: sum((share, level) => (level <= darkest ? share : 0)),
    bright: sum((share, level) => (level >= brightest ? share : 0)),
    entropy: sum((share) => (share === 0 ? 0 : -share * Math.log2(share))),
    cheeksAlike: left.reduce((total, share, level) => total + Math.min(share, right[level]!), 0),
  }
}

/** Mean of the gradient (Sobel) over the background; 0 where none is seen. */
export function backgroundGradient({ luminance, background, side }: AlignedFace): number {
  let sum = 0
  let count = 0
  forInner(background, side, (at) => {
    const value = (right: number, down: number) => luminance[at + right + down * side]!
    const across =
      value(1, -1) + 2 * value(1, 0) + value(1, 1) - value(-1, -1) - 2 * value(-1, 0) - value(-1, 1)
    const down =
      value(-1, 1) + 2 * value(0, 1) + value(1, 1) - value(-1, -1) - 2 * value(0, -1) - value(1, -1)
    sum += Math.hypot(across, down)
    count++
  })
  return count === 0 ? 0 : sum / count
}

/** How much of the contrast around eyes, nose and mouth is fine: variance of the Laplacian through that of the luminance. */
export function fineDetail({ luminance, features, side }: AlignedFace): number {
  const detail = emptySpread()
  const levels = emptySpread()
  forInner(features, side, (at) => {
    const around = luminance[at - 1]! + luminance[at + 1]! + luminance[at - side]! + luminance[at + side]!
    addTo(detail, around - 4 * luminance[at]!)
    addTo(levels, luminance[at]!)
  })
  const contrast = varianceOf(levels)
  return contrast === 0 ? 0 : varianceOf(detail) / contrast
}

/** Pixels of a region whose eight neighbours are of it too. */
function forInner(region: Uint8Array, side: number, visit: (at: number) => void): void {
  for (let at = side + 1; at < region.length - side - 1; at++) {
    let inside = 1
    for (const row of [-side, 0, side])
      inside &= region[at + row - 1]! & region[at + row]! & region[at + row + 1]!
    if (inside === 1) visit(at)
  }
}

interface Spread {
  count: number
  sum: number
  squares: number
}

const emptySpread = (): Spread => ({ count: 0, sum: 0, squares: 0 })

function addTo(spread: Spread, value: number): void {
  spread.count++
  spread.sum += value
  spread.squares += value * value
}

function varianceOf({ count, sum, squares }: Spread): number {
  return count === 0 ? 0 : squares / count - (sum / count) ** 2
}

/** How far the mean colour of the cheeks (CIELAB, D65) lies outside of skin's: a 5 … 25, b 5 … 35. */
export function colourDistance({ colours, leftCheek, rightCheek }: AlignedFace): number {
  const sums = [0, 0]
  let count = 0
  for (let at = 0; at < leftCheek.length; at++) {
    if (leftCheek[at] === 0 && rightCheek[at] === 0) continue
    const { a, b } = cielab(colours.subarray(at * 3, at * 3 + 3))
    sums[0]! += a
    sums[1]! += b
    count++
  }
  const [a, b] = sums.map((sum) => sum / Math.max(1, count)) as [number, number]
  if (a < 0 || b < 0) return 100
  return Math.hypot(Math.max(0, 5 - a, a - 25), Math.max(0, 5 - b, b - 35))
}

/** sRGB, IEC 61966-2-1, to the colour axes of CIELAB. */
function cielab(colour: Float32Array): { readonly a: number; readonly b: number } {
  const [red, green, blue] = Array.from(colour, (value) => {
    const share = value / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  const x = lightness((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505)
  const y = lightness(0.2126 * red + 0.7152 * green + 0.0722 * blue)
  const z = lightness((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089)
  return { a: 500 * (x - y), b: 200 * (y - z) }
}

function lightness(share: number): number {
  return share > 216 / 24389 ? Math.cbrt(share) : ((24389 / 27) * share + 16) / 116
}
