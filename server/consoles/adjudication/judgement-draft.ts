import { shortestReason, type Verdict, verdictRule } from '../../../core/adjudication/verdicts.ts'

/** What an officer has put together so far. */
export interface JudgementDraft {
  readonly verdict: Verdict | null
  /** Whom the verdict is about, where it names somebody. */
  readonly candidateId: string | null
  readonly keptNumber: string | null
  /** Finger positions, 0 for the portrait. */
  readonly recapture: readonly number[]
  readonly reason: string
}

export const emptyDraft: JudgementDraft = {
  verdict: null,
  candidateId: null,
  keptNumber: null,
  recapture: [],
  reason: '',
}

export type Lacking = keyof JudgementDraft

/** What still has to be said, in the order of the panel. */
export function lacking(draft: JudgementDraft): readonly Lacking[] {
  const { verdict, candidateId, keptNumber, recapture, reason } = draft
  if (verdict === null) return ['verdict']
  const isMissing: readonly (readonly [Lacking, boolean])[] = [
    ['candidateId', verdictRule(verdict).candidate === 'MUST' && candidateId === null],
    ['keptNumber', verdict === 'MERGED' && keptNumber === null],
    ['recapture', verdict === 'RECAPTURE' && recapture.length === 0],
    ['reason', reason.trim().length < shortestReason],
  ]
  return isMissing.filter(([, missing]) => missing).map(([part]) => part)
}

/** The judgement alone, once nothing lacks: what was chosen for another verdict before is left out. */
export function judgementOf(draft: JudgementDraft) {
  const { verdict } = draft
  if (verdict === null || lacking(draft).length > 0) return null
  return {
    verdict,
    candidateId: verdictRule(verdict).candidate === 'NO' ? null : draft.candidateId,
    keptNumber: verdict === 'MERGED' ? draft.keptNumber : null,
    recapture: verdict === 'RECAPTURE' ? draft.recapture.toSorted((a, b) => a - b) : [],
    reason: draft.reason.trim(),
  }
}
