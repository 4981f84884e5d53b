import type { RidgesRead } from './minutiae.ts'
import { cellSize, directionSteps } from './ridge-flow.ts'

const blockCells = 4 // 16 pixels: two ridges
const fewestCells = 8
const darkFrom = 0.4 // of the way from the empty glass to black
const crestHeight = 0.5 // of the mean height of the understood ridges

/** One block of the print, 16 pixels on a side. */
export interface BlockTally {
  readonly cells: number
  readonly pixels: number
  /** Pixels that the image shows as they were understood. */
  readonly right: number
  readonly dark: number
  readonly ink: number
  readonly ridgePixels: number
  readonly ridgeInk: number
  readonly valleyPixels: number
  readonly valleyInk: number
  readonly crests: number
  readonly lightCrests: number
  readonly bottoms: number
  readonly darkBottoms: number
  /** Correlation of the image with the understood ridges. */
  readonly agreement: number
  /** Grey deviation. */
  readonly contrast: number
  /** Of its ridges, in directionSteps. */
  readonly direction: number
}

/** The blocks of which at least half lies in the print. */
export function blocksOf(read: RidgesRead, glass: number): BlockTally[] {
  const { mask, columns } = read
  const rows = mask.length / columns
  const limits = { dark: glass + darkFrom * (255 - glass), crest: crestHeight * meanHeight(read) }
  const blocks: BlockTally[] = []
  for (let top = 0; top < rows; top += blockCells) {
    for (let left = 0; left < columns; left += blockCells) {
      const cells: number[] = []
      for (let row = top; row < Math.min(rows, top + blockCells); row++) {
        for (let column = left; column < Math.min(columns, left + blockCells); column++) {
          if (mask[row * columns + column] === 1) cells.push(row * columns + column)
        }
      }
      if (cells.length >= fewestCells) blocks.push(tallyOf(read, cells, limits))
    }
  }
  return blocks
}

function meanHeight({ ridges }: RidgesRead): number {
  let sum = 0
  let count = 0
  for (let at = 0; at < ridges.values.length; at += 7) {
    if (ridges.values[at] === 0) continue
    sum += Math.abs(ridges.values[at]!)
    count++
  }
  return sum / (count || 1)
}

interface Limits {
  readonly dark: number
  readonly crest: number
}

function tallyOf(read: RidgesRead, cells: readonly number[], { dark, crest }: Limits): BlockTally {
  const { ink, normalised, ridges, columns } = read
  const sums = { right: 0, dark: 0, ink: 0, contrast: 0, raw2: 0, height2: 0, product: 0 }
  const ridge = { pixels: 0, ink: 0, extremes: 0, wrong: 0 }
  const valley = { pixels: 0, ink: 0, extremes: 0, wrong: 0 }
  for (const cell of cells) {
    const column = cell % columns
    const corner = ((cell - column) / columns) * cellSize * ink.width + column * cellSize
    for (let dy = 0; dy < cellSize; dy++) {
      for (let at = corner + dy * ink.width, end = at + cellSize; at < end; at++) {
        const raw = normalised.values[at]!
        const height = ridges.values[at]!
        const side = height > 0 ? ridge : valley
        const agrees = raw > 0 === height > 0
        sums.raw2 += raw * raw
        sums.height2 += height * height
        sums.product += raw * height
        sums.ink += ink.values[at]!
        sums.contrast += normalised.contrast[at]!
        if (agrees) sums.right++
        if (ink.values[at]! > dark) sums.dark++
        side.pixels++
        side.ink += ink.values[at]!
        if (Math.abs(height) > crest) {
          side.extremes++
          if (!agrees) side.wrong++
        }
      }
    }
  }
  const pixels = cells.length * cellSize * cellSize
  return {
    cells: cells.length,
    pixels,
    right: sums.right,
    dark: sums.dark,
    ink: sums.ink,
    ridgePixels: ridge.pixels,
    ridgeInk: ridge.ink,
    valleyPixels: valley.pixels,
    valleyInk: valley.ink,
    crests: ridge.extremes,
    lightCrests: ridge.wrong,
    bottoms: valley.extremes,
    darkBottoms: valley.wrong,
    agreement: sums.product / Math.sqrt(sums.raw2 * sums.height2 + 1e-9),
    contrast: sums.contrast / pixels,
    direction: read.flow.direction[cells[cells.length >> 1]!]!,
  }
}

const directions = 8
const enoughVotes = 16 // four blocks

/** The greatest difference in contrast between ridges of one direction and those at a right angle, 0 … 1. */
export function smearOf(blocks: readonly BlockTally[]): number {
  const bins = Array.from({ length: directions }, () => ({ votes: 0, contrast: 0 }))
  for (const { direction, contrast } of blocks) {
    const bin = Math.floor((direction * directions) / directionSteps)
    for (const [turn, votes] of [
      [0, 2],
      [1, 1],
      [directions - 1, 1],
    ] as const) {
      const into = bins[(bin + turn) % directions]!
      into.votes += votes
      into.contrast += votes * contrast
    }
  }
  const differences = bins.map((bin, i) => {
    const across = bins[(i + directions / 2) % directions]!
    if (bin.votes < enoughVotes || across.votes < enoughVotes) return 0
    const pale = bin.contrast / bin.votes
    const clear = across.contrast / across.votes
    return (clear - pale) / (clear + pale + 1e-9)
  })
  return Math.max(...differences)
}

const washedContrast = 0.5 // of that of the clearest tenth of the blocks
const washedInk = 0.2 // of the way from the empty glass to black

/** The share of blocks that are inked but have little contrast, compared with the print's clearest. */
export function washedShare(blocks: readonly BlockTally[], glass: number): number {
  const contrasts = blocks.map(({ contrast }) => contrast).sort((a, b) => a - b)
  const clearest = contrasts[Math.floor(contrasts.length * 0.9)] ?? 0
  const inked = glass + washedInk * (255 - glass)
  const washed = blocks.filter(
    ({ contrast, ink, pixels }) => contrast < washedContrast * clearest && ink / pixels > inked,
  )
  return washed.length / (blocks.length || 1)
}
