import type { Bilingual } from '../../core/errors.ts'
import { readFields, readString, readText, UnreadableAnswer } from './answer-parts.ts'
import { askServer, type NoAnswer } from './ask-server.ts'
import type { DisclosureQuestion } from './disclosures.ts'

const query = `mutation ReportLostCard($code: String!, $birthDate: String!, $number: String!, $ground: CardLoss!) {
  reportLostCard(code: $code, birthDate: $birthDate, number: $number, ground: $ground) {
    __typename
    ... on LostCard { changed at }
    ... on DomainRefusal { code text { vi en } }
  }
}`

export type LossGround = 'LOST' | 'STOLEN'

export type LossOutcome =
  | { readonly kind: 'locked'; readonly changed: boolean; readonly at: string }
  | { readonly kind: 'refused'; readonly text: Bilingual }
  | NoAnswer

function readAnswer(body: unknown): Exclude<LossOutcome, NoAnswer> {
  const answer = readFields(readFields(readFields(body)['data'])['reportLostCard'])
  switch (answer['__typename']) {
    case 'LostCard':
      return { kind: 'locked', changed: answer['changed'] === true, at: readString(answer['at']) }
    case 'DomainRefusal':
      return { kind: 'refused', text: readText(answer['text']) }
    default:
      throw new UnreadableAnswer('unknown type')
  }
}

/** Locks the card. Never throws; without an answer it may be locked all the same, and asking again does no harm. */
export const reportLoss = (question: DisclosureQuestion, ground: LossGround): Promise<LossOutcome> =>
  askServer({ operationName: 'ReportLostCard', query, variables: { ...question, ground } }, readAnswer)
