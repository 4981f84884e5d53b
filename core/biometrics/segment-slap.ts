import type { FingerImage } from './finger-image.ts'
import { normaliseContrast, toWorkingResolution, workingDpi } from './ridge-contrast.ts'
import { cellSize, ridgeFlow } from './ridge-flow.ts'
import { type CellMask, connectedAreas, ridgeCells } from './ridge-mask.ts'

/** One finger of a slap, cut out: what belongs to others is white. Pixels of the working resolution, 500 dpi. */
export interface SlapSegment {
  readonly left: number
  readonly top: number
  readonly image: FingerImage
}

/** mm² under which an area is no fingertip but dirt, or the edge of a palm. */
const leastArea = 45
/** Cells that are taken off around an area and given back: fingers that lie side by side touch by less. */
const bridge = 5
/** Around a finger, so that its border is seen as one. */
const margin = 4
/** Of its width that an area shares with one above it: the joint below a fingertip is no finger of its own. */
const beneath = 0.5
/** The flow is looked at over so many cells, as in one finger's image. */
const reach = 3

interface Area {
  readonly label: number
  readonly cells: number
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** The fingertips of a picture of several fingers side by side, from left to right; as many as are seen. */
export function segmentSlap(image: FingerImage): readonly SlapSegment[] {
  const ink = toWorkingResolution(image)
  const ridges = normaliseContrast(ink)
  const flow = ridgeFlow(ridges, reach)
  const { columns } = flow
  const { labels, sizes } = connectedAreas(shrunk(ridgeCells(ridges, flow), columns, bridge), columns, 1)
  const mmPerCell = (25.4 / workingDpi) * cellSize
  const areas = sizes
    .map((cells, label) => ({ label, cells }))
    .filter(({ label, cells }) => label > 0 && cells * mmPerCell ** 2 >= leastArea)
    .map(({ label, cells }) => ({ label, cells, ...extentOf(labels, columns, label) }))
  return areas
    .filter((area) => !areas.some((other) => liesBeneath(area, other)))
    .toSorted((a, b) => a.left + a.right - b.left - b.right)
    .map((area) => cutOut({ ink, labels, columns }, area))
}

/** The mask without the cells that are nearer than `by` to its border, so that narrow bridges break. */
function shrunk(mask: CellMask, columns: number, by: number): CellMask {
  const rows = mask.length / columns
  let kept = mask
  for (let step = 0; step < by; step++) {
    const before = kept
    kept = before.map((cell, at) => {
      const column = at % columns
      const row = (at - column) / columns
      if (cell === 0 || column === 0 || row === 0 || column === columns - 1 || row === rows - 1) return 0
      return before[at - 1]! & before[at + 1]! & before[at - columns]! & before[at + columns]!
    })
  }
  return kept
}

function extentOf(labels: Uint16Array, columns: number, label: number) {
  let [left, right, top, bottom] = [columns, 0, labels.length, 0]
  for (let at = 0; at < labels.length; at++) {
    if (labels[at] !== label) continue
    const column = at % columns
    const row = (at - column) / columns
    left = Math.min(left, column)
    right = Math.max(right, column)
    top = Math.min(top, row)
    bottom = Math.max(bottom, row)
  }
  return { left, right, top, bottom }
}

function liesBeneath(area: Area, other: Area): boolean {
  if (area.label === other.label || area.top < (other.top + other.bottom) / 2) return false
  const shared = Math.min(area.right, other.right) - Math.max(area.left, other.left)
  return shared > beneath * (area.right - area.left)
}

interface Labelled {
  readonly ink: { readonly width: number; readonly height: number; readonly values: Float32Array }
  readonly labels: Uint16Array
  readonly columns: number
}

function cutOut({ ink, labels, columns }: Labelled, area: Area): SlapSegment {
  const around = bridge + margin
  const left = Math.max(0, (area.left - around) * cellSize)
  const top = Math.max(0, (area.top - around) * cellSize)
  const width = Math.min(ink.width, (area.right + around + 1) * cellSize) - left
  const height = Math.min(ink.height, (area.bottom + around + 1) * cellSize) - top
  const rows = labels.length / columns
  const nearest = (x: number, y: number) =>
    ownerOf({ labels, columns, rows }, Math.floor(x / cellSize), Math.floor(y / cellSize))
  const pixels = new Uint8Array(width * height).fill(255)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const owner = nearest(left + x, top + y)
      if (owner === area.label || owner === 0) {
        pixels[y * width + x] = 255 - ink.values[(top + y) * ink.width + left + x]!
      }
    }
  }
  return { left, top, image: { width, height, dpi: workingDpi, pixels } }
}

interface Grid {
  readonly labels: Uint16Array
  readonly columns: number
  readonly rows: number
}

/** Whose cell it is, or the nearest labelled one's within the bridge that was taken off; 0 where nobody is near. */
function ownerOf({ labels, columns, rows }: Grid, column: number, row: number): number {
  for (let distance = 0; distance <= bridge; distance++) {
    for (let down = -distance; down <= distance; down++) {
      const across = distance - Math.abs(down)
      for (const side of across === 0 ? [0] : [-across, across]) {
        const [c, r] = [column + side, row + down]
        if (c < 0 || r < 0 || c >= columns || r >= rows) continue
        const label = labels[r * columns + c]!
        if (label !== 0) return label
      }
    }
  }
  return 0
}
