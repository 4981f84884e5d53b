import type { MinutiaeTemplate } from './minutiae.ts'

/** Neighbours kept for each minutia: its nearest ones. */
export const edgesPerMinutia = 8
/** With its edges this many minutiae take 1.660 bytes; a finger shows more than its best 46 only in noise. */
export const mostPacked = 46
export const longestEdge = 180 // pixels: farther neighbours say little, skin stretches between

/*
 * A finger ready to be compared, 32-bit words:
 *   minutiae n         1
 *   n minutiae         1 each   x 11 bits | y 11 bits << 11 | angle 8 bits << 22 | 1 << 30 if a bifurcation
 *   n × 8 edges        1 each   length code | from angle << 8 | back angle << 16 | neighbour << 24; noEdge where it has fewer
 * An edge is described without regard to where the print lies or how it is turned: its length, the angle from the minutia's
 * direction to the edge, and the angle from the neighbour's direction to the edge seen from there, both 1/256 turn.
 */
export const noEdge = 0xffffffff
export const packedWords = (minutiae: number) => 1 + minutiae * (1 + edgesPerMinutia)

export const xOf = (minutia: number) => minutia & 2047
export const yOf = (minutia: number) => (minutia >>> 11) & 2047
export const angleOf = (minutia: number) => (minutia >>> 22) & 255

/** Two edges may be the same when their lengths differ by less than this much … */
const lengthSlack = 6 // pixels
const stretch = 0.06 // and this share of the length: skin gives
/** … which is the same number of length codes at any length, for the code is the integral of 1 / tolerance. */
export const lengthTolerance = 12
export const angleTolerance = 8 // 1/256 turn, 11°

/** The difference in pixels that two lengths may have. */
export const slackAt = (length: number) => lengthSlack + stretch * length

const codes = Uint8Array.from({ length: 2048 }, (_, length) =>
  Math.min(254, Math.round((lengthTolerance / stretch) * Math.log(1 + (stretch / lengthSlack) * length))),
)

/** The smaller way round between two angles of 1/256 turn, by their difference & 255: 0 … 128. */
export const turnGap: Uint8Array = Uint8Array.from({ length: 256 }, (_, gap) => Math.min(gap, 256 - gap))

/** From the x axis to (dx, dy), counter-clockwise, 1/256 turn; image rows run down. */
export const turnTo = (dx: number, dy: number) => Math.round((Math.atan2(-dy, dx) * 128) / Math.PI)

/** The edge between two minutiae as a word without its neighbour. */
export function edgeWord({ x, y, angle }: MinutiaeTemplate, from: number, to: number): number {
  const dx = x[to]! - x[from]!
  const dy = y[to]! - y[from]!
  const turn = turnTo(dx, dy)
  const length = codes[Math.min(2047, Math.round(Math.sqrt(dx * dx + dy * dy)))]!
  return length | (((turn - angle[from]!) & 255) << 8) | (((turn + 128 - angle[to]!) & 255) << 16)
}

const nearestTo = new Uint8Array(256)
const nearestSquare = new Float64Array(256)

/**
 * The nearest minutiae among the first `count`, at most `most`, nearest first; the array is overwritten by the next call.
 * Equally far ones stand in the order of the template.
 */
export function nearestMinutiae(
  { x, y }: MinutiaeTemplate,
  from: number,
  { count, most }: { readonly count: number; readonly most: number },
): Uint8Array {
  let found = 0
  for (let to = 0; to < count; to++) {
    const dx = x[to]! - x[from]!
    const dy = y[to]! - y[from]!
    const square = dx * dx + dy * dy
    if (square < 4 || square > longestEdge * longestEdge) continue
    let place = found < most ? found++ : most
    while (place > 0 && nearestSquare[place - 1]! > square) {
      nearestSquare[place] = nearestSquare[place - 1]!
      nearestTo[place] = nearestTo[place - 1]!
      place--
    }
    nearestSquare[place] = square
    nearestTo[place] = to
  }
  return nearestTo.subarray(0, found)
}

/** The best minutiae of a template with their neighbourhoods. */
export function packFinger(template: MinutiaeTemplate): Uint32Array<ArrayBuffer> {
  const count = Math.min(mostPacked, template.x.length)
  const words = new Uint32Array(packedWords(count)).fill(noEdge)
  words[0] = count
  for (let minutia = 0; minutia < count; minutia++) {
    words[1 + minutia] =
      Math.min(2047, template.x[minutia]!) |
      (Math.min(2047, template.y[minutia]!) << 11) |
      (template.angle[minutia]! << 22) |
      (template.type[minutia] === 2 ? 1 << 30 : 0)
    let at = 1 + count + minutia * edgesPerMinutia
    for (const to of nearestMinutiae(template, minutia, { count, most: edgesPerMinutia })) {
      words[at++] = (edgeWord(template, minutia, to) | (to << 24)) >>> 0
    }
  }
  return words
}
