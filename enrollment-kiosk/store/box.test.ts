import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { boxOf, freshKey } from './box.ts'
import { BoxDamaged } from './refusals.ts'

const box = boxOf(freshKey())

test('equal contents do not look equal on the disk', () => {
  const content = new Uint8Array(64)
  expect(box.close(content, 'a')).not.toEqual(box.close(content, 'a'))
})

test('what was closed opens; one changed bit, a shorter file, another place or another key does not', () => {
  const other = boxOf(freshKey())
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 64 }),
      fc.nat(),
      fc.integer({ min: 0, max: 7 }),
      (content, at, bit) => {
        const closed = box.close(content, 'a')
        const flipped = Uint8Array.from(closed)
        const index = at % flipped.length
        flipped[index] = (flipped[index] ?? 0) ^ (1 << bit)
        expect(box.open(closed, 'a')).toEqual(content)
        expect(() => box.open(flipped, 'a')).toThrow(BoxDamaged)
        expect(() => box.open(closed.subarray(0, index), 'a')).toThrow(BoxDamaged)
        expect(() => box.open(closed, 'b')).toThrow(BoxDamaged)
        expect(() => other.open(closed, 'a')).toThrow(BoxDamaged)
      },
    ),
  )
})
