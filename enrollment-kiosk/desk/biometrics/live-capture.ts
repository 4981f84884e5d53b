import type { CaptureStep } from '../../../core/contracts/desk/session.ts'
import type { Bilingual } from '../../../core/errors.ts'

/** What the agent tells while it captures: enrollment-kiosk/session/progress.ts, event `capture`. */
export interface CaptureProgress {
  readonly session: string
  readonly step: 'PLACE' | 'HOLD' | 'LIFT' | 'AGAIN' | 'CAPTURED' | 'LOOK'
  readonly position: number | null
  readonly impression: number | null
  readonly attempt: number | null
  readonly text: Bilingual
}

/** What the officer and the applicant are to do now. */
export interface LiveCapture {
  readonly step: CaptureProgress['step']
  readonly text: Bilingual
  readonly impression: number | null
  readonly attempt: number | null
  /** What was wrong with the try before, until the next impression: said beside “again”. */
  readonly hint: Bilingual | null
}

/** The state after one more word of the agent; words about another step change nothing. */
export function afterProgress(
  live: LiveCapture | null,
  progress: CaptureProgress,
  now: Pick<CaptureStep, 'position'>,
): LiveCapture | null {
  if (progress.position !== now.position) return live
  const { step, text, impression, attempt } = progress
  const sameImpression = live?.impression === impression
  const kept = sameImpression && step !== 'CAPTURED' ? (live?.hint ?? null) : null
  return { step, text, impression, attempt, hint: step === 'AGAIN' ? text : kept }
}
