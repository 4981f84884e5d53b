import { fullEffort, matchPacked } from './match-finger.ts'
import type { MinutiaeTemplate } from './minutiae.ts'
import { packFinger } from './packed-finger.ts'
import { probeFinger } from './probe-finger.ts'

/** Scores from here on are taken for the same finger; docs/biometrics.md says how often that is wrong. */
export const matchThreshold = 40

/** How likely two templates are of one finger: 0 none, about matchThreshold the border, 100 and more certain. */
export function matchTemplates(probe: MinutiaeTemplate, candidate: MinutiaeTemplate): number {
  return matchPacked(probeFinger(probe), packFinger(candidate), 0, fullEffort)
}
