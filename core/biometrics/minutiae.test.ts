import { describe, expect, test } from 'vitest'
import { seededRandom } from '../synthetic/random.ts'
import { type RidgePattern, ridgePattern } from '../synthetic/ridge-pattern.ts'
import type { FingerImage } from './finger-image.ts'
import {
  extractMinutiae,
  FingerImageUnusable,
  mostMinutiae,
  ridgeBifurcation,
  ridgeEnding,
} from './minutiae.ts'

const width = 300
const height = 340

/** A perfect print of a pattern: nothing but its ridges. */
function printOf(pattern: RidgePattern, dpi = 500): FingerImage {
  const scale = dpi / 500
  const columns = width * scale
  const rows = height * scale
  const pixels = Uint8Array.from({ length: columns * rows }, (_, at) => {
    const y = Math.floor(at / columns)
    return 128 - 100 * pattern.heightAt((at % columns) / scale - width / 2, y / scale - height / 2)
  })
  return { width: columns, height: rows, dpi, pixels }
}

const flat = (grey: number): FingerImage => ({
  width,
  height,
  dpi: 500,
  pixels: new Uint8Array(width * height).fill(grey),
})

const patternOf = (seed: number) => ridgePattern(seededRandom(`extraction/${seed}`))

describe('extraction', () => {
  test('finds nearly every planted minutia within 8 pixels, and little else', () => {
    let planted = 0
    let found = 0
    let invented = 0
    for (let seed = 0; seed < 8; seed++) {
      const pattern = patternOf(seed)
      const { x, y } = extractMinutiae(printOf(pattern))
      const truth = pattern.minutiae.map((minutia) => ({
        x: minutia.x + width / 2,
        y: minutia.y + height / 2,
      }))
      const near = (minutia: { x: number; y: number }, i: number, reach: number) =>
        Math.hypot(x[i]! - minutia.x, y[i]! - minutia.y) < reach
      const inner = truth.filter((at) => at.x > 28 && at.y > 28 && at.x < width - 28 && at.y < height - 28)
      planted += inner.length
      found += inner.filter((at) => x.some((_, i) => near(at, i, 8))).length
      invented += Array.from(x.keys()).filter((i) => !truth.some((at) => near(at, i, 10))).length
    }
    expect(found / planted).toBeGreaterThan(0.9)
    expect(invented / 8).toBeLessThan(3)
  })

  test('points an ending back along its ridge, counter-clockwise from the x axis', () => {
    // horizontal ridges; the one in the middle runs from the left edge and stops at x = 150
    const period = 9
    const pixels = Uint8Array.from({ length: width * height }, (_, at) => {
      const dx = (at % width) - 150
      const dy = Math.floor(at / width) - 170
      return 128 - 100 * Math.cos((2 * Math.PI * dy) / period + Math.atan2(dy, dx))
    })
    const template = extractMinutiae({ width, height, dpi: 500, pixels })
    expect(template.x).toHaveLength(1)
    expect(Math.hypot(template.x[0]! - 150, template.y[0]! - 170)).toBeLessThan(8)
    const alongX = Math.min(Math.abs(template.angle[0]! - 128), template.angle[0]!, 256 - template.angle[0]!)
    expect(alongX).toBeLessThan(10)
  })

  test('gives positions at 500 dpi whatever the scanner', () => {
    const pattern = patternOf(3)
    const usual = extractMinutiae(printOf(pattern))
    const fine = extractMinutiae(printOf(pattern, 1000))
    expect([fine.width, fine.height]).toEqual([width, height])
    const kept = Array.from(usual.x.keys()).filter((i) =>
      fine.x.some((x, j) => Math.hypot(x - usual.x[i]!, fine.y[j]! - usual.y[i]!) < 4),
    )
    expect(kept.length).toBeGreaterThan(usual.x.length * 0.85)
  })

  test('reports types, qualities and the best first', () => {
    const { type, quality, x, y } = extractMinutiae(printOf(patternOf(5)))
    expect(new Set(type)).toEqual(new Set([ridgeEnding, ridgeBifurcation]))
    expect(quality.every((value) => value >= 1 && value <= 100)).toBe(true)
    expect(Array.from(quality)).toEqual(Array.from(quality).toSorted((a, b) => b - a))
    expect(x.length).toBeLessThanOrEqual(mostMinutiae)
    expect(x.every((value) => value < width) && y.every((value) => value < height)).toBe(true)
  })

  test.each([0, 128, 255])('finds nothing in an empty image of grey %i', (grey) => {
    expect(extractMinutiae(flat(grey)).x).toHaveLength(0)
  })

  test('finds next to nothing in noise', () => {
    const random = seededRandom('noise')
    const noise = {
      ...flat(0),
      pixels: Uint8Array.from({ length: width * height }, () => random.int(0, 255)),
    }
    expect(extractMinutiae(noise).x.length).toBeLessThan(10)
  })

  test.each([
    ['a missing row', { pixels: new Uint8Array(width * (height - 1)) }],
    ['a sliver', { width: 20, pixels: new Uint8Array(20 * height) }],
    ['a huge side', { width: 5000, pixels: new Uint8Array(0) }],
    ['a fractional side', { width: 300.5 }],
    ['too coarse a scan', { dpi: 96 }],
    ['no resolution', { dpi: Number.NaN }],
  ])('refuses %s', (_, fault) => {
    expect(() => extractMinutiae({ ...flat(255), ...fault })).toThrow(FingerImageUnusable)
  })
})
