import type { RidgeMap } from './ridge-contrast.ts'
import { blur, cellSize, directionSteps, type RidgeFlow } from './ridge-flow.ts'
import type { CellMask } from './ridge-mask.ts'

const reach = 7
const spreadAlong = 3.5
const spreadAcross = 3.2
/** Pixels between ridges that are told apart: 8 to 10 for adults at 500 dpi, from 5 for children. */
const ridgePeriods = [5.6, 6.4, 7.3, 8.4, 9.6] as const
const periodReach = 8 // cells on either side that decide on a period together

/**
 * Cleans the ridges with their own direction and period: an average along each ridge closes breaks, then a wave across
 * it keeps what repeats like ridges. Together a Gabor filter (Hong, Wan and Jain 1998) in two short passes. Outside the
 * mask all is 0.
 */
export function enhanceRidges(map: RidgeMap, flow: RidgeFlow, mask: CellMask): RidgeMap {
  const area = { flow, mask }
  const choice = new Uint8Array(mask.length)
  const along = filterCells(map, area, { kernels: [smoothing], choice, offsets: lineOffsets(map.width, 0) })
  const across = { kernels: waves, choice, offsets: lineOffsets(map.width, directionSteps / 2) }
  return filterCells(along, area, { ...across, choice: strongestWave(along, area, across) })
}

const smoothing = kernel((t) => Math.exp(-(t * t) / (2 * spreadAlong * spreadAlong)))
const waves = ridgePeriods.map((period) => {
  const weights = kernel(
    (t) => Math.exp(-(t * t) / (2 * spreadAcross * spreadAcross)) * Math.cos((2 * Math.PI * t) / period),
  )
  const offset = weights.reduce((sum, value) => sum + value, 0) / weights.length
  const level = weights.map((value) => value - offset) // a flat surface gets no answer
  const norm = Math.hypot(...level)
  return level.map((value) => value / norm)
})

function kernel(weight: (t: number) => number): Float32Array {
  const weights = Float32Array.from({ length: 2 * reach + 1 }, (_, i) => weight(i - reach))
  const total = weights.reduce((sum, value) => sum + Math.abs(value), 0)
  return weights.map((value) => value / total)
}

/** For each ridge direction, turned by so many steps, the distances in the pixel array of the taps of a kernel. */
function lineOffsets(width: number, turn: number): Int32Array[] {
  return Array.from({ length: directionSteps }, (_, step) => {
    const angle = ((step + turn) * Math.PI) / directionSteps
    return Int32Array.from({ length: 2 * reach + 1 }, (_, i) => {
      return Math.round((i - reach) * Math.sin(angle)) * width + Math.round((i - reach) * Math.cos(angle))
    })
  })
}

interface Area {
  readonly flow: RidgeFlow
  readonly mask: CellMask
}

interface LineFilter {
  readonly kernels: readonly Float32Array[]
  /** The kernel for each cell. */
  readonly choice: Uint8Array
  readonly offsets: readonly Int32Array[]
}

function filterCells({ width, height, values }: RidgeMap, area: Area, filter: LineFilter): RidgeMap {
  const result = new Float32Array(values.length)
  for (let cell = 0; cell < area.mask.length; cell++) {
    if (area.mask[cell] === 0) continue
    const weights = filter.kernels[filter.choice[cell]!]!
    const offsets = filter.offsets[area.flow.direction[cell]!]!
    const corner = cornerOf(cell, area.flow.columns, width)
    for (let dy = 0; dy < cellSize; dy++) {
      for (let at = corner + dy * width, end = at + cellSize; at < end; at++) {
        let sum = 0
        for (let i = 0; i < weights.length; i++) sum += weights[i]! * values[at + offsets[i]!]!
        result[at] = sum
      }
    }
  }
  return { width, height, values: result }
}

function cornerOf(cell: number, columns: number, width: number): number {
  const row = Math.floor(cell / columns)
  return row * cellSize * width + (cell - row * columns) * cellSize
}

/** For each cell, the wave that answers loudest in its neighbourhood; two pixels of each cell are heard. */
function strongestWave(
  { width, values }: RidgeMap,
  { flow, mask }: Area,
  { kernels, offsets }: LineFilter,
): Uint8Array {
  const choice = new Uint8Array(mask.length)
  const loudest = new Float32Array(mask.length)
  for (const [wave, weights] of kernels.entries()) {
    const energy = new Float32Array(mask.length)
    for (let cell = 0; cell < mask.length; cell++) {
      if (mask[cell] === 0) continue
      const taps = offsets[flow.direction[cell]!]!
      const first = cornerOf(cell, flow.columns, width)
      for (const at of [first, first + 2 * width + 2]) {
        let sum = 0
        for (let i = 0; i < weights.length; i++) sum += weights[i]! * values[at + taps[i]!]!
        energy[cell]! += sum * sum
      }
    }
    blur(energy, flow.columns, periodReach)
    for (let cell = 0; cell < mask.length; cell++) {
      if (energy[cell]! <= loudest[cell]!) continue
      loudest[cell] = energy[cell]!
      choice[cell] = wave
    }
  }
  return choice
}
