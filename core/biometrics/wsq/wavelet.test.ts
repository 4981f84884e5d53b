import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decompose } from './subbands.ts'
import { analyse, type Plane, standardFilters, synthesise } from './wavelet.ts'

function planeOf(width: number, height: number, value: (x: number, y: number) => number): Plane {
  return {
    width,
    height,
    values: Float32Array.from({ length: width * height }, (_, i) => value(i % width, Math.floor(i / width))),
  }
}

describe('the tree of subbands', () => {
  test('covers the plane with 64 subbands, none empty and none overlapping', () => {
    const side = fc.integer({ min: 32, max: 400 })
    fc.assert(
      fc.property(side, side, (width, height) => {
        const { subbands } = decompose(width, height)
        const covered = new Uint8Array(width * height)
        for (const { x, y, width: columns, height: rows } of subbands) {
          expect(Math.min(columns, rows)).toBeGreaterThan(0)
          for (let row = y; row < y + rows; row++)
            for (let column = x; column < x + columns; column++) covered[row * width + column]!++
        }
        expect(subbands).toHaveLength(64)
        expect(covered.every((times) => times === 1)).toBe(true)
      }),
      { numRuns: 30 },
    )
  })

  test('has its subbands in the places that the specification numbers', () => {
    const { subbands } = decompose(512, 512)
    const places = [0, 3, 4, 18, 19, 35, 51, 52, 55, 56, 60, 63].map((k) => [
      k,
      subbands[k]?.x,
      subbands[k]?.y,
      subbands[k]?.width,
    ])
    expect(places).toEqual([
      [0, 0, 0, 16],
      [3, 16, 16, 16],
      [4, 32, 0, 32],
      [18, 96, 96, 32],
      [19, 128, 0, 32],
      [35, 0, 128, 32],
      [51, 128, 128, 128],
      [52, 256, 0, 128],
      [55, 384, 128, 128],
      [56, 0, 256, 128],
      [60, 256, 256, 128],
      [63, 384, 384, 128],
    ])
  })

  test('is ordered by frequency: a wave lands where its frequency stands in the plane', () => {
    const size = 512
    const { subbands } = decompose(size, size)
    for (const [k, region] of subbands.entries()) {
      const fx = (Math.PI * (region.x + region.width / 2)) / size
      const fy = (Math.PI * (region.y + region.height / 2)) / size
      const plane = planeOf(size, size, (x, y) => Math.cos(fx * x) * Math.cos(fy * y))
      analyse(plane, decompose(size, size), standardFilters)
      const energies = subbands.map(({ x, y, width, height }) => {
        let energy = 0
        for (let row = y; row < y + height; row++)
          for (let column = x; column < x + width; column++) energy += plane.values[row * size + column]! ** 2
        return energy
      })
      expect(energies.indexOf(Math.max(...energies)), `subband ${k}`).toBe(k)
    }
  }, 60_000)
})

describe('the wavelet transform', () => {
  test('put together again gives what was split, at any size', () => {
    const side = fc.integer({ min: 32, max: 131 })
    fc.assert(
      fc.property(side, side, fc.nat(1000), (width, height, seed) => {
        const value = (x: number, y: number) => 100 * Math.sin(x * 12.9898 + y * 78.233 + seed)
        const plane = planeOf(width, height, value)
        const original = plane.values.slice()
        analyse(plane, decompose(width, height), standardFilters)
        synthesise(plane, decompose(width, height), standardFilters)
        const worst = plane.values.reduce((most, now, i) => Math.max(most, Math.abs(now - original[i]!)), 0)
        expect(worst).toBeLessThan(0.01)
      }),
      { numRuns: 60 },
    )
  })
})
