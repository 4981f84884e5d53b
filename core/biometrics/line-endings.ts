import { branchCount, type LineImage, neighbourhood } from './thinning.ts'

/** Where a line of a skeleton ends, and the direction back along the line, in radians from x towards y (down). */
export interface LineEnding {
  readonly x: number
  readonly y: number
  readonly direction: number
}

const shortestLine = 20 // pixels: shorter lines and side branches are dirt, pores and rough edges
const directionReach = 18 // pixels walked to measure the direction
const leastReach = 7
const widestGap = 14 // pixels: a scar or a dry spot, not two endings that face each other
const closeGap = 6
const facingCosine = Math.cos(Math.PI / 6)

/**
 * The endings of a skeleton that are real: gaps are closed, then short side branches and fragments erased. Called on
 * the ridges it finds ridge endings; on the valleys, the bifurcations, for a ridge forks where a valley ends.
 */
export function lineEndings(skeleton: LineImage): LineEnding[] {
  const repaired = { ...skeleton, pixels: skeleton.pixels.slice() }
  closeGaps(repaired)
  eraseShortLines(repaired)
  eraseShortLines(repaired)
  return endPoints(repaired).flatMap((at) => endingAt(repaired, at) ?? [])
}

function endPoints({ width, height, pixels }: LineImage): number[] {
  const found: number[] = []
  for (let at = width; at < width * (height - 1); at++) {
    if (pixels[at] === 1 && branchCount[neighbourhood(pixels, width, at)] === 1) found.push(at)
  }
  return found
}

function endingAt(skeleton: LineImage, at: number): LineEnding | undefined {
  const path = walk(skeleton, at, directionReach)
  const far = path.at(-1) ?? at
  if (path.length < leastReach) return undefined
  const x = at % skeleton.width
  const y = Math.floor(at / skeleton.width)
  const dx = (far % skeleton.width) - x
  const dy = Math.floor(far / skeleton.width) - y
  return { x, y, direction: Math.atan2(dy, dx) }
}

/** The pixels from an ending along its line, at most `limit`, up to the next fork or ending. */
function walk({ width, pixels }: LineImage, start: number, limit: number): number[] {
  const path = [start]
  let previous = start
  for (let at = start; path.length < limit;) {
    const next = nextPixel(pixels, width, { at, previous })
    if (next === undefined) break
    if (branchCount[neighbourhood(pixels, width, next)]! > 2) break
    path.push(next)
    previous = at
    at = next
  }
  return path
}

interface Step {
  readonly at: number
  readonly previous: number
}

/** The neighbour to go on to: straight ones before diagonal ones, never back beside the last pixel. */
function nextPixel(pixels: Uint8Array, width: number, { at, previous }: Step): number | undefined {
  for (const step of [1, -1, width, -width, width + 1, width - 1, -width + 1, -width - 1]) {
    const next = at + step
    if (pixels[next] !== 1 || next === previous) continue
    if (at !== previous && touches(next - previous, width)) continue
    return next
  }
  return undefined
}

function touches(distance: number, width: number): boolean {
  const absolute = Math.abs(distance)
  return absolute === 1 || (absolute >= width - 1 && absolute <= width + 1)
}

/** Erases lines that leave an ending and reach another end or a fork too soon, the shortest first. */
function eraseShortLines(skeleton: LineImage): void {
  const { pixels } = skeleton
  const short = endPoints(skeleton)
    .map((at) => ({ at, length: walk(skeleton, at, shortestLine).length }))
    .filter(({ length }) => length < shortestLine)
    .sort((a, b) => a.length - b.length)
  for (const { at } of short) {
    if (pixels[at] === 0) continue
    const path = walk(skeleton, at, shortestLine) // again: its fork may be gone by now
    if (path.length < shortestLine) for (const pixel of path) pixels[pixel] = 0
  }
}

/** Draws a line between two endings that face each other across a short gap. */
function closeGaps(skeleton: LineImage): void {
  const endings = endPoints(skeleton).flatMap((at) => endingAt(skeleton, at) ?? [])
  const gaps = endings.flatMap((from, i) =>
    endings.slice(i + 1).flatMap((to) => {
      const length = Math.hypot(to.x - from.x, to.y - from.y)
      return length <= widestGap && isGap(from, to, length) ? [{ from, to, length }] : []
    }),
  )
  const used = new Set<LineEnding>()
  for (const { from, to } of gaps.sort((a, b) => a.length - b.length)) {
    if (used.has(from) || used.has(to)) continue
    used.add(from).add(to)
    drawLine(skeleton, from, to)
  }
}

function isGap(from: LineEnding, to: LineEnding, length: number): boolean {
  const opposed = -Math.cos(from.direction - to.direction)
  if (length <= closeGap) return opposed > 0.5
  const across = Math.atan2(from.y - to.y, from.x - to.x)
  return Math.cos(across - from.direction) > facingCosine && -Math.cos(across - to.direction) > facingCosine
}

function drawLine({ width, pixels }: LineImage, from: LineEnding, to: LineEnding): void {
  const steps = Math.max(Math.abs(to.x - from.x), Math.abs(to.y - from.y))
  for (let i = 1; i < steps; i++) {
    const x = Math.round(from.x + ((to.x - from.x) * i) / steps)
    const y = Math.round(from.y + ((to.y - from.y) * i) / steps)
    pixels[y * width + x] = 1
  }
}
