import type { Region } from './subbands.ts'
import type { Plane } from './wavelet.ts'

/** The quantiser of one subband: width of a bin and of the bin around zero. A width of 0: the subband is not coded. */
export interface Bin {
  readonly width: number
  readonly zero: number
}

export const subbandCount = 64
const codedSubbands = 60 // the upper corner, 60 … 63, is never coded
const loadingFactor = 2.5 // γ
const leastVariance = 1.01
const fewestSamples = 16
/** Finer bins would code the rounding of the pixels: stripes, which few subbands hold, would ask for them. */
const finestScale = 8

/** Weights A of the subbands, 1 where nothing is said. */
const weights: Readonly<Record<number, number>> = {
  52: 1.32,
  53: 1.08,
  54: 1.42,
  55: 1.08,
  56: 1.32,
  57: 1.42,
  58: 1.08,
  59: 1.08,
}

interface Candidate {
  readonly subband: number
  readonly deviation: number
  /** Q′: the width of its bins before all are scaled to the bit rate. */
  readonly relative: number
  /** 1/m: its share of the pixels. */
  readonly share: number
}

function candidateOf(plane: Plane, regions: readonly Region[], subband: number): Candidate[] {
  const region = regions[subband]
  if (!region) return []
  const variance = varianceOf(plane, sampled(region))
  const isLowest = subband < 4
  if (variance < (isLowest ? Number.MIN_VALUE : leastVariance)) return []
  const relative = isLowest ? 1 : 10 / ((weights[subband] ?? 1) * Math.log(variance))
  return [{ subband, deviation: Math.sqrt(variance), relative, share: shareOf(subband) }]
}

function shareOf(subband: number): number {
  if (subband < 4) return 1 / 1024
  return subband < 51 ? 1 / 256 : 1 / 16
}

/** The middle of a subband, where the print is; all of it where the middle would hold too few values. */
function sampled({ x, y, width, height }: Region): Pick<Region, 'x' | 'y' | 'width' | 'height'> {
  const columns = Math.floor((3 * width) / 4)
  const rows = Math.floor((7 * height) / 16)
  if (columns * rows < fewestSamples) return { x, y, width, height }
  return { x: x + Math.floor(width / 8), y: y + Math.floor((9 * height) / 32), width: columns, height: rows }
}

function varianceOf({ width, values }: Plane, area: ReturnType<typeof sampled>): number {
  const count = area.width * area.height
  let sum = 0
  let squares = 0
  for (let y = area.y; y < area.y + area.height; y++) {
    for (let x = area.x; x < area.x + area.width; x++) {
      const value = values[y * width + x]!
      sum += value
      squares += value * value
    }
  }
  return count === 1 ? squares : Math.max(0, (squares - (sum * sum) / count) / (count - 1))
}

/**
 * Bins for a target of `rate` bits a pixel: q = (1/γ) · 2^(rate/S − 1) · [Π (σ/Q′)^(1/m)]^(−1/S) over the subbands that
 * take part, S being the sum of their shares. A subband whose values would all fall near zero (Q′/q ≥ 2γσ) leaves, and
 * the rest are scaled anew.
 */
export function binsFor(plane: Plane, regions: readonly Region[], rate: number): readonly Bin[] {
  let taking = Array.from({ length: codedSubbands }, (_, subband) =>
    candidateOf(plane, regions, subband),
  ).flat()
  let scale = 1
  for (let before = -1; before !== taking.length && taking.length > 0;) {
    before = taking.length
    scale = Math.min(finestScale, scaleFor(taking, rate))
    const q = scale
    taking = taking.filter(({ relative, deviation }) => relative / q < 2 * loadingFactor * deviation)
  }
  const widths = new Map(taking.map(({ subband, relative }) => [subband, relative / scale]))
  return Array.from({ length: subbandCount }, (_, subband) => {
    const width = widths.get(subband) ?? 0
    return { width, zero: 1.2 * width }
  })
}

function scaleFor(taking: readonly Candidate[], rate: number): number {
  const shares = taking.reduce((sum, { share }) => sum + share, 0)
  const spread = taking.reduce(
    (sum, { deviation, relative, share }) => sum + share * Math.log(deviation / relative),
    0,
  )
  return (2 ** (rate / shares - 1) / loadingFactor) * Math.exp(-spread / shares)
}

export function quantise(value: number, { width, zero }: Bin): number {
  if (value > zero / 2) return Math.floor((value - zero / 2) / width) + 1
  return value < -zero / 2 ? Math.ceil((value + zero / 2) / width) - 1 : 0
}

/** The value that a bin stands for, `centre` (C) telling where in the bin it lies. */
export function restore(index: number, { width, zero }: Bin, centre: number): number {
  if (index === 0) return 0
  return index > 0 ? (index - centre) * width + zero / 2 : (index + centre) * width - zero / 2
}
