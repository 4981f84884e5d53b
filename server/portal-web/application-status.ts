import { parseCalendarDate, type CalendarDate } from '../../core/dates/calendar-date.ts'
import type { CitizenState, CitizenStep } from '../../core/enrollment/citizen-steps.ts'
import type { Bilingual } from '../../core/errors.ts'

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
}

/** What the server says of one code and one date of birth. */
export type StatusAnswer =
  | { readonly kind: 'found'; readonly status: ApplicationStatus }
  | { readonly kind: 'notFound'; readonly text: Bilingual }
  | { readonly kind: 'refused'; readonly text: Bilingual }

/** The answer is not one that this page knows: a fault of the server or of a proxy between. */
export class UnreadableAnswer extends Error {}

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

type Fields = Readonly<Record<string, unknown>>

function readFields(value: unknown): Fields {
  if (typeof value !== 'object' || value === null) throw new UnreadableAnswer('not an object')
  return value as Fields
}

function readText(value: unknown): Bilingual {
  const { vi, en } = readFields(value)
  if (typeof vi !== 'string' || typeof en !== 'string') throw new UnreadableAnswer('not a text')
  return { vi, en }
}

function readDate(value: unknown): CalendarDate | null {
  if (value === null || value === undefined) return null
  if (typeof value !== 'string') throw new UnreadableAnswer('not a day')
  return parseCalendarDate(value)
}

function readKnown<T extends string>(known: Readonly<Record<T, true>>, value: unknown): T {
  if (typeof value !== 'string' || !Object.hasOwn(known, value)) throw new UnreadableAnswer('unknown word')
  return value as T
}

function readList<T>(value: unknown, read: (item: unknown) => T): readonly T[] {
  if (!Array.isArray(value)) throw new UnreadableAnswer('not a list')
  return value.map(read)
}

function readStep(value: unknown): StatusStep {
  const { step, finishedOn, current } = readFields(value)
  return { step: readKnown(knownSteps, step), finishedOn: readDate(finishedOn), current: current === true }
}

function readStatus(fields: Fields): ApplicationStatus {
  const { code, state, promisedOn, deadlineOn, steps, advice, reasons } = fields
  if (typeof code !== 'string') throw new UnreadableAnswer('no code')
  return {
    code,
    state: readKnown(knownStates, state),
    promisedOn: readDate(promisedOn),
    deadlineOn: readDate(deadlineOn),
    steps: readList(steps, readStep),
    advice: readText(advice),
    reasons: readList(reasons, readText),
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
    case 'DomainRefusal':
      return { kind: 'refused', text: readText(fields.text) }
    default:
      throw new UnreadableAnswer('unknown type')
  }
}
