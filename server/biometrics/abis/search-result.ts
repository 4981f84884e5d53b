import { z } from 'zod'
import { fingerPositions } from '../../../core/biometrics/positions.ts'
import { abisFailures } from '../../../core/contracts/abis-failures.ts'
import type { Transaction } from '../../kernel/db.ts'
import type { FingerScore } from '../matcher-messages.ts'

export interface SearchCandidate {
  readonly referenceId: string
  /**
   * On the scale of the ABIS that found it: of the embedded matcher the sum over the fingers, 0 where an ABIS tells none.
   * Each one told of lies above that ABIS's own threshold, so a small or missing score is no reason to leave it out.
   */
  readonly score: number
  /** Empty where the ABIS does not say. */
  readonly fingers: readonly FingerScore[]
}

export interface SearchResult {
  readonly answers: readonly {
    /** Name of the configured ABIS. */
    readonly abis: string
    /** 1 … 18 of core/contracts/abis.ts, null for an answer. Nothing is known then: it is no "nobody found". */
    readonly failure: number | null
    readonly candidates: readonly SearchCandidate[]
  }[]
}

const candidatesSchema = z.array(
  z.object({
    referenceId: z.uuid(),
    score: z.number(),
    fingers: z.array(z.object({ position: z.literal(fingerPositions), score: z.number() })),
  }),
)
/** As AbisRequest.answer holds them. */
export type KeptCandidates = z.infer<typeof candidatesSchema>

/**
 * What every ABIS that was asked has found; null while one has not answered, and where none was asked. Candidates are other
 * references of this system that are not withdrawn, whatever an ABIS may have said. `givenUp`: what has not answered until now
 * has failed.
 */
export async function searchResult(
  db: Transaction,
  referenceId: string,
  { givenUp = false }: { readonly givenUp?: boolean } = {},
): Promise<SearchResult | null> {
  const asked = await db.abisRequest.findMany({
    where: { referenceId, kind: 'IDENTIFY' },
    orderBy: [{ abis: 'asc' }, { createdAt: 'asc' }, { requestId: 'asc' }],
  })
  // Looked for again, the last answer of each counts.
  const requests = [...new Map(asked.map((request) => [request.abis, request])).values()]
  const waiting = requests.some(({ status }) => status === 'QUEUED' || status === 'SENT')
  if (requests.length === 0 || (waiting && !givenUp)) return null
  const found = requests.map((request) => ({
    abis: request.abis,
    failure: request.status === 'ANSWERED' ? null : (request.failureReason ?? abisFailures.aborted.code),
    candidates: request.status === 'ANSWERED' ? candidatesSchema.parse(request.answer ?? []) : [],
  }))
  const ids = [...new Set(found.flatMap(({ candidates }) => candidates.map((one) => one.referenceId)))]
  const known = await db.biometricReference.findMany({
    where: { id: { in: ids, not: referenceId }, withdrawnAt: null },
    select: { id: true },
  })
  const others = new Set(known.map(({ id }) => id))
  return {
    answers: found.map((answer) => ({
      ...answer,
      candidates: answer.candidates.filter((one) => others.has(one.referenceId)),
    })),
  }
}
