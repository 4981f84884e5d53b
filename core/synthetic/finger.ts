import type { FingerImage } from '../biometrics/finger-image.ts'
import { type SeededRandom, seededRandom } from './random.ts'
import {
  fingertip,
  isOnFingertip,
  type PatternClass,
  type PlantedMinutia,
  ridgePattern,
} from './ridge-pattern.ts'

/** The skin of a finger that nobody has: its ridges, before it touches a glass. */
export interface SyntheticFinger {
  readonly seed: number
  readonly patternClass: PatternClass
  readonly minutiae: readonly PlantedMinutia[]
  /** Ridge heights -1 … 1, one for every second pixel at 500 dpi. */
  readonly columns: number
  readonly rows: number
  readonly heights: Float32Array
}

const sampleStep = 2
const spare = 2 // samples around the fingertip, for interpolation at its edge

/** The finger of a seed. Different seeds give different fingers; the same seed the same one everywhere. */
export function synthesiseFinger(seed: number): SyntheticFinger {
  const { patternClass, minutiae, heightAt } = ridgePattern(seededRandom(`finger/${seed}`))
  const columns = (2 * fingertip.halfWidth) / sampleStep + 2 * spare
  const rows = (2 * fingertip.halfHeight) / sampleStep + 2 * spare
  const heights = new Float32Array(columns * rows)
  for (let row = 0; row < rows; row++) {
    const y = (row - rows / 2) * sampleStep
    for (let column = 0; column < columns; column++) {
      const x = (column - columns / 2) * sampleStep
      heights[row * columns + column] = isOnFingertip(x, y) ? heightAt(x, y) : -1
    }
  }
  return { seed, patternClass, minutiae, columns, rows, heights }
}

/** What spoils a touch, on top of what chance does to it. Left out: nothing of it. */
export interface TouchDamage {
  /** Added to how dry the skin is, 0 … 1.5: ridges break into dots. */
  readonly dryness?: number
  /** Share of the ink that runs into the valleys, 0 … 1. */
  readonly wetness?: number
  /** Added to the pressure, -1 … 1: ridges thin and pale, or broad and touching. */
  readonly pressure?: number
  /** Factor on the width and height of what touches the glass. */
  readonly contact?: number
  /** Pixels that the finger lies to the right and down. */
  readonly shift?: { readonly x: number; readonly y: number }
  /** Pixels that it slides while the picture is taken. */
  readonly slide?: { readonly x: number; readonly y: number }
}

/**
 * One touch of the finger on a scanner of `width` × `height` pixels at 500 dpi: shifted, turned, stretched, pressed more
 * or less, on drier or wetter skin. Impression 0 is a careful one; the same number gives the same image.
 */
export function renderImpression(
  finger: SyntheticFinger,
  impression: number,
  {
    width,
    height,
    damage = {},
  }: { readonly width: number; readonly height: number; readonly damage?: TouchDamage },
): FingerImage {
  const random = seededRandom(`finger/${finger.seed}/impression/${impression}`)
  const touch = damaged(touchOf(random, impression === 0 ? 0.4 : 1), damage)
  const blotches = {
    coarse: noiseSheet(random, width, height, 26),
    fine: noiseSheet(random, width, height, 5),
  }
  const pixels = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = skinAt(touch, x - width / 2, y - height / 2)
      const coarse = blotches.coarse(x, y)
      const contact = contactAt(touch, at, coarse)
      const grain = random.next() - 0.5
      let ink = 0
      if (contact > 0) {
        const pressed =
          heightOf(finger, at.x, at.y) + touch.pressure + touch.dryness * (coarse * 0.6 + blotches.fine(x, y))
        ink = inkOf(pressed * touch.sharpness + grain * touch.grain)
        ink = contact * (ink + (1 - ink) * Math.max(0, touch.wetness * (1 + coarse * 0.4)))
      }
      pixels[y * width + x] = Math.max(0, Math.min(255, 250 - ink * touch.darkness + grain * 8))
    }
  }
  return { width, height, dpi: 500, pixels: damage.slide ? slid(pixels, width, damage.slide) : pixels }
}

/** The mean of what each pixel saw while the finger slid. */
function slid(
  pixels: Uint8Array,
  width: number,
  slide: { readonly x: number; readonly y: number },
): Uint8Array<ArrayBuffer> {
  const steps = Math.ceil(Math.hypot(slide.x, slide.y))
  const offsets = Array.from({ length: steps + 1 }, (_, i) => {
    const way = i / steps - 0.5
    return Math.round(slide.y * way) * width + Math.round(slide.x * way)
  })
  return Uint8Array.from(pixels, (grey, at) => {
    return offsets.reduce((sum, offset) => sum + (pixels[at + offset] ?? grey), 0) / offsets.length
  })
}

