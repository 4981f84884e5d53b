import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { renderImpression, synthesiseFinger } from '../synthetic/finger.ts'
import { portraitSvg } from '../synthetic/portrait.ts'
import { seededRandom } from '../synthetic/random.ts'
import { acceptFinger, FingerRefused } from './accept-finger.ts'
import type { FingerImage } from './finger-image.ts'
import { fingerQuality } from './finger-quality.ts'
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

  const fromCentre = (x: number, y: number) => Math.hypot(x - 190, y - 180)
  const wave = (phase: number) => 128 + 100 * Math.cos(phase)
  test.each<readonly [string, string, FingerImage]>([
    ['a checkerboard', 'NO_RIDGES', drawn((x, y) => (((x >> 3) + (y >> 3)) % 2) * 220)],
    ['a grid', 'NO_RIDGES', drawn((x, y) => (x % 10 < 3 || y % 10 < 3 ? 20 : 240))],
    ['circles', 'TOO_FEW_MINUTIAE', drawn((x, y) => wave((2 * Math.PI * fromCentre(x, y)) / 9))],
    [
      'a spiral',
      'TOO_FEW_MINUTIAE',
      drawn((x, y) => wave((2 * Math.PI * fromCentre(x, y)) / 9 + Math.atan2(y - 180, x - 190))),
    ],
    ['a barcode', 'TOO_FEW_MINUTIAE', drawn((x) => (((x * 2654435761) >>> 24) % 2) * 240)],
    ['a bright and a dark half', 'SMALL_AREA', drawn((x) => (x < width / 2 ? 0 : 255))],
  ])('is refused when it shows %s: %s', (_, cause, image) => {
    expect(refusal(image).facts).toMatchObject({ cause })
    expect(fingerQuality(image).score).toBe(0)
  })

  test.each([374, 900])('is refused when it shows a face, %d pixels wide', async (side) => {
    const face = await picture(portraitSvg('nobody', { ageYears: 34, sex: 'FEMALE' }), side)
    expect(refusal(face).facts).toMatchObject({ cause: 'NOT_A_FINGER' })
    expect(fingerQuality(face)).toMatchObject({ score: 0, hints: ['NO_FINGER'] })
  })

  test.each([12, 18, 26, 40])('is refused when it shows text of %d pixels', async (size) => {
    expect(refusal(await picture(textSvg(size), width)).facts).toHaveProperty('cause')
  })

  test('is refused in bounded time and without reading beyond its pixels at the largest size', () => {
    const side = 2000
    const stripes = {
      ...empty(side, 500),
      pixels: Uint8Array.from({ length: side * side }, (_, at) =>
        wave((2 * Math.PI * ((at % side) + at / side / 3)) / 9),
      ),
    }
    const began = process.threadCpuUsage()
    expect(refusal(stripes).facts).toMatchObject({ cause: 'NOT_A_FINGER' })
    const { user, system } = process.threadCpuUsage(began)
    expect(user + system).toBeLessThan(5e6) // microseconds of processor
  })
})

async function picture(svg: string, side: number): Promise<FingerImage> {
  const grey = sharp(Buffer.from(svg)).resize(side, side, { fit: 'fill' }).greyscale().raw()
  return { width: side, height: side, dpi: 500, pixels: new Uint8Array(await grey.toBuffer()) }
}

/** Lines of block letters, drawn so that no font is needed. */
function textSvg(size: number): string {
  const strokes = [
    'M0 9L4 0L8 9M2 6H6',
    'M0 0V9M8 0V9M0 5H8',
    'M0 0H8M4 0V9',
    'M0 0V9H7',
    'M0 0H7V9H0Z',
    'M8 1L1 3L7 7L0 9',
  ]
  const random = seededRandom(`text/${size}`)
  const lines = Array.from({ length: Math.floor(width / size / 1.3) }, (_, row) =>
    Array.from({ length: Math.floor(width / size) }, (_, column) => {
      const place = `translate(${column * size + 4} ${row * size * 1.3 + 4}) scale(${(size * 0.7) / 9})`
      return `<path transform="${place}" d="${random.pick(strokes)}"/>`
    }).join(''),
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${width}"><rect width="100%" height="100%" fill="#fff"/><g fill="none" stroke="#000" stroke-width="1.6">${lines.join('')}</g></svg>`
}
