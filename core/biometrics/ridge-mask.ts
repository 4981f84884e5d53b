import type { NormalisedRidges } from './ridge-contrast.ts'
import { blur, cellSize, type RidgeFlow } from './ridge-flow.ts'

/** 1 where a cell of the flow grid shows ridges, 0 elsewhere. */
export type CellMask = Uint8Array

const clearShare = 0.15 // of the contrast of the print’s best parts
const leastContrast = 7 // grey levels
const leastCoherence = 0.1 // dotted ridges of dry skin agree this little, plain background less
const frame = 2 // cells at the image border left out: the filters reach 8 px

/** Tells the print from the background: enough contrast, lines that agree on a direction, one connected area. */
export function ridgeMask(ridges: NormalisedRidges, flow: RidgeFlow): CellMask {
  const { columns } = flow
  return fillHoles(largestArea(ridgeCells(ridges, flow), columns), columns)
}

/** Every cell with enough contrast and lines that agree on a direction, however many areas they make. */
export function ridgeCells(ridges: NormalisedRidges, flow: RidgeFlow): CellMask {
  const { columns, rows } = flow
  const contrast = cellContrast(ridges, flow)
  const threshold = Math.max(leastContrast, clearShare * percentile(contrast, 0.9))
  const votes = new Float32Array(columns * rows)
  for (let cell = 0; cell < votes.length; cell++) {
    if (contrast[cell]! > threshold && flow.coherence[cell]! > leastCoherence) votes[cell] = 1
  }
  blur(votes, columns, 2)
  const mask = new Uint8Array(columns * rows)
  for (let row = frame; row < rows - frame; row++) {
    for (let column = frame; column < columns - frame; column++) {
      if (votes[row * columns + column]! > 0.5) mask[row * columns + column] = 1
    }
  }
  return mask
}

function cellContrast({ width, contrast }: NormalisedRidges, { columns, rows }: RidgeFlow): Float32Array {
  const middle = cellSize / 2
  return Float32Array.from({ length: columns * rows }, (_, cell) => {
    const row = Math.floor(cell / columns)
    return contrast[(row * cellSize + middle) * width + (cell - row * columns) * cellSize + middle]!
  })
}

function percentile(values: Float32Array, share: number): number {
  return values.toSorted()[Math.floor(share * (values.length - 1))] ?? 0
}

function largestArea(mask: CellMask, columns: number): CellMask {
  const { labels, sizes } = connectedAreas(mask, columns, 1)
  const best = sizes.indexOf(Math.max(...sizes.slice(1)), 1)
  return Uint8Array.from(labels, (label) => (best > 0 && label === best ? 1 : 0))
}

/** Background areas that do not touch the border are wet or dry spots inside the print. */
function fillHoles(mask: CellMask, columns: number): CellMask {
  const { labels, sizes } = connectedAreas(mask, columns, 0)
  const spot = (mask.length * 0.02) | 0
  const border = labels[0] // the frame, thin as it is, stays background: the filters would reach beyond the image
  return Uint8Array.from(labels, (label, cell) => {
    return mask[cell] === 1 || (label !== border && sizes[label]! <= spot) ? 1 : 0
  })
}

/** Numbers the 4-connected areas of cells that hold `wanted`, from 1; `sizes[0]` counts the cells left out. */
export function connectedAreas(
  mask: CellMask,
  columns: number,
  wanted: 0 | 1,
): { labels: Uint16Array; sizes: number[] } {
  const labels = new Uint16Array(mask.length)
  const sizes = [0]
  for (let seed = 0; seed < mask.length; seed++) {
    if (mask[seed] !== wanted || labels[seed] !== 0) continue
    const label = sizes.length
    const queue = [seed]
    labels[seed] = label
    for (let cell = queue[0]!, read = 0; read < queue.length; cell = queue[++read]!) {
      const column = cell % columns
      for (const next of [
        column > 0 ? cell - 1 : -1,
        column < columns - 1 ? cell + 1 : -1,
        cell - columns,
        cell + columns,
      ]) {
        if (mask[next] !== wanted || labels[next] !== 0) continue
        labels[next] = label
        queue.push(next)
      }
    }
    sizes.push(queue.length)
  }
  return { labels, sizes }
}
