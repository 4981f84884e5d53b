import type { MinutiaPair } from '../../../core/biometrics/pair-minutiae.ts'
import type { DrawnMinutia } from '../../../ui/finger-print.tsx'

export type Minutia = Omit<DrawnMinutia, 'pair'>

/** Rows of this height are read from left to right: numbers near each other lie near each other. */
const rowHeight = 40

/** Numbers the pairs from the top of the applicant's print downwards, and tells each minutia the number of its pair. */
export function drawPairs(
  probe: readonly Minutia[],
  candidate: readonly Minutia[],
  pairs: readonly MinutiaPair[],
): { readonly probe: readonly DrawnMinutia[]; readonly candidate: readonly DrawnMinutia[] } {
  const row = (pair: MinutiaPair) => Math.floor((probe[pair.probe]?.y ?? 0) / rowHeight)
  const across = (pair: MinutiaPair) => probe[pair.probe]?.x ?? 0
  const inOrder = pairs.toSorted((a, b) => row(a) - row(b) || across(a) - across(b))
  const numberOf = (side: keyof MinutiaPair) => new Map(inOrder.map((pair, i) => [pair[side], i + 1]))
  const drawn = (minutiae: readonly Minutia[], numbers: ReadonlyMap<number, number>) =>
    minutiae.map((minutia, i) => ({ ...minutia, pair: numbers.get(i) ?? null }))
  return {
    probe: drawn(probe, numberOf('probe')),
    candidate: drawn(candidate, numberOf('candidate')),
  }
}
