import { describe, expect, test } from 'vitest'
import { renderImpression, synthesiseFinger } from '../synthetic/finger.ts'
import { seededRandom } from '../synthetic/random.ts'
import { acceptFinger, FingerRefused } from './accept-finger.ts'
import type { FingerImage } from './finger-image.ts'
import { FingerImageUnusable } from './minutiae.ts'

const width = 388
const height = 374
const print = renderImpression(synthesiseFinger(4), 0, { width, height })

const drawn = (grey: (x: number, y: number) => number): FingerImage => ({
  width,
  height,
  dpi: 500,
  pixels: Uint8Array.from({ length: width * height }, (_, at) => grey(at % width, Math.floor(at / width))),
})

const noise = () => {
  const random = seededRandom('noise')
  return drawn(() => random.int(0, 255))
}

const refusal = (image: FingerImage): FingerRefused | FingerImageUnusable => {
  try {
    acceptFinger(image)
  } catch (reason) {
    if (reason instanceof FingerRefused || reason instanceof FingerImageUnusable) return reason
    throw reason
  }
  throw new Error('accepted')
}

describe('a finger image at the desk', () => {
  test('is accepted when it shows a finger', () => {
    expect(acceptFinger(print).x.length).toBeGreaterThan(15)
  })

  test.each([
    ['white', 'BLANK', drawn(() => 255)],
    ['black', 'BLANK', drawn(() => 0)],
    ['a grey wall with a little grain', 'BLANK', drawn((x, y) => 128 + ((x * 7 + y * 13) % 5))],
    ['noise', 'NO_RIDGES', noise()],
    ['stripes', 'TOO_FEW_MINUTIAE', drawn((x) => 128 + 100 * Math.cos((2 * Math.PI * x) / 9))],
    ['a negative', 'INVERTED', { ...print, pixels: print.pixels.map((grey) => 255 - grey) }],
    [
      'the tip of a finger',
      'SMALL_AREA',
      {
        ...print,
        pixels: print.pixels.map((grey, at) =>
          Math.hypot((at % width) - 194, Math.floor(at / width) - 187) < 60 ? grey : 250,
        ),
      },
    ],
  ])('is refused when it is %s: %s', (_, cause, image) => {
    expect(refusal(image).facts).toMatchObject({ cause })
  })

  const empty = (side: number, dpi: number) => ({
    width: side,
    height: side,
    dpi,
    pixels: new Uint8Array(side * side),
  })
  test.each([
    ['of 50 × 50 pixels', 'SIZE', empty(50, 500)],
    ['of 5000 × 5000 pixels', 'SIZE', empty(5000, 500)],
    ['that would grow beyond 2000 pixels at 500 dpi', 'SIZE', empty(1500, 300)],
    ['of 72 dpi', 'RESOLUTION', empty(300, 72)],
    ['that is cut short', 'PIXELS', { ...print, pixels: print.pixels.subarray(1) }],
  ])('is refused when it is one %s: %s', (_, cause, image) => {
    expect(refusal(image).facts).toMatchObject({ cause })
  })
})
