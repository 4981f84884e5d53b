import { targetFpir } from '../../../core/contracts/abis.ts'
import type { FingerScore } from '../matcher-messages.ts'

/**
 * The least sum of scores that makes a candidate, by the number of fingers that both have: above the best of strangers that
 * was measured (docs/biometrics.md: 38,7 with one finger, 64,4 with two, 78,1 with four), and more for every further finger,
 * since each adds a little by chance.
 */
const leastSums = [40, 65, 75, 80, 90, 100, 110, 120, 130, 140] as const
/** One finger alone that is as like as this makes a candidate too, whatever the others say: they may be swapped or bandaged. */
const leastSingle = 60
const usualTarget = targetFpir(1e-3)

/**
 * Whether a person is like enough to be shown to people. A score and a target FPIR are both ten to a factor of ten, so a
 * stricter target than 10⁻³ asks for so much more score; that is a direction, not a calibrated rate.
 */
export function isCandidate(
  { score, fingers }: { readonly score: number; readonly fingers: readonly FingerScore[] },
  target: number = usualTarget,
): boolean {
  const stricter = target - usualTarget
  const least = leastSums[Math.min(fingers.length, leastSums.length) - 1]
  if (least === undefined) return false
  return score >= least + stricter || fingers.some((finger) => finger.score >= leastSingle + stricter)
}
