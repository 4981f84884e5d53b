import { describe, expect, test } from 'vitest'
import { type FaceImage, sampleSquare } from './face-image.ts'

/** Red grows to the right, green downwards. */
function slope(width: number, height: number): FaceImage {
  const pixels = new Uint8Array(width * height * 3)
  for (let at = 0; at < width * height; at++) {
    pixels[at * 3] = ((at % width) / width) * 255
    pixels[at * 3 + 1] = (Math.floor(at / width) / height) * 255
  }
  return { width, height, pixels }
}
const image = slope(100, 100)
const whole = { x: 50, y: 50, side: 100, angle: 0 }
const at = (sampled: Float32Array, side: number, x: number, y: number) => sampled[(y * side + x) * 3]!

describe('a square sampled from an image', () => {
  test('is the image itself where it covers it', () => {
    const sampled = sampleSquare(image, whole, { side: 100, black: 0, white: 255 })
    expect(Array.from(sampled, Math.round)).toEqual(Array.from(image.pixels))
  })

  test('is scaled to what black and white shall be', () => {
    const white = { width: 9, height: 9, pixels: new Uint8Array(9 * 9 * 3).fill(255) }
    const sampled = sampleSquare(
      white,
      { x: 4.5, y: 4.5, side: 3, angle: 0 },
      { side: 4, black: -1, white: 1 },
    )
    for (const value of sampled) expect(value).toBeCloseTo(1, 5)
  })

  test('averages what falls together when it shrinks', () => {
    const stripes = { ...image, pixels: image.pixels.map((_, index) => (Math.floor(index / 3) % 2) * 255) }
    const sampled = sampleSquare(stripes, { ...whole, side: 80 }, { side: 20, black: 0, white: 255 })
    for (const value of sampled) expect(value).toBeCloseTo(127.5, -1)
  })

  test('is turned around its middle, and mirrored', () => {
    const quarter = sampleSquare(image, { ...whole, angle: Math.PI / 2 }, { side: 100, black: 0, white: 255 })
    expect(at(quarter, 100, 80, 20)).toBeCloseTo(image.pixels[(80 * 100 + 79) * 3]!, -1)
    const mirrored = sampleSquare(image, whole, { side: 100, black: 0, white: 255, mirrored: true })
    expect(at(mirrored, 100, 10, 50)).toBeCloseTo(image.pixels[(50 * 100 + 89) * 3]!, 0)
  })

  test('is black outside of the image', () => {
    const sampled = sampleSquare(
      image,
      { x: 500, y: 500, side: 50, angle: 0.3 },
      { side: 10, black: -1, white: 1 },
    )
    expect(new Set(sampled)).toEqual(new Set([-1]))
  })
})
