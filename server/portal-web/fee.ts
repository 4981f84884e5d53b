import { provedText } from '../../core/access/proof-of-work.ts'
import type { Bilingual } from '../../core/errors.ts'
import { readFields, readList, readMaybe, readString, readText, UnreadableAnswer } from './answer-parts.ts'
import { askServer, type NoAnswer } from './ask-server.ts'
import type { Question } from './look-up.ts'
import { solve } from './solve.ts'

const query = `query ApplicantFees($code: String!, $birthDate: String!, $proof: String) {
  applicantFees(code: $code, birthDate: $birthDate, proof: $proof) {
    __typename
    ... on ApplicantFees {
      fees {
        state
        amount
        rule { vi en }
        demandedBefore
        transfer { reference qr holder account }
        receipt
      }
    }
    ... on ProofNeeded { challenge bits }
    ... on StatusNotFound { text { vi en } }
    ... on DomainRefusal { code text { vi en } }
  }
}`

const states = ['DUE', 'PAID', 'EXEMPT', 'REFUNDED'] as const
const deadlines = ['APPROVAL', 'HAND_OVER', 'DELIVERY'] as const

export interface Fee {
  readonly state: (typeof states)[number]
  readonly amount: number
  readonly rule: Bilingual | null
  readonly demandedBefore: (typeof deadlines)[number]
  readonly transfer: {
    readonly reference: string
    readonly qr: string
    readonly holder: string
    readonly account: string
  } | null
  readonly receipt: string | null
}

type FeeAnswer =
  | { readonly kind: 'found'; readonly fees: readonly Fee[] }
  | { readonly kind: 'notFound'; readonly text: Bilingual }
  | { readonly kind: 'refused'; readonly text: Bilingual }
  | { readonly kind: 'proofNeeded'; readonly challenge: string; readonly bits: number }
export type FeeOutcome = Exclude<FeeAnswer, { readonly kind: 'proofNeeded' }> | NoAnswer

function readOne<Word extends string>(value: unknown, words: readonly Word[]): Word {
  const word = words.find((known) => known === value)
  if (word === undefined) throw new UnreadableAnswer('unknown word')
  return word
}

function readNumber(value: unknown): number {
  if (typeof value !== 'number') throw new UnreadableAnswer('not a number')
  return value
}

function readFee(value: unknown): Fee {
  const { state, amount, rule, demandedBefore, transfer, receipt } = readFields(value)
  return {
    state: readOne(state, states),
    amount: readNumber(amount),
    rule: readMaybe(rule, readText),
    demandedBefore: readOne(demandedBefore, deadlines),
    transfer: readMaybe(transfer, (told) => {
      const { reference, qr, holder, account } = readFields(told)
      const [a, b, c, d] = [reference, qr, holder, account].map(readString)
      return { reference: a ?? '', qr: b ?? '', holder: c ?? '', account: d ?? '' }
    }),
    receipt: readMaybe(receipt, readString),
  }
}

function readAnswer(body: unknown): FeeAnswer {
  const answer = readFields(readFields(readFields(body)['data'])['applicantFees'])
  switch (answer['__typename']) {
    case 'ApplicantFees':
      return { kind: 'found', fees: readList(answer['fees'], readFee) }
    case 'ProofNeeded':
      return {
        kind: 'proofNeeded',
        challenge: readString(answer['challenge']),
        bits: readNumber(answer['bits']),
      }
    case 'StatusNotFound':
      return { kind: 'notFound', text: readText(answer['text']) }
    case 'DomainRefusal':
      return { kind: 'refused', text: readText(answer['text']) }
    default:
      throw new UnreadableAnswer('unknown type')
  }
}

const ask = (variables: Question & { readonly proof?: string }) =>
  askServer({ operationName: 'ApplicantFees', query, variables }, readAnswer)

/** Asks; where the server first wants a small work, does it and asks once more. Never throws. */
export async function askFees(question: Question): Promise<FeeOutcome> {
  const answer = await ask(question)
  if (answer.kind !== 'proofNeeded') return answer
  const { challenge, bits } = answer
  const again = await ask({ ...question, proof: provedText(challenge, await solve(challenge, bits)) })
  return again.kind === 'proofNeeded' ? { kind: 'trouble', trouble: 'tooMany' } : again
}