interface Touch {
  readonly shiftX: number
  readonly shiftY: number
  readonly cos: number
  readonly sin: number
  /** Pixels that the skin 100 px from the middle of the contact is dragged. */
  readonly dragX: number
  readonly dragY: number
  /** Radians that it is twisted there. */
  readonly twist: number
  readonly radiusX: number
  readonly radiusY: number
  readonly pressure: number
  readonly dryness: number
  readonly sharpness: number
  readonly grain: number
  readonly darkness: number
  readonly wetness: number
}

function touchOf(random: SeededRandom, carelessness: number): Touch {
  const turn = random.gaussian() * 0.13 * carelessness
  return {
    shiftX: random.gaussian() * 11 * carelessness,
    shiftY: random.gaussian() * 14 * carelessness,
    cos: Math.cos(turn),
    sin: Math.sin(turn),
    dragX: random.gaussian() * 2 * carelessness,
    dragY: random.gaussian() * 2 * carelessness,
    twist: random.gaussian() * 0.02 * carelessness,
    radiusX: random.between(105, 135),
    radiusY: random.between(140, 175),
    pressure: random.gaussian() * 0.22 * carelessness,
    dryness: random.between(0.1, 0.1 + 0.6 * carelessness),
    sharpness: random.between(2.5, 4.5),
    grain: random.between(0.4, 1.6),
    darkness: random.between(170, 225),
    wetness: 0,
  }
}

function damaged(touch: Touch, damage: TouchDamage): Touch {
  const pressure = damage.pressure ?? 0
  const contact = damage.contact ?? 1
  return {
    ...touch,
    shiftX: touch.shiftX + (damage.shift?.x ?? 0),
    shiftY: touch.shiftY + (damage.shift?.y ?? 0),
    radiusX: touch.radiusX * contact,
    radiusY: touch.radiusY * contact,
    pressure: touch.pressure + pressure,
    dryness: touch.dryness + (damage.dryness ?? 0),
    darkness: Math.min(240, touch.darkness * (1 + pressure * 0.3)),
    wetness: damage.wetness ?? 0,
  }
}

interface Point {
  readonly x: number
  readonly y: number
}

/** The point of the skin that touches the glass at (u, v) from the middle of the image. */
function skinAt(touch: Touch, u: number, v: number): Point {
  const x = (u - touch.shiftX) * touch.cos + (v - touch.shiftY) * touch.sin
  const y = (v - touch.shiftY) * touch.cos - (u - touch.shiftX) * touch.sin
  const far = (x * x + y * y) / 10_000 // the middle sticks to the glass, the rest is dragged
  return {
    x: x + far * (touch.dragX - touch.twist * y),
    y: y + far * (touch.dragY + touch.twist * x),
  }
}

/** 1 inside the oval that touches the glass, 0 outside, with a ragged edge. */
function contactAt({ radiusX, radiusY }: Touch, { x, y }: Point, roughness: number): number {
  const distance = Math.hypot(x / radiusX, y / radiusY) + roughness * 0.05
  return Math.max(0, Math.min(1, (1 - distance) * 12))
}

function inkOf(level: number): number {
  return 1 / (1 + Math.exp(-level))
}

/** The ridge height between the samples, by Catmull and Rom's cubic. Beyond the fingertip the valley's. */
function heightOf({ columns, rows, heights }: SyntheticFinger, x: number, y: number): number {
  const column = x / sampleStep + columns / 2
  const row = y / sampleStep + rows / 2
  const left = Math.floor(column)
  const top = Math.floor(row)
  if (left < 1 || top < 1 || left > columns - 3 || top > rows - 3) return -1
  const fx = column - left
  const fy = row - top
  const at = top * columns + left
  return cubic(
    fy,
    cubicAt(heights, at - columns, fx),
    cubicAt(heights, at, fx),
    cubicAt(heights, at + columns, fx),
    cubicAt(heights, at + 2 * columns, fx),
  )
}

function cubicAt(values: Float32Array, at: number, f: number): number {
  return cubic(f, values[at - 1]!, values[at]!, values[at + 1]!, values[at + 2]!)
}

function cubic(f: number, a: number, b: number, c: number, d: number): number {
  return b + 0.5 * f * (c - a + f * (2 * a - 5 * b + 4 * c - d + f * (3 * (b - c) + d - a)))
}

/** Smooth random values -1 … 1 that change over `grain` pixels. */
function noiseSheet(
  random: SeededRandom,
  width: number,
  height: number,
  grain: number,
): (x: number, y: number) => number {
  const columns = Math.ceil(width / grain) + 2
  const rows = Math.ceil(height / grain) + 2
  const knots = Float32Array.from({ length: columns * rows }, () => random.next() * 2 - 1)
  return (x, y) => {
    const column = x / grain
    const row = y / grain
    const left = Math.floor(column)
    const top = Math.floor(row)
    const at = top * columns + left
    const upper = knots[at]! + (knots[at + 1]! - knots[at]!) * (column - left)
    const lower = knots[at + columns]! + (knots[at + columns + 1]! - knots[at + columns]!) * (column - left)
    return upper + (lower - upper) * (row - top)
  }
}
