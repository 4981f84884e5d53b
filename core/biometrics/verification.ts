import { enoughQuality } from './finger-quality.ts'
import { matchTemplates } from './minutiae-match.ts'
import type { EnrolledFinger } from './person-record.ts'

/** A finger taken at the counter. */
export interface ProbedFinger extends EnrolledFinger {
  /** Of core/biometrics/finger-quality.ts. */
  readonly quality: number
}

export interface HolderVerdict {
  /** MORE_FINGERS: nothing is said yet, more or better prints may tell. */
  readonly verdict: 'SAME' | 'MORE_FINGERS' | 'DIFFERENT'
  /** Sum over the fingers compared. */
  readonly score: number
  readonly threshold: number
  /** Fingers that were compared. */
  readonly fingers: number
}

/**
 * What the sum of the scores must reach, by the number of fingers compared. Measured on FVC2002 DB1_B, DB2_B and DB4_B,
 * 840 pairs of one person and 8.640 of two: shares of people sent back, and of strangers let through (docs/biometrics.md).
 */
export const verificationRules = [
  { fingers: 2, threshold: 80, measured: { ownMissed: 0.0238, strangersAccepted: 0, strangersBest: 64.4 } },
  { fingers: 3, threshold: 115, measured: { ownMissed: 0, strangersAccepted: 0, strangersBest: 71.7 } },
  { fingers: 4, threshold: 150, measured: { ownMissed: 0, strangersAccepted: 0, strangersBest: 78.1 } },
] as const

export const mostFingers = 4
/**
 * The second best finger must say so much by itself: one finger alone, also a copied one, opens nothing. The second best
 * finger of no stranger reached 25,6.
 */
export const leastSecondScore = 30
const fewestGood = 2

/**
 * Whether the fingers at the counter are the holder's, who has enrolled `enrolled` fingers (those of the gallery, if it is
 * all of them). Two good fingers are enough; where they leave a doubt, or are poor prints, four are wanted. Only good
 * prints can say that somebody is another.
 */
export function verifyHolder(
  probes: readonly ProbedFinger[],
  gallery: readonly EnrolledFinger[],
  enrolled: number = gallery.length,
): HolderVerdict {
  const compared = probes.slice(0, mostFingers).flatMap(({ position, template, quality }) => {
    const own = gallery.find((finger) => finger.position === position)
    return own ? [{ quality, score: matchTemplates(template, own.template) }] : []
  })
  const fingers = compared.length
  const scores = compared.map(({ score }) => score).sort((a, b) => b - a)
  const score = scores.reduce((sum, one) => sum + one, 0)
  const { threshold } = verificationRules.find((rule) => rule.fingers === fingers) ?? verificationRules[0]
  const outcome = { score, threshold, fingers }
  if (fingers < verificationRules[0].fingers) return { verdict: 'MORE_FINGERS', ...outcome }

  const isGood = compared.filter(({ quality }) => quality >= enoughQuality).length >= fewestGood
  const isSame = score >= threshold && (scores[1] ?? 0) >= leastSecondScore
  if (isSame && (isGood || fingers === mostFingers)) return { verdict: 'SAME', ...outcome }
  const isLast = fingers >= Math.min(mostFingers, enrolled)
  return { verdict: isGood && !isSame && isLast ? 'DIFFERENT' : 'MORE_FINGERS', ...outcome }
}
