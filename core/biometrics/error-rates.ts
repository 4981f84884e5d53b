/** Scores of pairs of prints of one finger, and of pairs of different fingers. */
export interface PairScores {
  readonly genuine: readonly number[]
  readonly impostor: readonly number[]
}

/** Shares 0 … 1. FMR: pairs of different fingers taken for one. FNMR: pairs of one finger not recognised. */
export interface ErrorRates {
  readonly equal: number
  readonly missedAtHundredth: number
  readonly missedAtThousandth: number
  readonly missedAtZero: number
  /** The least threshold that no impostor pair reaches, among the scores that occur. */
  readonly zeroThreshold: number
}

/** ISO/IEC 19795-1: rates at every threshold that separates two scores. NaN where there are no pairs. */
export function errorRates({ genuine, impostor }: PairScores): ErrorRates {
  const own = Float64Array.from(genuine).sort()
  const other = Float64Array.from(impostor).sort()
  const thresholds = [...new Set([...own, ...other, Infinity])].sort((a, b) => a - b)
  const points = thresholds.map((threshold) => ({
    threshold,
    missed: countBelow(own, threshold) / own.length,
    fooled: 1 - countBelow(other, threshold) / other.length,
  }))
  const missedAt = (rate: number) => points.find(({ fooled }) => fooled <= rate + 1e-12)
  const gap = ({ missed, fooled }: { readonly missed: number; readonly fooled: number }) =>
    Math.abs(missed - fooled)
  const equal = points.reduce((best, next) => (gap(next) < gap(best) ? next : best))
  return {
    equal: (equal.missed + equal.fooled) / 2,
    missedAtHundredth: missedAt(1e-2)?.missed ?? NaN,
    missedAtThousandth: missedAt(1e-3)?.missed ?? NaN,
    missedAtZero: missedAt(0)?.missed ?? NaN,
    zeroThreshold: missedAt(0)?.threshold ?? NaN,
  }
}

function countBelow(sorted: Float64Array, threshold: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! < threshold) low = middle + 1
    else high = middle
  }
  return low
}
