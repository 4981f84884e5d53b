/** A black-and-white picture, one byte a pixel: 1 is the line, 0 the rest. Its outermost pixels are always 0. */
export interface LineImage {
  readonly width: number
  readonly height: number
  readonly pixels: Uint8Array
}

/** Bits of a pixel's neighbourhood, clockwise from the pixel above it. */
const north = 1
const northEast = 2
const east = 4
const southEast = 8
const south = 16
const southWest = 32
const west = 64
const northWest = 128

const firstHalf = removable(
  (n) => ((n & south) !== 0 || (n & southWest) !== 0 || (n & northWest) === 0) && (n & west) !== 0,
)
const secondHalf = removable(
  (n) => ((n & north) !== 0 || (n & northEast) !== 0 || (n & southEast) === 0) && (n & east) !== 0,
)

/** Peels lines until they are one pixel wide, keeping ends and connections (Guo and Hall 1989, two half-passes). */
export function thin({ width, height, pixels }: LineImage): LineImage {
  const thinned = pixels.slice()
  let left = indicesOf(thinned)
  for (let removed = 1; removed > 0;) {
    const before = left.length
    left = peel(thinned, { width, left, table: firstHalf })
    left = peel(thinned, { width, left, table: secondHalf })
    removed = before - left.length
  }
  return { width, height, pixels: thinned }
}

function indicesOf(pixels: Uint8Array): Int32Array<ArrayBuffer> {
  const indices = new Int32Array(pixels.length)
  let count = 0
  for (let at = 0; at < pixels.length; at++) if (pixels[at] === 1) indices[count++] = at
  return indices.slice(0, count)
}

interface Peeling {
  readonly width: number
  readonly left: Int32Array
  readonly table: Uint8Array
}

/** Takes away at once what the table allows, judged on the picture as it was; returns the pixels that remain. */
function peel(pixels: Uint8Array, { width, left, table }: Peeling): Int32Array<ArrayBuffer> {
  const kept = new Int32Array(left.length)
  const gone = new Int32Array(left.length)
  let keptCount = 0
  let goneCount = 0
  for (let i = 0; i < left.length; i++) {
    const at = left[i]!
    if (table[neighbourhood(pixels, width, at)] === 1) gone[goneCount++] = at
    else kept[keptCount++] = at
  }
  for (let i = 0; i < goneCount; i++) pixels[gone[i]!] = 0
  return kept.slice(0, keptCount)
}

/** The eight neighbours of a pixel as bits, clockwise from the one above. */
export function neighbourhood(pixels: Uint8Array, width: number, at: number): number {
  const above = at - width
  const below = at + width
  return (
    pixels[above]! |
    (pixels[above + 1]! << 1) |
    (pixels[at + 1]! << 2) |
    (pixels[below + 1]! << 3) |
    (pixels[below]! << 4) |
    (pixels[below - 1]! << 5) |
    (pixels[at - 1]! << 6) |
    (pixels[above - 1]! << 7)
  )
}

/** How many separate lines leave a pixel, for each neighbourhood: 1 at an ending, 2 along a line, 3 or more at a fork. */
export const branchCount: Uint8Array = Uint8Array.from({ length: 256 }, (_, n) => {
  let runs = 0
  for (let bit = 0; bit < 8; bit++) {
    if ((n >> bit) % 2 === 1 && (n >> ((bit + 7) % 8)) % 2 === 0) runs++
  }
  return runs
})

function removable(keptByThisHalf: (n: number) => boolean): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, n) => {
    const bit = (mask: number) => ((n & mask) === 0 ? 0 : 1)
    const either = (a: number, b: number) => bit(a | b)
    const open = (side: number, a: number, b: number) => (bit(side) === 0 ? either(a, b) : 0)
    const connections =
      open(north, northEast, east) +
      open(east, southEast, south) +
      open(south, southWest, west) +
      open(west, northWest, north)
    const pairs = Math.min(
      either(northWest, north) + either(northEast, east) + either(southEast, south) + either(southWest, west),
      either(north, northEast) + either(east, southEast) + either(south, southWest) + either(west, northWest),
    )
    return connections === 1 && pairs >= 2 && pairs <= 3 && !keptByThisHalf(n) ? 1 : 0
  })
}
