import { criticalValue } from './sample-size.ts'

/** What was found in one stratum so far. */
export interface StratumOutcome {
  readonly population: number
  readonly checked: number
  /** Checked and without an error. */
  readonly clean: number
}

export interface QualityEstimate {
  /** Share of error-free forms, 0 to 1. */
  readonly rate: number
  readonly low: number
  readonly high: number
  /** A simple random sample of an endless population that would tell as much; null where every form was checked. */
  readonly effectiveSize: number | null
}

/** The score interval of a share (Wilson, JASA 22, 1927); `size` need not be whole. */
export function wilsonInterval(
  { rate, size }: { readonly rate: number; readonly size: number },
  confidence: number,
): { readonly low: number; readonly high: number } {
  const square = criticalValue(confidence) ** 2
  const centre = (rate + square / (2 * size)) / (1 + square / size)
  const half =
    Math.sqrt((square * rate * (1 - rate)) / size + square ** 2 / (4 * size ** 2)) / (1 + square / size)
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) }
}

/**
 * The rate of error-free forms by strata and its interval; null before anything was checked.
 *
 * The rate is Σ W p with W the share of the stratum in the population. The interval is Wilson's at the effective size
 * 1 / Σ (W² / n) (Kish, Survey Sampling, 1965, 11.7) times the finite population correction (N − 1) / (N − n). What
 * stratification gains is not claimed, so that the interval also holds where a stratum was sampled once or showed no
 * error, and errs on the side of caution. For one stratum of an endless population it is Wilson's own.
 * Strata of which nothing is checked yet are left out: while a review runs, the rate is of what was reached.
 */
export function estimateQuality(
  strata: readonly StratumOutcome[],
  confidence: number,
): QualityEstimate | null {
  const reached = strata.filter(({ checked }) => checked > 0)
  if (reached.length === 0) return null
  const sum = (of: (one: StratumOutcome) => number) => reached.reduce((total, one) => total + of(one), 0)
  const population = sum((one) => one.population)
  const checked = sum((one) => one.checked)
  const rate = Math.min(
    1,
    sum((one) => (one.population / population) * (one.clean / one.checked)),
  )
  if (checked >= population) return { rate, low: rate, high: rate, effectiveSize: null }
  const kish = 1 / sum((one) => (one.population / population) ** 2 / one.checked)
  const effectiveSize = (kish * (population - 1)) / (population - checked)
  return { rate, ...wilsonInterval({ rate, size: effectiveSize }, confidence), effectiveSize }
}
