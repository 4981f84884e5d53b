import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type FingerView, frameOf, moved, placeIn, visiblePart, wholeFinger, zoomed } from './finger-view.ts'

const frame = { width: 388, height: 374 }
const steps: Readonly<Record<string, (view: FingerView) => FingerView>> = {
  nearer: (view) => zoomed(view, 1),
  farther: (view) => zoomed(view, -1),
  right: (view) => moved(view, frame, { x: 1, y: 0 }),
  left: (view) => moved(view, frame, { x: -1, y: 0 }),
  down: (view) => moved(view, frame, { x: 0, y: 1 }),
}

describe('the view of a print', () => {
  test('begins with the whole frame', () => {
    expect(visiblePart(frame, wholeFinger, null)).toEqual({ x: 0, y: 0, ...frame })
  })

  test('never shows what is beyond the frame, whatever is pressed', () => {
    const presses = fc.array(fc.constantFrom(...Object.values(steps)), { maxLength: 60 })
    const middle = fc.option(fc.record({ x: fc.nat(frame.width), y: fc.nat(frame.height) }))
    fc.assert(
      fc.property(presses, middle, (pressed, at) => {
        const view = pressed.reduce((before, press) => press(before), wholeFinger)
        const { x, y, width, height } = visiblePart(frame, view, at)
        expect(Math.min(x, y)).toBeGreaterThanOrEqual(0)
        expect(x + width).toBeLessThanOrEqual(frame.width + 1e-9)
        expect(y + height).toBeLessThanOrEqual(frame.height + 1e-9)
        expect(width / height).toBeCloseTo(frame.width / frame.height)
      }),
    )
  })

  test('comes back to the whole as often as it went nearer', () => {
    const near = zoomed(zoomed(zoomed(wholeFinger, 1), 1), 1)
    expect(near.zoom).toBeCloseTo(2.83, 2)
    expect(zoomed(zoomed(zoomed(near, -1), -1), -1)).toEqual(wholeFinger)
    expect(zoomed(wholeFinger, -1)).toEqual(wholeFinger)
  })

  test('goes nearer to what was picked', () => {
    const { x, y, width, height } = visiblePart(frame, { ...wholeFinger, zoom: 4 }, { x: 200, y: 150 })
    expect([x + width / 2, y + height / 2]).toEqual([200, 150])
  })

  test('holds prints of different sizes in one frame, each in its middle', () => {
    const wide = { width: 400, height: 300 }
    const high = { width: 300, height: 420 }
    const both = frameOf(wide, high)
    expect(both).toEqual({ width: 400, height: 420 })
    expect(placeIn(both, wide)).toEqual({ x: 0, y: 60 })
    expect(placeIn(both, high)).toEqual({ x: 50, y: 0 })
  })
})
