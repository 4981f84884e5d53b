/** One line of a bench: numbers only; `baseline` and `ratio` where there is something to compare with in the same run. */
export interface Measure {
  readonly measure: string
  readonly value: number
  readonly unit: string
  readonly baseline?: number
  readonly ratio?: number
}

/** What the command line may ask of a bench that knows it. */
export interface BenchOptions {
  readonly residents: number
  /** What takes half an hour too. */
  readonly full: boolean
}

export interface Bench {
  readonly name: string
  /** Measures one after the other; `say` tells a watching person what is going on. */
  run(say: (what: string) => void, options: BenchOptions): AsyncGenerator<Measure, void, void>
}

export const rounded = (value: number, digits = 3) => Number(value.toFixed(digits))

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? 0)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}

/** The value that a share of all values does not exceed, by nearest rank. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0
}
