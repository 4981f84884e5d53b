import { describe, expect, test } from 'vitest'
import { lineEndings } from './line-endings.ts'
import { branchCount, type LineImage, neighbourhood, thin } from './thinning.ts'

const width = 120
const height = 80

interface Bar {
  readonly from: readonly [x: number, y: number]
  readonly to: readonly [x: number, y: number]
  readonly thickness?: number
}

/** Bars with round ends on an empty ground. */
function bars(...list: readonly Bar[]): LineImage {
  const pixels = Uint8Array.from({ length: width * height }, (_, at) => {
    const x = at % width
    const y = Math.floor(at / width)
    return list.some(({ from, to, thickness = 5 }) => {
      const dx = to[0] - from[0]
      const dy = to[1] - from[1]
      const t = Math.max(0, Math.min(1, ((x - from[0]) * dx + (y - from[1]) * dy) / (dx * dx + dy * dy)))
      return Math.hypot(x - from[0] - t * dx, y - from[1] - t * dy) <= thickness / 2
    })
      ? 1
      : 0
  })
  return { width, height, pixels }
}

const long: Bar = { from: [15, 40], to: [105, 40] }
const endingsOf = (...list: readonly Bar[]) => lineEndings(thin(bars(...list))).toSorted((a, b) => a.x - b.x)

describe('thinning', () => {
  test.each([
    ['level', long],
    ['upright', { from: [60, 10], to: [60, 70] } satisfies Bar],
    ['slanting', { from: [20, 15], to: [95, 66] } satisfies Bar],
  ])('leaves a %s bar as one line between two ends', (_, bar) => {
    const { pixels } = thin(bars(bar))
    const line = Array.from(pixels.keys()).filter((at) => pixels[at] === 1)
    const ends = line.filter((at) => branchCount[neighbourhood(pixels, width, at)] === 1)
    expect(ends).toHaveLength(2)
    const length = Math.max(Math.abs(bar.to[0] - bar.from[0]), Math.abs(bar.to[1] - bar.from[1]))
    expect(Math.abs(line.length - length)).toBeLessThan(20)
  })

  test('keeps a ring a ring', () => {
    const corners = [
      [40, 20],
      [80, 20],
      [80, 60],
      [40, 60],
    ] as const
    const ring = bars(...corners.map((from, i) => ({ from, to: corners[(i + 1) % 4]! })))
    const { pixels } = thin(ring)
    const counts = Array.from(pixels.keys(), (at) =>
      pixels[at] === 1 ? branchCount[neighbourhood(pixels, width, at)] : 2,
    )
    expect(counts).not.toContain(1)
    expect(pixels).toContain(1)
  })
})

describe('line endings', () => {
  test('a line has two, pointing back along it', () => {
    const [left, right] = endingsOf(long)
    expect(left!.direction).toBeCloseTo(0, 1)
    expect(Math.abs(right!.direction)).toBeCloseTo(Math.PI, 1)
    expect(Math.hypot(left!.x - 15, left!.y - 40)).toBeLessThan(5)
  })

  test('a break of a line is closed', () => {
    expect(endingsOf({ from: [15, 40], to: [52, 40] }, { from: [64, 40], to: [105, 40] })).toHaveLength(2)
  })

  test('neighbouring lines are not joined', () => {
    expect(endingsOf({ from: [15, 36], to: [58, 36] }, { from: [62, 45], to: [105, 45] })).toHaveLength(4)
  })

  test('a short side branch is no ending', () => {
    const ends = endingsOf(long, { from: [60, 40], to: [60, 52] })
    expect(ends).toHaveLength(2)
  })

  test('a long branch is', () => {
    expect(endingsOf(long, { from: [60, 40], to: [60, 74] })).toHaveLength(3)
  })

  test('a speck has none', () => {
    expect(endingsOf({ from: [50, 40], to: [60, 40] })).toEqual([])
  })
})
