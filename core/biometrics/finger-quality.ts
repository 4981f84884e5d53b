import { acceptRidges, printFault } from './accept-finger.ts'
import type { FingerImage } from './finger-image.ts'
import { measureRidges, type QualityMeasures } from './finger-quality-measures.ts'
import { modelScore } from './finger-quality-model.ts'
import { qualityModel } from './finger-quality-weights.ts'
import { type MinutiaeTemplate, readRidges } from './minutiae.ts'
import { type QualityHint, qualityHints } from './quality-hints.ts'

/** From this score on a print is kept at the desk without another try; docs/finger-quality.md argues it. */
export const enoughQuality = 40
/** From here on another try hardly makes it better: nothing is said about it. */
const goodQuality = 60

export interface FingerQuality {
  /** 0 … 100, of this system's own making: not comparable with NFIQ or any vendor's score. */
  readonly score: number
  /** What can be done about it, first things first; empty for a good print. */
  readonly hints: readonly QualityHint[]
  readonly measures: QualityMeasures
}

/**
 * How well an image will be recognised. An image that acceptFinger would refuse scores 0. Throws FingerImageUnusable for
 * its size or resolution.
 */
export function fingerQuality(image: FingerImage): FingerQuality {
  const read = readRidges(image)
  const measures = measureRidges(read)
  const fault = printFault(read, measures)
  if (fault === null) return qualityOf(measures)
  const hints = fault === 'SMALL_AREA' || fault === 'TOO_FEW_MINUTIAE' ? qualityHints(measures) : []
  return { score: 0, hints: hints.length > 0 ? hints : ['NO_FINGER'], measures }
}

/** Minutiae and quality from one reading. Throws FingerImageUnusable or FingerRefused, as acceptFinger does. */
export function examineFinger(image: FingerImage): {
  readonly template: MinutiaeTemplate
  readonly quality: FingerQuality
} {
  const read = readRidges(image)
  const measures = measureRidges(read)
  return { template: acceptRidges(read, measures), quality: qualityOf(measures) }
}

function qualityOf(measures: QualityMeasures): FingerQuality {
  const score = Math.round(modelScore(measures, qualityModel))
  return { score, hints: score < goodQuality ? qualityHints(measures) : [], measures }
}
