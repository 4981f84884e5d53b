import { matchThreshold } from '../biometrics/minutiae-match.ts'

/*
 * Where suspicion begins, for the sum of scores over the fingers that two persons were compared on; docs/duplicate-search.md has
 * what was measured. Strangers add up to 9 a finger at most, with a deviation that grows as the root of their number; own fingers
 * add 180 and more. With ten fingers the border lies sixteen deviations above the strangers and at a quarter of the lowest own
 * sum, with four thirteen above and at two thirds. With one finger or two the ranges meet.
 */
const from: readonly number[] = [
  Number.POSITIVE_INFINITY,
  matchThreshold,
  80,
  115,
  150,
  175,
  200,
  225,
  250,
  275,
  300,
]

/** In words for the officer: so far above the border no stranger was seen, and nearly all own fingers. */
const likelyFactor = 2

/**
 * Two such fingers are enough, whatever the others say: somebody who gave other fingers of their own, or some of another's, is
 * found by those that are right. The strangers' highest single score was 45; every ten points make it ten times rarer.
 */
const strongFinger = 60
const strongFingers = 2
/** One alone is enough from here on: a finger that was lent or copied. */
const certainFinger = 100

/** With fewer fingers a search says too little to clear a file by itself. */
export const fewestSearchedFingers = 2

/** How a candidate stands to the band; no verdict follows from it, not even from LIKELY. */
export type FingerLikeness = 'STRANGER' | 'UNCERTAIN' | 'LIKELY'

/** `scores`: of the fingers that both have, one each. None at all says nothing. */
export function fingerLikeness(scores: readonly number[]): FingerLikeness {
  const border = from[Math.min(scores.length, from.length - 1)]!
  const sum = scores.reduce((total, score) => total + score, 0)
  const isStrong =
    scores.filter((score) => score >= strongFinger).length >= strongFingers ||
    scores.some((score) => score >= certainFinger)
  if (sum < border && !isStrong) return 'STRANGER'
  return sum >= likelyFactor * border ? 'LIKELY' : 'UNCERTAIN'
}
