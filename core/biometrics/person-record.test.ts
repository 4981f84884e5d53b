import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { MinutiaeTemplate } from './minutiae.ts'
import { edgesPerMinutia, mostPacked, noEdge, packedWords, packFinger } from './packed-finger.ts'
import { fingerAt, packPerson } from './person-record.ts'
import { fingerPositions } from './positions.ts'

const minutia = fc.record({
  x: fc.nat(1999),
  y: fc.nat(1999),
  angle: fc.nat(255),
  type: fc.constantFrom(1, 2),
})
const templates = fc.array(minutia, { maxLength: 100, size: 'max' }).map((list): MinutiaeTemplate => ({
  width: 2000,
  height: 2000,
  x: Uint16Array.from(list, ({ x }) => x),
  y: Uint16Array.from(list, ({ y }) => y),
  angle: Uint8Array.from(list, ({ angle }) => angle),
  type: Uint8Array.from(list, ({ type }) => type),
  quality: new Uint8Array(list.length).fill(50),
}))

describe('a packed finger', () => {
  test('takes at most 1.700 bytes', () => {
    expect(4 * packedWords(mostPacked)).toBeLessThanOrEqual(1700)
  })

  test('has for every minutia its nearest neighbours, nearest first, and never itself', () => {
    fc.assert(
      fc.property(templates, (template) => {
        const words = packFinger(template)
        const count = words[0]!
        expect(count).toBe(Math.min(mostPacked, template.x.length))
        expect(words).toHaveLength(packedWords(count))
        const distance = (a: number, b: number) =>
          Math.hypot(template.x[a]! - template.x[b]!, template.y[a]! - template.y[b]!)
        for (let m = 0; m < count; m++) {
          const start = 1 + count + m * edgesPerMinutia
          const all = Array.from(words.subarray(start, start + edgesPerMinutia))
          const edges = all.filter((word) => word !== noEdge)
          expect(all.slice(edges.length).every((word) => word === noEdge)).toBe(true)
          const lengths = edges.map((word) => distance(m, word >>> 24))
          const nearest = Array.from({ length: count }, (_, to) => distance(m, to))
            .filter((length, to) => to !== m && length >= 2 && length <= 180)
            .sort((a, b) => a - b)
          expect(lengths).toEqual(nearest.slice(0, edgesPerMinutia))
        }
      }),
      { numRuns: 30 },
    )
  })

  test('looks the same from each neighbour wherever the print lies', () => {
    const template = fc.sample(
      templates.filter(({ x }) => x.length > 40),
      { numRuns: 1, seed: 3 },
    )[0]!
    const near = { ...template, x: template.x.map((x) => x >> 3), y: template.y.map((y) => y >> 3) }
    const shifted = { ...near, x: near.x.map((x) => x + 700), y: near.y.map((y) => y + 90) }
    const edgesOf = (words: Uint32Array) => words.subarray(1 + words[0]!)
    expect(edgesOf(packFinger(shifted))).toEqual(edgesOf(packFinger(near)))
  })
})

describe('a person’s record', () => {
  const positions = fc.uniqueArray(fc.constantFrom(...fingerPositions), { maxLength: 10 })

  test('gives every finger back by its position, and no other', () => {
    fc.assert(
      fc.property(positions, fc.array(templates, { minLength: 10, maxLength: 10 }), (present, given) => {
        const fingers = present.map((position, i) => ({ position, template: given[i]! }))
        const record = packPerson(7, fingers)
        const words = new Uint32Array(record.length + 5)
        words.set(record, 5)
        for (const position of fingerPositions) {
          const finger = fingers.find((one) => one.position === position)
          const expected = finger ? packFinger(finger.template) : new Uint32Array(0)
          const at = fingerAt(words, 5, position)
          expect(at === -1).toBe(!finger)
          expect(words.subarray(Math.max(0, at)).slice(0, expected.length)).toEqual(expected)
        }
        expect([words[5], words[6]]).toEqual([record.length, 7])
      }),
      { numRuns: 20 },
    )
  })

  test('does not take a finger twice', () => {
    const [template] = fc.sample(templates, 1)
    const finger = { position: 2, template: template! } as const
    expect(() => packPerson(0, [finger, finger])).toThrow(RangeError)
  })
})
