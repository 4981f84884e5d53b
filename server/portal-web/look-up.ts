import type { PartialDate } from '../../core/dates/calendar-date.ts'
import type { ApplicationCode } from '../../core/enrollment/application-code.ts'
import { readStatusAnswer, type StatusAnswer } from './application-status.ts'

/** A constant text: the server may allow it by its hash and refuse every other one. */
const query = `query ApplicationStatus($code: String!, $birthDate: String!) {
  applicationStatus(code: $code, birthDate: $birthDate) {
    __typename
    ... on ApplicationStatus {
      code
      state
      promisedOn
      deadlineOn
      steps { step finishedOn current }
      advice { vi en }
      reasons { vi en }
    }
    ... on StatusNotFound { text { vi en } }
    ... on DomainRefusal { code text { vi en } }
  }
}`

/** Longer than a slow rural connection needs, shorter than a person waits. */
const patienceMilliseconds = 20_000

export interface Question {
  readonly code: ApplicationCode
  readonly birthDate: PartialDate
}

/** Why there is no answer: no connection, asked too often, or a server that is not well. */
export type Trouble = 'unreachable' | 'tooMany' | 'outOfOrder'

export type LookUpOutcome = StatusAnswer | { readonly kind: 'trouble'; readonly trouble: Trouble }

const trouble = (kind: Trouble): LookUpOutcome => ({ kind: 'trouble', trouble: kind })

/** POST, so that neither code nor date of birth gets into an address, a history or a log of addresses. Never throws. */
export async function lookUp(question: Question): Promise<LookUpOutcome> {
  let response: Response
  let body: string
  try {
    response = await fetch('/graphql', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json, application/json',
      },
      body: JSON.stringify({ operationName: 'ApplicationStatus', query, variables: question }),
      cache: 'no-store',
      signal: AbortSignal.timeout(patienceMilliseconds),
    })
    body = await response.text()
  } catch {
    return trouble('unreachable')
  }
  if (response.status === 429) return trouble('tooMany')
  try {
    return readStatusAnswer(JSON.parse(body))
  } catch {
    return trouble('outOfOrder')
  }
}
