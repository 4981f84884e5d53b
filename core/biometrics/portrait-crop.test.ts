import { expect, test } from 'vitest'
import { CropRefused, middleCrop, requireCrop } from './portrait-crop.ts'

test('the middle of a lying and of a standing picture is 3 × 4 and inside', () => {
  expect(middleCrop({ width: 640, height: 480 })).toEqual({ left: 140, top: 0, width: 360, height: 480 })
  expect(middleCrop({ width: 600, height: 1000 })).toEqual({ left: 0, top: 100, width: 600, height: 800 })
  for (const size of [
    { width: 641, height: 479 },
    { width: 333, height: 999 },
  ]) {
    expect(() => requireCrop(middleCrop(size), size)).not.toThrow()
  }
})

test.each([
  ['OUTSIDE', { left: 300, top: 0, width: 360, height: 480 }],
  ['OUTSIDE', { left: -1, top: 0, width: 300, height: 400 }],
  ['RATIO', { left: 0, top: 0, width: 400, height: 400 }],
  ['TOO_SMALL', { left: 0, top: 0, width: 150, height: 200 }],
] as const)('%s: %o', (cause, crop) => {
  expect(() => requireCrop(crop, { width: 640, height: 480 })).toThrow(CropRefused)
  expect(() => requireCrop(crop, { width: 640, height: 480 })).toThrow(new CropRefused(cause).message)
})
