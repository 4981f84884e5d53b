import type { QualityMeasures } from '../../core/biometrics/finger-quality-measures.ts'
import {
  featureOf,
  qualityFeatures,
  type QualityFeature,
  type QualityModel,
  standing,
} from '../../core/biometrics/finger-quality-model.ts'
import { fullEffort, matchPacked } from '../../core/biometrics/match-finger.ts'
import type { MinutiaeTemplate } from '../../core/biometrics/minutiae.ts'
import { packFinger } from '../../core/biometrics/packed-finger.ts'
import { probeFinger } from '../../core/biometrics/probe-finger.ts'

export interface MeasuredPrint {
  readonly set: string
  readonly finger: string
  readonly measures: QualityMeasures
  readonly template: MinutiaeTemplate
}

/** Two prints of one finger and how well they were recognised. */
export interface GenuinePair {
  readonly a: MeasuredPrint
  readonly b: MeasuredPrint
  readonly score: number
}

export function genuinePairs(prints: readonly MeasuredPrint[]): GenuinePair[] {
  const packed = new Map(prints.map((print) => [print, packFinger(print.template)]))
  return prints.flatMap((a, i) => {
    const probe = probeFinger(a.template)
    const later = prints.slice(i + 1).filter((b) => b.set === a.set && b.finger === a.finger)
    return later.map((b) => ({ a, b, score: matchPacked(probe, packed.get(b)!, 0, fullEffort) }))
  })
}

/** A dry print lowers every comparison that it is part of: the logarithm of a score is what both prints add up to. */
const wish = (score: number) => Math.log(20 + score)
const restraint = 0.1 // of the features’ spread: near twins share their weight
const rounds = 300

/**
 * Least squares on the pairs, with weights that are never negative, for each feature is better the more there is of it.
 * Sets differ in their scanners and fingers, so only what differs within a set teaches. The score is then stretched so that
 * the median of the prints named `level` is 60, and their worst twentieth 30.
 */
export function trainQuality(pairs: readonly GenuinePair[], level: readonly MeasuredPrint[]): QualityModel {
  const prints = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))]
  const spread = spreadOf(prints)
  const rows = withinSets(
    pairs.map(({ a, b, score }) => ({
      set: a.set,
      x: qualityFeatures.map(
        (name) => standing(a.measures, name, spread) + standing(b.measures, name, spread),
      ),
      y: wish(score),
    })),
  )
  const weights = weightsNotNegative(rows)
  const raw = level.map(({ measures }) => {
    return qualityFeatures.reduce((sum, name, i) => sum + weights[i]! * standing(measures, name, spread), 0)
  })
  const { offset, stretch } = stretched(raw)
  return {
    offset,
    features: mapFeatures((name, i) => ({ ...spread.features[name], weight: weights[i]! * stretch })),
  }
}

const mapFeatures = <T>(make: (name: QualityFeature, index: number) => T) =>
  Object.fromEntries(qualityFeatures.map((name, i) => [name, make(name, i)])) as Record<QualityFeature, T>

function spreadOf(prints: readonly MeasuredPrint[]): QualityModel {
  const features = mapFeatures((name) => {
    const values = prints.map(({ measures }) => featureOf(measures, name))
    const mean = meanOf(values)
    return { mean, deviation: Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2))) || 1, weight: 0 }
  })
  return { offset: 0, features }
}

interface Row {
  readonly set: string
  readonly x: readonly number[]
  readonly y: number
}

/** Rows less the mean of their set. */
function withinSets(rows: readonly Row[]): Row[] {
  return [...Map.groupBy(rows, ({ set }) => set).values()].flatMap((same) => {
    const meanX = qualityFeatures.map((_, i) => meanOf(same.map(({ x }) => x[i]!)))
    const meanY = meanOf(same.map(({ y }) => y))
    return same.map(({ set, x, y }) => ({ set, x: x.map((value, i) => value - meanX[i]!), y: y - meanY }))
  })
}

/** One weight after the other is set to its best, until none moves: coordinate descent. */
function weightsNotNegative(rows: readonly Row[]): number[] {
  const weights = qualityFeatures.map(() => 0)
  const rest = rows.map(({ y }) => y)
  for (let round = 0; round < rounds; round++) {
    for (const i of weights.keys()) {
      const before = weights[i]!
      let product = 0
      let square = restraint * rows.length
      for (const [row, { x }] of rows.entries()) {
        product += x[i]! * (rest[row]! + before * x[i]!)
        square += x[i]! ** 2
      }
      const after = Math.max(0, product / square)
      for (const [row, { x }] of rows.entries()) rest[row]! -= (after - before) * x[i]!
      weights[i] = after
    }
  }
  return weights
}

const logit = (share: number) => Math.log(share / (1 - share))

function stretched(raw: readonly number[]): { readonly offset: number; readonly stretch: number } {
  const sorted = raw.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0
  const stretch = (logit(0.6) - logit(0.3)) / Math.max(1e-6, at(0.5) - at(0.05))
  return { offset: logit(0.6) - stretch * at(0.5), stretch }
}

export const rejectedShares = [0, 0.1, 0.2, 0.3] as const

/** Share of pairs under the threshold when the worst prints by `rate` are left out: error versus reject. */
export function missedWithoutWorst(
  pairs: readonly GenuinePair[],
  rate: (print: MeasuredPrint) => number,
  threshold: number,
): number[] {
  const prints = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))]
  const worstFirst = prints.map((print) => ({ print, rated: rate(print) })).sort((a, b) => a.rated - b.rated)
  return rejectedShares.map((share) => {
    const out = new Set(worstFirst.slice(0, Math.round(share * prints.length)).map(({ print }) => print))
    const left = pairs.filter(({ a, b }) => !out.has(a) && !out.has(b))
    return left.filter(({ score }) => score < threshold).length / left.length
  })
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
