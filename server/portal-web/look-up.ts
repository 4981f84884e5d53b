import type { PartialDate } from '../../core/dates/calendar-date.ts'
import type { ApplicationCode } from '../../core/enrollment/application-code.ts'
import { readStatusAnswer, type StatusAnswer } from './application-status.ts'
import { askServer, type NoAnswer } from './ask-server.ts'

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

export interface Question {
  readonly code: ApplicationCode
  readonly birthDate: PartialDate
}

export type LookUpOutcome = StatusAnswer | NoAnswer

export const lookUp = (question: Question): Promise<LookUpOutcome> =>
  askServer({ operationName: 'ApplicationStatus', query, variables: question }, readStatusAnswer)
