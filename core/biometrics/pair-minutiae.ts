import { findAgreements, roots } from './edge-agreements.ts'
import { beginComparison, emptyPairing, growPairing, wasGrown } from './grow-pairing.ts'
import { fullEffort } from './match-finger.ts'
import type { MinutiaeTemplate } from './minutiae.ts'
import { packFinger } from './packed-finger.ts'
import { pairingScore } from './pairing-score.ts'
import { probeFinger } from './probe-finger.ts'

/** Minutiae that the matcher takes for each other, by their places in the two templates. */
export interface MinutiaPair {
  readonly probe: number
  readonly candidate: number
}

export interface PairedMinutiae {
  /** The same as of matchTemplates. */
  readonly score: number
  readonly pairs: readonly MinutiaPair[]
}

interface Grown extends PairedMinutiae {
  readonly size: number
}

/** What matchTemplates sees: its score, and on which pairs of minutiae it rests. For people who look; too slow for a search. */
export function pairMinutiae(probe: MinutiaeTemplate, candidate: MinutiaeTemplate): PairedMinutiae {
  const comparison = { probe: probeFinger(probe), words: packFinger(candidate), at: 0 }
  const pairing = emptyPairing()
  findAgreements(comparison.probe, comparison.words, {
    at: 0,
    wanted: fullEffort.roots,
    edges: fullEffort.edges,
  })
  beginComparison()
  const grown: Grown[] = []
  for (let r = 0; r < roots.count; r++) {
    const root = { probe: roots.probe[r]!, candidate: roots.candidate[r]! }
    if (wasGrown(root.probe, root.candidate)) continue
    growPairing(comparison, root, pairing)
    grown.push({
      size: pairing.count * 2 + pairing.support,
      score: pairingScore(comparison, pairing),
      pairs: Array.from({ length: pairing.count }, (_, i) => ({
        probe: pairing.probe[i]!,
        candidate: pairing.candidate[i]!,
      })),
    })
  }
  const largest = grown.toSorted((a, b) => b.size - a.size).slice(0, fullEffort.scored)
  const tooSmall = largest.findIndex(({ pairs }) => pairs.length < fullEffort.fewest)
  const scored = tooSmall === -1 ? largest : largest.slice(0, tooSmall)
  return scored.reduce<PairedMinutiae>((best, one) => (one.score > best.score ? one : best), {
    score: 0,
    pairs: [],
  })
}
