import fc from 'fast-check'
import { expect, test } from 'vitest'
import { boxAfterKey, boxBetween, isWhole, wholePicture } from './crop-frame.ts'

const picture = { width: 1000, height: 800 }

test('a frame dragged from either corner is the same', () => {
  const a = { x: 100, y: 200 }
  const b = { x: 400, y: 300 }
  expect(boxBetween(a, b, picture)).toEqual({ left: 100, top: 200, width: 300, height: 100 })
  expect(boxBetween(b, a, picture)).toEqual(boxBetween(a, b, picture))
})

test('arrows move the frame, with Shift they size it', () => {
  const box = { left: 100, top: 100, width: 200, height: 200 }
  expect(boxAfterKey(box, 'ArrowRight', false, picture)).toEqual({ ...box, left: 110 })
  expect(boxAfterKey(box, 'ArrowDown', true, picture)).toEqual({ ...box, height: 208 })
  expect(boxAfterKey(box, 'a', false, picture)).toBeNull()
})

test('the whole picture is told from a part of it', () => {
  expect(isWhole(wholePicture(picture), picture)).toBe(true)
  expect(isWhole({ ...wholePicture(picture), width: 900 }, picture)).toBe(false)
})

test('whatever is dragged or pressed, the frame lies within the picture in whole pixels', () => {
  const point = fc.record({
    x: fc.integer({ min: -500, max: 1500 }),
    y: fc.integer({ min: -500, max: 1500 }),
  })
  const keys = fc.array(
    fc.tuple(fc.constantFrom('ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'), fc.boolean()),
  )
  fc.assert(
    fc.property(point, point, keys, (a, b, presses) => {
      let box = boxBetween(a, b, picture)
      for (const [key, sizing] of presses) box = boxAfterKey(box, key, sizing, picture) ?? box
      expect(box.left).toBeGreaterThanOrEqual(0)
      expect(box.top).toBeGreaterThanOrEqual(0)
      expect(box.left + box.width).toBeLessThanOrEqual(picture.width)
      expect(box.top + box.height).toBeLessThanOrEqual(picture.height)
      expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(16)
      expect(Object.values(box).every(Number.isInteger)).toBe(true)
    }),
  )
})
