import { describe, expect, test } from 'vitest'
import { guidedFrame, movedFrame, placedFrame, zoomedFrame } from './portrait-frame.ts'

const camera = { width: 1280, height: 720 }
const guided = guidedFrame(camera)

describe('the guided frame', () => {
  test('is the largest 3 × 4 in the middle', () => {
    expect(guided).toEqual({ left: 370, top: 0, width: 540, height: 720 })
    expect(guidedFrame({ width: 300, height: 900 })).toEqual({ left: 0, top: 250, width: 300, height: 400 })
  })

  test('moves by steps and stays in the picture', () => {
    expect(movedFrame(guided, camera, { x: 1, y: 0 }).left).toBe(384)
    expect(movedFrame(guided, camera, { x: 0, y: 1 })).toEqual(guided)
    expect(placedFrame(guided, camera, { left: 5000, top: -9 })).toMatchObject({ left: 740, top: 0 })
  })

  test('gets smaller around its middle, keeps 3 × 4 and prints finely enough', () => {
    let frame = zoomedFrame(guided, camera, 1)
    expect(frame.left + frame.width / 2).toBeCloseTo(640, -1)
    for (let i = 0; i < 40; i++) frame = zoomedFrame(frame, camera, 1)
    expect(frame).toMatchObject({ width: 180, height: 240 })
    for (let i = 0; i < 40; i++) frame = zoomedFrame(frame, camera, -1)
    expect(frame).toMatchObject({ width: 540, height: 720 })
  })
})
