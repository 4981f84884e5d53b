import { blocksOf, type BlockTally, smearOf, washedShare } from './finger-quality-blocks.ts'
import type { RidgesRead } from './minutiae.ts'
import { workingDpi } from './ridge-contrast.ts'
import { cellSize, directionSteps } from './ridge-flow.ts'
import type { CellMask } from './ridge-mask.ts'

/** What is measured of a print; shares are 0 … 1. docs/finger-quality.md tells what each is good for. */
export interface QualityMeasures {
  readonly areaMm2: number
  /** Of it, where the image agrees well with the ridges that were understood. */
  readonly clearMm2: number
  readonly minutiae: number
  /** Orientation certainty: how far neighbouring gradients agree on a direction. */
  readonly certainty: number
  /** Orientation flow: steps of 1/32 half turn by which the direction differs two ridges on. */
  readonly turning: number
  /** Local clarity: pixels that are dark on a ridge or light in a valley. */
  readonly clarity: number
  /** Frequency domain: correlation of the image with the one band of waves that its ridges are. */
  readonly inBand: number
  /** Ridge-valley uniformity: deviation of the share of dark pixels from block to block. */
  readonly unevenness: number
  /** Mu: how dark ridges and valleys are, from the empty glass (0) to black (1). */
  readonly ridgeInk: number
  readonly valleyInk: number
  /** Share of the print that is dark. */
  readonly dark: number
  /** Crests of ridges that are light: dry skin breaks into dots. */
  readonly brokenRidges: number
  /** Bottoms of valleys that are dark. */
  readonly filledValleys: number
  /** How much paler ridges of one direction are than those across it: a slide smears what lies across its way. */
  readonly smear: number
  /** Share of the print that is inked but shows next to no ridges. */
  readonly washedOut: number
  /** Middle of the print from the middle of the image, in halves of the image: right and down. */
  readonly offX: number
  readonly offY: number
  /** Share of each side of the image at which the print is cut off. */
  readonly cutLeft: number
  readonly cutRight: number
  readonly cutTop: number
  readonly cutBottom: number
}

const cellMm2 = ((cellSize * 25.4) / workingDpi) ** 2
const clearAgreement = 0.75

export function measureRidges(read: RidgesRead): QualityMeasures {
  const glass = glassInk(read)
  const blocks = blocksOf(read, glass)
  const total = (key: keyof BlockTally) => blocks.reduce((sum, block) => sum + block[key], 0)
  const share = (part: keyof BlockTally, whole: keyof BlockTally) => total(part) / (total(whole) || 1)
  const level = (ink: number) => Math.max(0, (ink - glass) / (255 - glass))
  const darkShares = blocks.map(({ dark, pixels }) => dark / pixels)
  return {
    areaMm2: cellCount(read.mask) * cellMm2,
    clearMm2:
      blocks.reduce((sum, { cells, agreement }) => sum + (agreement > clearAgreement ? cells : 0), 0) *
      cellMm2,
    minutiae: read.template.x.length,
    ...measureFlow(read),
    clarity: share('right', 'pixels'),
    inBand: mean(blocks.map(({ agreement }) => agreement)),
    unevenness: deviation(darkShares),
    ridgeInk: level(share('ridgeInk', 'ridgePixels')),
    valleyInk: level(share('valleyInk', 'valleyPixels')),
    dark: mean(darkShares),
    brokenRidges: share('lightCrests', 'crests'),
    filledValleys: share('darkBottoms', 'bottoms'),
    smear: smearOf(blocks),
    washedOut: washedShare(blocks, glass),
    ...measurePlace(read),
  }
}

/** Ink of the empty glass, or of the lightest valleys where the print fills the image: the tenth part that is lightest. */
function glassInk({ ink }: RidgesRead): number {
  const counts = new Uint32Array(256)
  const step = 4
  let seen = 0
  for (let y = step >> 1; y < ink.height; y += step) {
    for (let x = step >> 1; x < ink.width; x += step, seen++) counts[ink.values[y * ink.width + x]! | 0]!++
  }
  let below = 0
  return counts.findIndex((count) => (below += count) > seen * 0.1)
}

const flowStep = 4 // cells

function measureFlow({ mask, columns, roughFlow }: RidgesRead) {
  let certainty = 0
  let turning = 0
  let neighbours = 0
  for (let cell = 0; cell < mask.length; cell++) {
    if (mask[cell] === 0) continue
    certainty += roughFlow.coherence[cell]!
    for (const next of [cell + flowStep, cell + flowStep * columns]) {
      if (mask[next] !== 1) continue
      const turn = Math.abs(roughFlow.direction[cell]! - roughFlow.direction[next]!)
      turning += Math.min(turn, directionSteps - turn)
      neighbours++
    }
  }
  return { certainty: certainty / (cellCount(mask) || 1), turning: turning / (neighbours || 1) }
}

const edge = 3 // cells: the outermost that a print can reach are left out of its mask

function measurePlace({ mask, columns }: RidgesRead) {
  const rows = mask.length / columns
  const inPrint = { x: 0, y: 0, left: 0, right: 0, top: 0, bottom: 0 }
  for (let cell = 0; cell < mask.length; cell++) {
    if (mask[cell] === 0) continue
    const column = cell % columns
    const row = (cell - column) / columns
    inPrint.x += column
    inPrint.y += row
    if (column === edge) inPrint.left++
    if (column === columns - 1 - edge) inPrint.right++
    if (row === edge) inPrint.top++
    if (row === rows - 1 - edge) inPrint.bottom++
  }
  const cells = cellCount(mask)
  const off = (sum: number, size: number) => (cells === 0 ? 0 : (2 * sum) / cells / (size - 1) - 1)
  return {
    offX: off(inPrint.x, columns),
    offY: off(inPrint.y, rows),
    cutLeft: inPrint.left / rows,
    cutRight: inPrint.right / rows,
    cutTop: inPrint.top / columns,
    cutBottom: inPrint.bottom / columns,
  }
}

function cellCount(mask: CellMask): number {
  return mask.reduce<number>((sum, cell) => sum + cell, 0)
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / (values.length || 1)
}

function deviation(values: readonly number[]): number {
  const middle = mean(values)
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)))
}
