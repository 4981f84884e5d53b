import { type Decomposition, leftLength, type Region } from './subbands.ts'

/** Two symmetric filters of odd length, from the middle tap outwards. */
export interface Filters {
  readonly low: readonly number[]
  readonly high: readonly number[]
}

/** The biorthogonal 9/7 pair of IAFIS-IC-0110 (Cohen, Daubechies, Feauveau). */
export const standardFilters: Filters = {
  low: [0.852698679008894, 0.377402855612831, -0.110624404418437, -0.023849465019557, 0.037828455507264],
  high: [0.788485616405583, -0.418092273221617, -0.040689417609164, 0.064538882628697],
}

export interface Plane {
  readonly width: number
  readonly height: number
  readonly values: Float32Array
}

/** Splits the plane into its subbands, in place. */
export function analyse(plane: Plane, { splits }: Decomposition, filters: Filters): void {
  const even = filters.low
  const odd = filters.high
  const line = newLine(plane, filters)
  for (const region of splits) {
    eachRow(plane, region, (span) => splitLine(plane.values, span, { line, even, odd }))
    eachColumn(plane, region, (span) => splitLine(plane.values, span, { line, even, odd }))
  }
}

/** Puts the subbands together again, in place. */
export function synthesise(plane: Plane, { splits }: Decomposition, filters: Filters): void {
  const { even, odd } = joiningTaps(filters)
  const line = newLine(plane, filters)
  for (const region of splits.toReversed()) {
    eachColumn(plane, region, (span) => joinLine(plane.values, span, { line, even, odd }))
    eachRow(plane, region, (span) => joinLine(plane.values, span, { line, even, odd }))
  }
}

/**
 * The synthesis filters are the analysis filters of the other band with alternating signs. Between low values at even
 * and high values at odd places, an even place of the result takes the lowpass taps at even distances and the highpass
 * taps at odd ones; an odd place the other way round.
 */
function joiningTaps({ low, high }: Filters): {
  readonly even: readonly number[]
  readonly odd: readonly number[]
} {
  const length = Math.max(low.length, high.length)
  const tap = (taps: readonly number[], k: number) => (k % 2 === 0 ? 1 : -1) * (taps[k] ?? 0)
  const pick = (first: readonly number[], second: readonly number[]) =>
    Array.from({ length }, (_, k) => tap(k % 2 === 0 ? first : second, k))
  return { even: pick(high, low), odd: pick(low, high) }
}

interface Span {
  readonly start: number
  readonly step: number
  readonly length: number
  readonly reversed: boolean
}

/** A line with room for its mirror images at both ends. */
interface Line {
  readonly values: Float64Array
  readonly margin: number
}

interface Work {
  readonly line: Line
  readonly even: readonly number[]
  readonly odd: readonly number[]
}

function newLine({ width, height }: Plane, { low, high }: Filters): Line {
  const margin = Math.max(low.length, high.length)
  return { values: new Float64Array(Math.max(width, height) + 2 * margin), margin }
}

function eachRow({ width }: Plane, region: Region, visit: (span: Span) => void): void {
  for (let row = 0; row < region.height; row++) {
    const start = (region.y + row) * width + region.x
    visit({ start, step: 1, length: region.width, reversed: region.reversedX })
  }
}

function eachColumn({ width }: Plane, region: Region, visit: (span: Span) => void): void {
  for (let column = 0; column < region.width; column++) {
    const start = region.y * width + region.x + column
    visit({ start, step: width, length: region.height, reversed: region.reversedY })
  }
}

/** Continues the line beyond both ends as its mirror image around the end values. */
function mirror({ values, margin }: Line, length: number): void {
  const period = 2 * (length - 1)
  for (let beyond = 1; beyond <= margin; beyond++) {
    const near = beyond % period
    const inside = near < length ? near : period - near
    values[margin - beyond] = values[margin + inside]!
    values[margin + length - 1 + beyond] = values[margin + length - 1 - inside]!
  }
}

/** Filters around one place: the middle tap, and the others on both sides. */
function filtered({ values, margin }: Line, at: number, taps: readonly number[]): number {
  const middle = margin + at
  let sum = taps[0]! * values[middle]!
  for (let k = 1; k < taps.length; k++) sum += taps[k]! * (values[middle - k]! + values[middle + k]!)
  return sum
}

function placesOf({ start, step, length, reversed }: Span) {
  const left = leftLength(length, reversed)
  const [low, high] = reversed ? [left, 0] : [0, left]
  return { low: start + low * step, high: start + high * step }
}

function splitLine(plane: Float32Array, span: Span, { line, even, odd }: Work): void {
  const { start, step, length } = span
  for (let i = 0, at = start; i < length; i++, at += step) line.values[line.margin + i] = plane[at]!
  mirror(line, length)
  let { low, high } = placesOf(span)
  for (let i = 0; i < length; i += 2, low += step) plane[low] = filtered(line, i, even)
  for (let i = 1; i < length; i += 2, high += step) plane[high] = filtered(line, i, odd)
}

function joinLine(plane: Float32Array, span: Span, { line, even, odd }: Work): void {
  const { start, step, length } = span
  let { low, high } = placesOf(span)
  for (let i = 0; i < length; i += 2, low += step) line.values[line.margin + i] = plane[low]!
  for (let i = 1; i < length; i += 2, high += step) line.values[line.margin + i] = plane[high]!
  mirror(line, length)
  for (let i = 0, at = start; i < length; i++, at += step)
    plane[at] = filtered(line, i, i % 2 === 0 ? even : odd)
}
