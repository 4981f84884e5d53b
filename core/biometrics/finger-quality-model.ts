import type { QualityMeasures } from './finger-quality-measures.ts'

/** What the model knows of a print, each so that more is better. */
const features = {
  area: (m) => Math.log(m.areaMm2 + 20),
  clearArea: (m) => Math.log(m.clearMm2 + 20),
  minutiae: (m) => Math.log(10 + Math.min(m.minutiae, 45)), // more are mostly noise
  certainty: (m) => m.certainty,
  smoothFlow: (m) => -m.turning,
  clarity: (m) => m.clarity,
  inBand: (m) => m.inBand,
  evenness: (m) => -m.unevenness,
  depth: (m) => Math.min(0.4, m.ridgeInk - m.valleyInk),
  openValleys: (m) => -Math.log(0.01 + m.filledValleys),
  wholeRidges: (m) => -m.brokenRidges,
  stillness: (m) => -m.smear,
  ridgesEverywhere: (m) => -m.washedOut,
  centring: (m) => -Math.max(Math.abs(m.offX), Math.abs(m.offY)),
} as const satisfies Record<string, (measures: QualityMeasures) => number>

export type QualityFeature = keyof typeof features
export const qualityFeatures = Object.keys(features) as readonly QualityFeature[]

/** One feature: its mean and deviation over the prints of the training, and what one deviation more is worth. */
interface FeatureWeight {
  readonly mean: number
  readonly deviation: number
  readonly weight: number
}

export interface QualityModel {
  readonly offset: number
  readonly features: Readonly<Record<QualityFeature, FeatureWeight>>
}

const farthest = 3 // deviations: beyond them nothing was seen in the training

/** Deviations from the mean of the training. */
export function standing(measures: QualityMeasures, feature: QualityFeature, model: QualityModel): number {
  const { mean, deviation } = model.features[feature]
  return Math.max(-farthest, Math.min(farthest, (features[feature](measures) - mean) / deviation))
}

export function featureOf(measures: QualityMeasures, feature: QualityFeature): number {
  return features[feature](measures)
}

/** 0 … 100, not rounded. */
export function modelScore(measures: QualityMeasures, model: QualityModel): number {
  const sum = qualityFeatures.reduce((total, feature) => {
    return total + model.features[feature].weight * standing(measures, feature, model)
  }, model.offset)
  return 100 / (1 + Math.exp(-sum))
}
