import { type GreyImage, percentile, type Point } from './grey-image.ts'

/** A solid dark patch that may be a corner mark. */
export interface Square {
  readonly centre: Point
  /** Dots. */
  readonly area: number
}

/** Sides of the patches of paper whose white is told apart, as lamps and shadows differ over a page. */
const tile = 32
/** A dot is ink below this share of the paper around it. */
const inkShare = 0.6
/** A solid square that is turned fills less of its upright frame: 85 % at five degrees. */
const leastFill = 0.65
const mostCandidates = 40

/**
 * Solid dark patches about as wide and high as `side` dots, the most solid first. What hangs together with an edge of the image
 * through a dark scanner lid is too large to be one.
 */
export function findSquares(image: GreyImage, side: number): readonly Square[] {
  const patches = darkPatches(image)
  const found: (Square & { readonly fill: number })[] = []
  for (const { area, left, right, top, bottom, sumX, sumY } of patches) {
    const width = right - left + 1
    const height = bottom - top + 1
    if (Math.min(width, height) < side * 0.6 || Math.max(width, height) > side * 1.6) continue
    const fill = area / (width * height)
    if (fill < leastFill || width / height > 1.4 || height / width > 1.4) continue
    found.push({ centre: { x: sumX / area, y: sumY / area }, area, fill })
  }
  return found.toSorted((a, b) => b.fill - a.fill).slice(0, mostCandidates)
}

/** For each dot of a row, below which grey it is ink. */
function thresholds(image: GreyImage): (x: number, y: number) => number {
  const columns = Math.ceil(image.width / tile)
  const rows = Math.ceil(image.height / tile)
  const page = percentile(image.pixels, 0.75)
  const limits = new Uint8Array(columns * rows)
  const dots = new Uint8Array(tile * tile)
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const paper = percentile(dotsOf(image, { column, row }, dots), 0.8)
      // A tile without paper lies outside the page.
      limits[row * columns + column] = inkShare * Math.max(paper, page * 0.6)
    }
  }
  return (x, y) => limits[Math.floor(y / tile) * columns + Math.floor(x / tile)] ?? 0
}

function dotsOf(
  image: GreyImage,
  { column, row }: { readonly column: number; readonly row: number },
  into: Uint8Array,
): Uint8Array {
  const right = Math.min((column + 1) * tile, image.width)
  const bottom = Math.min((row + 1) * tile, image.height)
  let count = 0
  for (let y = row * tile; y < bottom; y++) {
    const line = image.pixels.subarray(y * image.width + column * tile, y * image.width + right)
    into.set(line, count)
    count += line.length
  }
  return into.subarray(0, count)
}

interface Patch {
  area: number
  left: number
  right: number
  top: number
  bottom: number
  sumX: number
  sumY: number
  /** The patch that this one grew together with. */
  into: Patch | null
}

interface Run {
  readonly start: number
  readonly end: number
  readonly patch: Patch
}

/** Dark dots that touch each other by a side, with their frames and centres: runs of each row joined to those above. */
function darkPatches(image: GreyImage): readonly Patch[] {
  const limit = thresholds(image)
  const patches: Patch[] = []
  let above: readonly Run[] = []
  for (let y = 0; y < image.height; y++) {
    const runs: Run[] = []
    let next = 0
    for (const [start, end] of darkRuns(image, y, limit)) {
      const patch = patchOf(start, end, y)
      while (next < above.length && (above[next]?.end ?? 0) < start) next++
      for (let i = next; i < above.length && (above[i]?.start ?? Infinity) <= end; i++) {
        const other = above[i]
        if (other) join(rootOf(other.patch), rootOf(patch))
      }
      patches.push(patch)
      runs.push({ start, end, patch })
    }
    above = runs
  }
  return patches.filter(({ into }) => into === null)
}

function darkRuns(
  { width, pixels }: GreyImage,
  y: number,
  limit: (x: number, y: number) => number,
): readonly (readonly [number, number])[] {
  const runs: (readonly [number, number])[] = []
  let start = -1
  for (let left = 0; left < width; left += tile) {
    const ink = limit(left, y)
    const right = Math.min(left + tile, width)
    for (let x = left; x < right; x++) {
      const dark = (pixels[y * width + x] ?? 255) < ink
      if (dark && start < 0) start = x
      else if (!dark && start >= 0) {
        runs.push([start, x - 1])
        start = -1
      }
    }
  }
  if (start >= 0) runs.push([start, width - 1])
  return runs
}

function patchOf(start: number, end: number, y: number): Patch {
  const area = end - start + 1
  const sumX = ((start + end) * area) / 2
  return { area, left: start, right: end, top: y, bottom: y, sumX, sumY: y * area, into: null }
}

function rootOf(patch: Patch): Patch {
  let root = patch
  while (root.into) root = root.into
  return root
}

/** The later patch becomes part of the earlier one. */
function join(earlier: Patch, later: Patch): void {
  if (earlier === later) return
  earlier.area += later.area
  earlier.sumX += later.sumX
  earlier.sumY += later.sumY
  earlier.left = Math.min(earlier.left, later.left)
  earlier.right = Math.max(earlier.right, later.right)
  earlier.top = Math.min(earlier.top, later.top)
  earlier.bottom = Math.max(earlier.bottom, later.bottom)
  later.into = earlier
}
