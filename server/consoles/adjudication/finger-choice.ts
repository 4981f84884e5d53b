import { type FingerPosition, fingerPositions } from '../../../core/biometrics/positions.ts'
import type { PersonShownFragment } from '../generated/duplicate-case.ts'
import type { CaseCandidate } from './case-detail.ts'
import type { ScoredFinger } from './finger-scores.tsx'

const hasPrint = ({ fingers }: PersonShownFragment, position: FingerPosition) =>
  fingers.some((finger) => finger.position === position && finger.path !== null)

/** Every finger that either of the two has, with the search's score where both have it. */
export function fingersOf(
  applicant: PersonShownFragment,
  { person, fingerScores }: CaseCandidate,
): readonly ScoredFinger[] {
  const scores = new Map(fingerScores.map(({ position, score }) => [position, score]))
  return fingerPositions
    .filter((position) => hasPrint(applicant, position) || hasPrint(person, position) || scores.has(position))
    .map((position) => ({
      position,
      score: scores.get(position) ?? null,
      both: hasPrint(applicant, position) && hasPrint(person, position),
    }))
}

/** The finger that says most. */
export function firstFinger(fingers: readonly ScoredFinger[]): FingerPosition | null {
  const both = fingers.filter((finger) => finger.both)
  return both.toSorted((a, b) => (b.score ?? 0) - (a.score ?? 0))[0]?.position ?? null
}
