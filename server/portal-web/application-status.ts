import type { CalendarDate } from '../../core/dates/calendar-date.ts'
import type { CitizenState, CitizenStep } from '../../core/enrollment/citizen-steps.ts'
import type { Bilingual } from '../../core/errors.ts'
import {
  type Fields,
  readDate,
  readFields,
  readList,
  readMaybe,
  readString,
  readText,
  UnreadableAnswer,
} from './answer-parts.ts'

export interface StatusStep {
  readonly step: CitizenStep
  readonly finishedOn: CalendarDate | null
  readonly current: boolean
}

export interface ApplicationStatus {
  readonly code: string
  readonly state: CitizenState
  /** The day on the collection slip. */
  readonly promisedOn: CalendarDate | null
  /** The last day the law allows. */
  readonly deadlineOn: CalendarDate | null
  readonly steps: readonly StatusStep[]
  readonly advice: Bilingual
  readonly reasons: readonly Bilingual[]
  /** Why it comes later than the law has it, or why no day can be told, and what to do. */
  readonly late: Bilingual | null
}

/** What the server says of one code and one date of birth. */
export type StatusAnswer =
  | { readonly kind: 'found'; readonly status: ApplicationStatus }
  | { readonly kind: 'notFound'; readonly text: Bilingual }
  | { readonly kind: 'refused'; readonly text: Bilingual }
  /** A small work comes first (core/access/proof-of-work.ts). */
  | { readonly kind: 'proofNeeded'; readonly challenge: string; readonly bits: number }

// Records rather than lists: a word that the law's table gains does not compile until the page knows it.
const knownSteps: Readonly<Record<CitizenStep, true>> = {
  RECEIVED: true,
  UNDER_REVIEW: true,
  IN_PRODUCTION: true,
  IN_TRANSIT: true,
  READY: true,
  ISSUED: true,
}
const knownStates: Readonly<Record<CitizenState, true>> = {
  ...knownSteps,
  RETURNED: true,
  REMAKING: true,
  REFUSED: true,
  WITHDRAWN: true,
  LAPSED: true,
  CLOSED: true,
  COMPLETED: true,
}

function readKnown<T extends string>(known: Readonly<Record<T, true>>, value: unknown): T {
  if (typeof value !== 'string' || !Object.hasOwn(known, value)) throw new UnreadableAnswer('unknown word')
  return value as T
}

function readStep(value: unknown): StatusStep {
  const { step, finishedOn, current } = readFields(value)
  return {
    step: readKnown(knownSteps, step),
    finishedOn: readMaybe(finishedOn, readDate),
    current: current === true,
  }
}

export function readStatus(fields: Fields): ApplicationStatus {
  const { code, state, promisedOn, deadlineOn, steps, advice, reasons, late } = fields
  return {
    code: readString(code),
    state: readKnown(knownStates, state),
    promisedOn: readMaybe(promisedOn, readDate),
    deadlineOn: readMaybe(deadlineOn, readDate),
    steps: readList(steps, readStep),
    advice: readText(advice),
    reasons: readList(reasons, readText),
    late: readMaybe(late, readText),
  }
}

/** Reads the body of a GraphQL response. Throws {@link UnreadableAnswer}, or `IllegalDate` for a date that is none. */
export function readStatusAnswer(body: unknown): StatusAnswer {
  const fields = readFields(readFields(readFields(body).data).applicationStatus)
  switch (fields.__typename) {
    case 'ApplicationStatus':
      return { kind: 'found', status: readStatus(fields) }
    case 'StatusNotFound':
      return { kind: 'notFound', text: readText(fields.text) }
    case 'ProofNeeded':
      return { kind: 'proofNeeded', challenge: readString(fields.challenge), bits: Number(fields.bits) }
    case 'DomainRefusal':
      return { kind: 'refused', text: readText(fields.text) }
    default:
      throw new UnreadableAnswer('unknown type')
  }
}
