import type { CandidateGround, CaseOrigin } from '../../core/adjudication/case-origins.ts'
import type { FingerLikeness } from '../../core/adjudication/finger-bands.ts'

export interface CandidateScore {
  /** Name of the ABIS that found the candidate; null where this system compared the two itself. */
  readonly abis: string | null
  /** On the scale of that ABIS. */
  readonly score: number
  /** Null where the ABIS does not tell the fingers. */
  readonly likeness: FingerLikeness | null
}

export interface FingerPairScore {
  readonly position: number
  readonly score: number
}

/** Somebody whom the applicant may be, as a case keeps it: DuplicateCandidate. */
export interface CaseCandidate {
  readonly residentId: string
  /** The file whose fingers are like. */
  readonly referenceId: string | null
  readonly grounds: readonly CandidateGround[]
  readonly scores: readonly CandidateScore[]
  readonly fingers: readonly FingerPairScore[]
}

/** A candidate, and what brought them up. */
export interface Suspect {
  readonly origin: CaseOrigin
  readonly candidate: CaseCandidate
}

/** One entry for each resident: what was found in several ways, or by several systems, stands together. */
export function oneForEachResident(candidates: readonly CaseCandidate[]): CaseCandidate[] {
  const byResident = Map.groupBy(candidates, ({ residentId }) => residentId)
  return [...byResident].map(([residentId, found]) => ({
    residentId,
    referenceId: found.find(({ referenceId }) => referenceId !== null)?.referenceId ?? null,
    grounds: [...new Set(found.flatMap(({ grounds }) => grounds))],
    scores: found.flatMap(({ scores }) => scores),
    fingers: found.find(({ fingers }) => fingers.length > 0)?.fingers ?? [],
  }))
}
