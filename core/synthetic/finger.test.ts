import { describe, expect, test } from 'vitest'
import { renderImpression, synthesiseFinger } from './finger.ts'

const glass = { width: 256, height: 288 }
const meanGrey = (pixels: Uint8Array) => pixels.reduce((sum, grey) => sum + grey, 0) / pixels.length

/** Of the ridges alone: around the oval of skin both are flat. */
function correlation(a: Float32Array, b: Float32Array): number {
  let product = 0
  let squareA = 0
  let squareB = 0
  for (let i = 0; i < a.length; i++) {
    if (a[i] === -1 && b[i] === -1) continue
    product += a[i]! * b[i]!
    squareA += a[i]! ** 2
    squareB += b[i]! ** 2
  }
  return product / Math.sqrt(squareA * squareB)
}

describe('a synthetic finger', () => {
  test('is the same for the same seed', () => {
    expect(synthesiseFinger(42)).toEqual(synthesiseFinger(42))
  })

  test('shares no ridges with that of the next seed', () => {
    for (let seed = 0; seed < 8; seed++) {
      const likeness = correlation(synthesiseFinger(seed).heights, synthesiseFinger(seed + 1).heights)
      expect(Math.abs(likeness)).toBeLessThan(0.25)
    }
  })

  test('comes in loops, whorls and arches', () => {
    const classes = new Set(Array.from({ length: 40 }, (_, seed) => synthesiseFinger(seed).patternClass))
    expect(classes).toEqual(new Set(['loop', 'whorl', 'arch']))
  })

  test('has as many minutiae to the area as real ones, apart from each other', () => {
    const { minutiae } = synthesiseFinger(7)
    expect(minutiae.length).toBeGreaterThan(25)
    expect(minutiae.length).toBeLessThan(60)
    const signs = minutiae.reduce((sum, { sign }) => sum + sign, 0)
    expect(Math.abs(signs)).toBeLessThanOrEqual(1)
  })
})

describe('an impression', () => {
  const finger = synthesiseFinger(11)

  test('repeats itself for the same number and differs for the next', () => {
    expect(renderImpression(finger, 3, glass)).toEqual(renderImpression(finger, 3, glass))
    expect(renderImpression(finger, 3, glass).pixels).not.toEqual(renderImpression(finger, 4, glass).pixels)
  })

  test('is a 500 dpi image of the size asked for, dark ridges on a white ground', () => {
    const image = renderImpression(finger, 0, glass)
    expect(image).toMatchObject({ ...glass, dpi: 500 })
    expect(image.pixels).toHaveLength(glass.width * glass.height)
    expect(meanGrey(image.pixels.subarray(0, 8))).toBeGreaterThan(235)
    expect(Math.min(...image.pixels)).toBeLessThan(90)
    expect(meanGrey(image.pixels)).toBeGreaterThan(100)
  })

  test('fits other scanners', () => {
    const { pixels } = renderImpression(finger, 0, { width: 388, height: 374 })
    expect(pixels).toHaveLength(388 * 374)
    expect(meanGrey(pixels.subarray(0, 388))).toBeGreaterThan(235)
  })
})
