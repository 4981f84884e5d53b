/** Two-sided critical values of the normal distribution, by confidence. */
export const criticalValues: ReadonlyMap<number, number> = new Map([
  [0.9, 1.644853626951473],
  [0.95, 1.959963984540054],
  [0.98, 2.326347874040841],
  [0.99, 2.575829303548901],
])

/** Throws RangeError for a confidence that is not in {@link criticalValues}. */
export function criticalValue(confidence: number): number {
  const value = criticalValues.get(confidence)
  if (value === undefined) throw new RangeError('no critical value for this confidence')
  return value
}

export interface Precision {
  /** 0.9, 0.95, 0.98 or 0.99. */
  readonly confidence: number
  /** Half width of the interval that is wanted. */
  readonly margin: number
  /** Share of forms with errors that is expected; 0.5 where nothing is known. */
  readonly expectedErrors: number
}

/**
 * How many of a population have to be looked at to estimate a share that precisely: z²pq/e² for a large population, corrected
 * for a finite one (Cochran, Sampling Techniques, 3rd ed., 4.4). Whole forms, rounded up; never more than there are.
 */
export function sampleSize(population: number, { confidence, margin, expectedErrors }: Precision): number {
  if (population <= 0) return 0
  const large = (criticalValue(confidence) ** 2 * expectedErrors * (1 - expectedErrors)) / margin ** 2
  const corrected = large / (1 + (large - 1) / population)
  return Math.min(population, Math.max(1, Math.ceil(corrected)))
}
