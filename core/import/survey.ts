import type { EncodingSign } from '../text/legacy-encodings.ts'
import type { ItemState } from './read-items.ts'
import type { RowFault } from './row-faults.ts'

/** Lines shown as examples of one reason: enough to look at, and nothing of what stands there. */
const examplesShown = 5

/** How often an item is filled, unknown, empty or illegal. */
export type ItemCounts = Readonly<Record<ItemState, number>>

export interface ReasonCount {
  readonly field: string
  readonly reason: string
  readonly blocking: boolean
  readonly rows: number
  /** The first lines on which it occurs. */
  readonly lines: readonly number[]
}

/** The quality of a file before anything of it is loaded. */
export interface Survey {
  readonly rows: number
  /** Rows without a fault that keeps them from being loaded. */
  readonly loadable: number
  /** Rows that could not be read at all: broken lines. */
  readonly broken: number
  readonly items: Readonly<Record<string, ItemCounts>>
  readonly reasons: readonly ReasonCount[]
  /** Rows with signs of a wrong encoding, by what they look like. */
  readonly signs: Readonly<Partial<Record<EncodingSign, number>>>
  /** Rows by completeness: 0–9, 10–19 … 90–99, 100. */
  readonly scores: readonly number[]
  readonly repeats: { readonly keys: number; readonly numbers: number; readonly persons: number }
  readonly encoding: string
  /** The file does not end with an end of line, as one that was cut off does not. */
  readonly unended: boolean
}

/** What a row brings to the survey. */
export interface SurveyedRow {
  readonly line: number
  /** In the order of the items; null for a broken line. */
  readonly states: readonly ItemState[] | null
  readonly score: number | null
  readonly faults: readonly RowFault[]
  readonly signs: readonly EncodingSign[]
}

/** Counts rows one by one, in as little memory for a million as for a hundred. */
export class SurveyCounts {
  readonly #items: readonly string[]
  readonly #states: Record<ItemState, number>[]
  readonly #reasons = new Map<string, { fault: RowFault; rows: number; lines: number[] }>()
  readonly #signs: Partial<Record<EncodingSign, number>> = {}
  readonly #scores = Array.from({ length: 11 }, () => 0)
  #rows = 0
  #loadable = 0
  #broken = 0

  constructor(items: readonly string[]) {
    this.#items = items
    this.#states = items.map(() => ({ FILLED: 0, UNKNOWN: 0, EMPTY: 0, ILLEGAL: 0 }))
  }

  get rows(): number {
    return this.#rows
  }

  add({ line, states, score, faults, signs }: SurveyedRow): void {
    this.#rows++
    if (!faults.some(({ blocking }) => blocking)) this.#loadable++
    if (states === null) this.#broken++
    states?.forEach((state, i) => {
      const counts = this.#states[i]
      if (counts) counts[state]++
    })
    for (const fault of faults) this.#count(line, fault)
    for (const sign of new Set(signs)) this.#signs[sign] = (this.#signs[sign] ?? 0) + 1
    if (score !== null) {
      const tenth = Math.floor(score / 10)
      this.#scores[tenth] = (this.#scores[tenth] ?? 0) + 1
    }
  }

  #count(line: number, fault: RowFault): void {
    const key = `${fault.field} ${fault.reason}`
    const counted = this.#reasons.get(key)
    if (!counted) this.#reasons.set(key, { fault, rows: 1, lines: [line] })
    else {
      counted.rows++
      if (counted.lines.length < examplesShown) counted.lines.push(line)
    }
  }

  result(file: Pick<Survey, 'repeats' | 'encoding' | 'unended'>): Survey {
    const reasons = [...this.#reasons.values()].map(
      ({ fault: { field, reason, blocking }, rows, lines }) => ({
        field,
        reason,
        blocking,
        rows,
        lines,
      }),
    )
    return {
      rows: this.#rows,
      loadable: this.#loadable,
      broken: this.#broken,
      items: Object.fromEntries(this.#items.map((item, i) => [item, this.#states[i] as ItemCounts])),
      reasons: reasons.toSorted((a, b) => b.rows - a.rows),
      signs: this.#signs,
      scores: this.#scores,
      ...file,
    }
  }
}
