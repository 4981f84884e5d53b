import { fingerLikeness } from '../../core/adjudication/finger-bands.ts'
import type { SearchCandidate, SearchResult } from '../biometrics/abis/search-result.ts'
import type { Transaction } from '../kernel/db.ts'
import type { CandidateScore, Suspect } from './case-candidates.ts'

/**
 * Whom the applicant may be by the answers of every ABIS. A candidate counts from the uncertain band on; one whose fingers an ABIS
 * does not tell lies above that ABIS's own border, and counts. The applicant's own earlier files are no hits. Somebody found by one
 * who answered and not by another is a disagreement.
 */
export async function fingerSuspects(
  tx: Transaction,
  { answers }: SearchResult,
  own: readonly string[],
): Promise<readonly Suspect[]> {
  const hits = answers.flatMap(({ abis, candidates }) =>
    candidates.filter(isSuspicious).map((candidate) => ({ abis, ...candidate })),
  )
  const references = await tx.biometricReference.findMany({
    where: { id: { in: hits.map(({ referenceId }) => referenceId) }, residentId: { notIn: [...own] } },
    select: { id: true, residentId: true },
  })
  const residentOf = new Map(references.map(({ id, residentId }) => [id, residentId]))
  const others = hits.filter(({ referenceId }) => residentOf.has(referenceId))
  const answered = answers.filter(({ failure }) => failure === null).length
  return [...Map.groupBy(others, ({ referenceId }) => residentOf.get(referenceId)!)].map(
    ([residentId, found]) => {
      const best = found.reduce((one, other) => (other.score > one.score ? other : one))
      const finders = new Set(found.map(({ abis }) => abis)).size
      return {
        origin: finders < answered ? 'ABIS_DISAGREEMENT' : 'BIOMETRIC',
        candidate: {
          residentId,
          referenceId: best.referenceId,
          grounds: ['FINGERS'],
          scores: found.map(scoreOf),
          fingers: best.fingers,
        },
      }
    },
  )
}

const isSuspicious = ({ fingers }: SearchCandidate) =>
  fingers.length === 0 || fingerLikeness(fingers.map(({ score }) => score)) !== 'STRANGER'

const scoreOf = ({ abis, score, fingers }: SearchCandidate & { readonly abis: string }): CandidateScore => ({
  abis,
  score,
  likeness: fingers.length === 0 ? null : fingerLikeness(fingers.map((finger) => finger.score)),
})
