import { fullEffort, matchPacked } from './match-finger.ts'
import { matchThreshold } from './minutiae-match.ts'
import { packFinger } from './packed-finger.ts'
import type { EnrolledFinger } from './person-record.ts'
import { probeFinger } from './probe-finger.ts'

/** One finger alone is missed in 2 to 4 of 100 (docs/biometrics.md); that three are missed says that they are others. */
const fewestToTell = 3

/** Whether none of a person's fingers is as it was in an earlier file, by enough of them to say so. */
export function isUnlikeEarlier(
  fingers: readonly EnrolledFinger[],
  earlier: readonly EnrolledFinger[],
): boolean {
  const before = new Map(earlier.map(({ position, template }) => [position, template]))
  const scores = fingers.flatMap(({ position, template }) => {
    const own = before.get(position)
    return own ? [matchPacked(probeFinger(template), packFinger(own), 0, fullEffort)] : []
  })
  return scores.length >= fewestToTell && scores.every((score) => score < matchThreshold)
}
