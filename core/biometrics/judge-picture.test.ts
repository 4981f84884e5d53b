import { expect, test } from 'vitest'
import { type GreyPicture, judgedWidth, judgePicture } from './judge-picture.ts'

const size = { width: judgedWidth, height: (judgedWidth * 4) / 3 }

/** Soft shades with lines every `period` pixels on them, brought to levels around `middle`. */
function picture({ middle = 140, contrast = 60, period = 6 } = {}): GreyPicture {
  const { width, height } = size
  const pixels = Uint8Array.from({ length: width * height }, (_, at) => {
    const [x, y] = [at % width, Math.floor(at / width)]
    const shade = Math.sin(x / 40) * Math.cos(y / 55) + Math.sin((2 * Math.PI * (x + y)) / period) / 3
    return Math.max(0, Math.min(255, Math.round(middle + contrast * shade)))
  })
  return { ...size, pixels }
}

test('nothing is said of a picture with light and detail where the face must be', () => {
  expect(judgePicture(picture())).toEqual([])
})

test.each([
  ['TOO_DARK', { middle: 30, contrast: 20 }],
  ['TOO_BRIGHT', { middle: 245, contrast: 20 }],
  ['FLAT', { contrast: 4 }],
  ['BLURRED', { period: 80 }],
] as const)('%s', (hint, look) => {
  expect(judgePicture(picture(look))).toEqual([hint])
})

test('what lies outside of the face does not count', () => {
  const { pixels, ...rest } = picture()
  const framed = pixels.map((level, at) => {
    const [x, y] = [at % size.width, Math.floor(at / size.width)]
    return x < 60 || x > 300 || y < 60 || y > 400 ? 255 : level
  })
  expect(judgePicture({ ...rest, pixels: framed })).toEqual([])
})
