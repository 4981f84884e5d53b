import { expect, test } from 'vitest'
import { decodePanel } from './panels.ts'

const dots = 648
const whole = 648 * 1016
const line = (weights: Uint8Array, n: number) => weights.subarray(n * dots, (n + 1) * dots)
const decode = (levels: number, ...data: readonly number[]) =>
  decodePanel({ levels, compressed: true, data: Uint8Array.from(data) })
const runs = (weights: Uint8Array) => {
  const found: [weight: number, count: number][] = []
  for (const weight of weights) {
    const last = found.at(-1)
    if (last?.[0] === weight) last[1]++
    else found.push([weight, 1])
  }
  return found
}

test.each([
  [2, 1],
  [32, 5],
  [64, 6],
  [128, 7],
])('%i levels lie one dot behind the other, highest bits first', (levels, bits) => {
  // A dozen lines, and the very last dot.
  const expected = new Uint8Array(whole)
  const data = new Uint8Array((whole * bits) / 8)
  const lay = (dot: number) => {
    const weight = (dot * 7 + 3) % levels
    expected[dot] = weight
    for (let bit = 0; bit < bits; bit++) {
      const place = dot * bits + bit
      data[place >> 3] = (data[place >> 3] ?? 0) | (((weight >> (bits - 1 - bit)) & 1) << (7 - (place & 7)))
    }
  }
  for (let dot = 0; dot < 12 * dots; dot++) lay(dot)
  lay(whole - 1)
  expect(Buffer.from(expected).equals(decodePanel({ levels, compressed: false, data }))).toBe(true)
})

test('a line of black is empty, full, or its first bytes', () => {
  const weights = decode(2, 0, 0xff, 2, 0x80, 0x01)
  expect(runs(line(weights, 0))).toEqual([[0, dots]])
  expect(runs(line(weights, 1))).toEqual([[1, dots]])
  expect(runs(line(weights, 2))).toEqual([
    [1, 1],
    [0, 14],
    [1, 1],
    [0, dots - 16],
  ])
  expect(weights.indexOf(1, 3 * dots)).toBe(-1)
})

test('a colour is single dots, repeated ones, and the rest of a line', () => {
  // Weight 5 once, weight 9 three times, nothing more in this line; the next begins with weight 127 200 times.
  const weights = decode(128, 5, 0x80 | 9, 3, 0x80, 0, 0xff, 200)
  expect(runs(line(weights, 0))).toEqual([
    [5, 1],
    [9, 3],
    [0, dots - 4],
  ])
  expect(runs(line(weights, 1)).slice(0, 1)).toEqual([[127, 200]])
})

test.each([
  [64, 0xc0 | 63, 0, 63, 256],
  [64, 0xc0 | 7, 255, 7, 511],
  [32, 0xc0 | 31, 1, 31, 257],
  [32, 0xe0 | 3, 0, 3, 512],
  [32, 0xa0 | 4, 10, 4, 266],
])('with %i levels the free bits of the first byte add 256 each', (levels, first, count, weight, times) => {
  expect(runs(line(decode(levels, first, count, 1), 0)).slice(0, 2)).toEqual([
    [weight, times],
    [1, 1],
  ])
})

test('an empty line in the middle of others leaves them where they are', () => {
  const weights = decode(32, 0x80, 0, 0xe0 | 2, 136, 6)
  expect(runs(line(weights, 0))).toEqual([[0, dots]])
  expect(runs(line(weights, 1))).toEqual([[2, dots]])
  expect(line(weights, 2)[0]).toBe(6)
})
