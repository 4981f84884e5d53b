import type { MinutiaeTemplate } from './minutiae.ts'
import { angleTolerance, edgeWord, lengthTolerance, nearestMinutiae } from './packed-finger.ts'

/** More than a packed finger has: a neighbour that the other print lacks is then stepped over. */
const edgesPerMinutia = 16
const mostMinutiae = 80
/** Edges fall into boxes of twice the tolerance on a side, and lie in every box where one like them may fall. */
const lengthSide = 2 * lengthTolerance
const angleSide = 2 * angleTolerance
const lengthBoxes = Math.ceil(256 / lengthSide)
const angleBoxes = 256 / angleSide
const boxes = lengthBoxes * angleBoxes * angleBoxes

/** A finger to be compared with many: its edges, to be found by what they look like. Made once for all comparisons. */
export interface ProbeFinger {
  readonly count: number
  readonly x: Uint16Array
  readonly y: Uint16Array
  readonly angle: Uint8Array
  readonly type: Uint8Array
  /** The edge between any two minutiae, at from × count + to, and its length in pixels. */
  readonly edges: Uint32Array
  readonly lengths: Float32Array
  /** The entries of a box are boxStart[box] … boxStart[box + 1] - 1. */
  readonly boxStart: Uint32Array
  /** Edge word with the minutia that it starts from in the top byte. */
  readonly entry: Uint32Array
  /** Where the edge of each entry leads. */
  readonly entryTo: Uint8Array
}

/** The first box of a length code; the boxes of its angles follow. */
export const boxOfLength: Uint16Array = Uint16Array.from(
  { length: 256 },
  (_, code) => Math.floor(code / lengthSide) * angleBoxes * angleBoxes,
)
/** What the angle from the minutia adds to it; the angle back adds its own share of a turn. */
export const boxOfAngle: Uint16Array = Uint16Array.from(
  { length: 256 },
  (_, angle) => Math.floor(angle / angleSide) * angleBoxes,
)
export const boxOfBackAngle: Uint8Array = Uint8Array.from({ length: 256 }, (_, angle) =>
  Math.floor(angle / angleSide),
)

export function probeFinger(template: MinutiaeTemplate): ProbeFinger {
  const count = Math.min(mostMinutiae, template.x.length)
  return {
    count,
    x: template.x.slice(0, count),
    y: template.y.slice(0, count),
    angle: template.angle.slice(0, count),
    type: template.type.slice(0, count),
    ...allEdges(template, count),
    ...boxed(nearEdges(template, count)),
  }
}

function allEdges(template: MinutiaeTemplate, count: number) {
  const edges = new Uint32Array(count * count)
  const lengths = new Float32Array(count * count)
  const { x, y } = template
  for (let from = 0; from < count; from++) {
    for (let to = 0; to < count; to++) {
      edges[from * count + to] = edgeWord(template, from, to)
      lengths[from * count + to] = Math.hypot(x[to]! - x[from]!, y[to]! - y[from]!)
    }
  }
  return { edges, lengths }
}

interface NearEdge {
  readonly word: number
  readonly from: number
  readonly to: number
}

function nearEdges(template: MinutiaeTemplate, count: number): NearEdge[] {
  return Array.from({ length: count }, (_, from) =>
    Array.from(nearestMinutiae(template, from, { count, most: edgesPerMinutia }), (to) => ({
      word: edgeWord(template, from, to),
      from,
      to,
    })),
  ).flat()
}

/** The boxes in which an edge like this one may fall. */
function boxesAround(word: number): number[] {
  const reach = (value: number, tolerance: number) => {
    const first = Math.floor((value - tolerance + 1) / (2 * tolerance))
    const last = Math.floor((value + tolerance - 1) / (2 * tolerance))
    return Array.from({ length: last - first + 1 }, (_, i) => first + i)
  }
  const lengths = reach(word & 255, lengthTolerance).filter((box) => box >= 0 && box < lengthBoxes)
  const fromAngles = reach((word >>> 8) & 255, angleTolerance)
  const backAngles = reach((word >>> 16) & 255, angleTolerance)
  const wrap = (box: number) => (box + angleBoxes) % angleBoxes
  return lengths.flatMap((length) =>
    fromAngles.flatMap((from) =>
      backAngles.map((back) => (length * angleBoxes + wrap(from)) * angleBoxes + wrap(back)),
    ),
  )
}

function boxed(edges: readonly NearEdge[]) {
  const places = edges.map(({ word }) => boxesAround(word))
  const boxStart = new Uint32Array(boxes + 1)
  for (const box of places.flat()) boxStart[box + 1]!++
  for (let box = 0; box < boxes; box++) boxStart[box + 1]! += boxStart[box]!
  const next = boxStart.slice()
  const entry = new Uint32Array(boxStart[boxes]!)
  const entryTo = new Uint8Array(entry.length)
  for (const [i, { word, from, to }] of edges.entries()) {
    for (const box of places[i]!) {
      const at = next[box]!++
      entry[at] = (word | (from << 24)) >>> 0
      entryTo[at] = to
    }
  }
  return { boxStart, entry, entryTo }
}
