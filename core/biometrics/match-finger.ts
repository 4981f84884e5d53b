import { findAgreements, roots } from './edge-agreements.ts'
import { beginComparison, emptyPairing, growPairing, type Pairing, wasGrown } from './grow-pairing.ts'
import { edgesPerMinutia } from './packed-finger.ts'
import { pairingScore } from './pairing-score.ts'
import type { ProbeFinger } from './probe-finger.ts'

/** How much of two fingers is looked at. */
export interface Effort {
  /** Root pairs from which a pairing is grown. */
  readonly roots: number
  /** Edges of each minutia that are looked up, the shortest. */
  readonly edges: number
  /** Pairings that are scored: those with the most pairs. */
  readonly scored: number
  /** Pairs without which a pairing is none. */
  readonly fewest: number
}
/** For a verdict. */
export const fullEffort: Effort = { roots: 12, edges: edgesPerMinutia, scored: 4, fewest: 3 }
/** For a first look at many fingers. */
export const firstLook: Effort = { roots: 3, edges: 4, scored: 1, fewest: 4 }
/** The same where fewer than four fingers must tell. */
export const carefulLook: Effort = { roots: 6, edges: edgesPerMinutia, scored: 2, fewest: 3 }

/** The pairings grown so far, the best first, and one to grow the next in. */
const kept = Array.from({ length: 5 }, emptyPairing)

/**
 * How likely a packed finger, whose words begin at `at`, is the probe's: 0 none, matchThreshold the border, 100 and more
 * certain. The score does not depend on where the finger lay or how it was turned.
 */
export function matchPacked(probe: ProbeFinger, words: Uint32Array, at: number, effort: Effort): number {
  findAgreements(probe, words, { at, wanted: effort.roots, edges: effort.edges })
  beginComparison()
  for (const pairing of kept) pairing.count = pairing.support = 0
  const spare = kept.length - 1
  for (let r = 0; r < roots.count; r++) {
    const root = { probe: roots.probe[r]!, candidate: roots.candidate[r]! }
    if (wasGrown(root.probe, root.candidate)) continue
    growPairing({ probe, words, at }, root, kept[spare]!)
    rank(spare)
  }
  let best = 0
  for (let i = 0; i < Math.min(effort.scored, spare); i++) {
    if (kept[i]!.count < effort.fewest) break
    best = Math.max(best, pairingScore({ probe, words, at }, kept[i]!))
  }
  return best
}

const size = ({ count, support }: Pairing) => count * 2 + support

/** Moves the pairing just grown to its place among those kept; the worst of them becomes the spare one. */
function rank(spare: number): void {
  for (let i = spare; i > 0 && size(kept[i]!) > size(kept[i - 1]!); i--) {
    const better = kept[i]!
    kept[i] = kept[i - 1]!
    kept[i - 1] = better
  }
}
