import type { CandidateGround, CaseOrigin } from '../../core/adjudication/case-origins.ts'
import type { Transaction } from '../kernel/db.ts'
import type { CaseCandidate } from './case-candidates.ts'

/** What two officers have decided about a file already. */
export interface Settled {
  readonly candidate: (candidate: CaseCandidate) => boolean
  readonly origin: (origin: CaseOrigin) => boolean
}

/** Whether the verdict sent the file on to approval: core/adjudication/verdicts.ts. In doubt, the same person is the good answer. */
const wentOn = (verdict: string | null, origins: readonly string[]) =>
  verdict === 'MERGED' || verdict === (origins.includes('IDENTITY_DOUBT') ? 'SAME_PERSON' : 'DISTINCT')

/** What is bound to the fingers of one capture, as every doubt of identity is: after another capture it is asked anew. */
const ofOneCapture: ReadonlySet<CandidateGround | CaseOrigin> = new Set<CandidateGround | CaseOrigin>([
  'FINGERS',
  'FACE',
  'BIOMETRIC',
  'ABIS_DISAGREEMENT',
  'ABIS_FAILED',
])

/**
 * Which suspicions were judged, so that a file that is screened again does not go to the same officers with the same question.
 * A person is settled for the grounds on which they were judged; `capturedAt` is when the capture now searched was admitted.
 */
export async function settledFor(
  tx: Transaction,
  { applicationId, capturedAt }: { readonly applicationId: string; readonly capturedAt: Date },
): Promise<Settled> {
  const closed = await tx.duplicateCase.findMany({
    where: { applicationId, status: 'CLOSED' },
    select: {
      origins: true,
      verdict: true,
      closedAt: true,
      candidates: { select: { residentId: true, grounds: true } },
    },
  })
  const cases = closed.filter(({ verdict, origins }) => wentOn(verdict, origins))
  const stillHolds = (what: CandidateGround | CaseOrigin, { origins, closedAt }: (typeof cases)[number]) => {
    const isBound = ofOneCapture.has(what) || origins.includes('IDENTITY_DOUBT')
    return !isBound || (closedAt !== null && closedAt >= capturedAt)
  }
  return {
    candidate: ({ residentId, grounds }) =>
      grounds.every((ground) =>
        cases.some(
          (judged) =>
            stillHolds(ground, judged) &&
            judged.candidates.some((one) => one.residentId === residentId && one.grounds.includes(ground)),
        ),
      ),
    origin: (origin) => cases.some((judged) => stillHolds(origin, judged) && judged.origins.includes(origin)),
  }
}
