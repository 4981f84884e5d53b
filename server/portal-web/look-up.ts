import type { PartialDate } from '../../core/dates/calendar-date.ts'
import type { ApplicationCode } from '../../core/enrollment/application-code.ts'
import { provedText } from '../../core/access/proof-of-work.ts'
import { readStatusAnswer, type StatusAnswer } from './application-status.ts'
import { askServer, type NoAnswer } from './ask-server.ts'
import { solve } from './solve.ts'

/** A constant text: the server may allow it by its hash and refuse every other one. */
const query = `query ApplicationStatus($code: String!, $birthDate: String!, $proof: String) {
  applicationStatus(code: $code, birthDate: $birthDate, proof: $proof) {
    __typename
    ... on ApplicationStatus {
      code
      state
      promisedOn
      deadlineOn
      steps { step finishedOn current }
      advice { vi en }
      reasons { vi en }
      late { vi en }
    }
    ... on ProofNeeded { challenge bits }
    ... on StatusNotFound { text { vi en } }
    ... on DomainRefusal { code text { vi en } }
  }
}`

export interface Question {
  readonly code: ApplicationCode
  readonly birthDate: PartialDate
}

export type LookUpOutcome = Exclude<StatusAnswer, { readonly kind: 'proofNeeded' }> | NoAnswer

const ask = (variables: Question & { readonly proof?: string }) =>
  askServer({ operationName: 'ApplicationStatus', query, variables }, readStatusAnswer)

/** Asks; where the server first wants a small work, does it and asks once more. */
export async function lookUp(question: Question): Promise<LookUpOutcome> {
  const answer = await ask(question)
  if (answer.kind !== 'proofNeeded') return answer
  const { challenge, bits } = answer
  const again = await ask({ ...question, proof: provedText(challenge, await solve(challenge, bits)) })
  return again.kind === 'proofNeeded' ? { kind: 'trouble', trouble: 'tooMany' } : again
}
