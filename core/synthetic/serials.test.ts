import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { serialSource } from './serials.ts'

describe('serial numbers', () => {
  test('of a group are all different until the group is used up', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 2, max: 300 }), (seed, size) => {
        const draw = serialSource(seed, size)
        const drawn = Array.from({ length: size }, () => draw('group'))
        expect(new Set(drawn)).toEqual(new Set(Array.from({ length: size }, (_, i) => i)))
        expect(() => draw('group')).toThrow(RangeError)
      }),
    )
  })

  test('of two groups follow different orders', () => {
    const draw = serialSource('seed', 1_000_000)
    const first = Array.from({ length: 20 }, () => draw('one'))
    expect(Array.from({ length: 20 }, () => draw('two'))).not.toEqual(first)
  })
})
