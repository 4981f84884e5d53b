import { parseCitizenNumber } from '../../core/citizen/citizen-number.ts'
import type { CalendarDate } from '../../core/dates/calendar-date.ts'
import type { Bilingual } from '../../core/errors.ts'
import {
  readDate,
  readFields,
  readList,
  readMaybe,
  readString,
  readText,
  UnreadableAnswer,
} from './answer-parts.ts'
import { askServer, type NoAnswer } from './ask-server.ts'
import { attempt, type Entry, type EntryFaults, readEntry } from './entry.ts'
import type { Question } from './look-up.ts'

const query = `query Disclosures($code: String!, $birthDate: String!, $number: String!, $after: String) {
  disclosures(code: $code, birthDate: $birthDate, number: $number, after: $after) {
    __typename
    ... on OwnDisclosurePage {
      disclosures { agency purpose { vi en } on fields { vi en } }
      next
    }
    ... on DomainRefusal { code text { vi en } }
  }
}`

/** One use of the person's data by an agency. */
export interface Disclosure {
  readonly agency: string
  readonly purpose: Bilingual
  readonly on: CalendarDate
  /** Empty where the agency was told nothing. */
  readonly fields: readonly Bilingual[]
}

export interface DisclosurePage {
  readonly kind: 'page'
  readonly disclosures: readonly Disclosure[]
  readonly next: string | null
}

export type DisclosureOutcome =
  | DisclosurePage
  | { readonly kind: 'refused'; readonly text: Bilingual }
  | NoAnswer

export interface DisclosureEntry extends Entry {
  readonly number: string
}

export interface DisclosureFaults extends EntryFaults {
  readonly number?: Bilingual
}

export interface DisclosureQuestion extends Question {
  readonly number: string
}

/** People copy the number with blanks, points or hyphens between its groups. */
const tidyNumber = (text: string) => text.normalize('NFKC').replaceAll(/[\s.‐-―-]/g, '')

/** Reads the three fields at once, so that the person hears of all faults in one go. */
export function readDisclosureEntry(
  entry: DisclosureEntry,
): { readonly question: DisclosureQuestion } | { readonly faults: DisclosureFaults } {
  const known = readEntry(entry)
  const number = attempt(() => parseCitizenNumber(tidyNumber(entry.number)))
  if ('question' in known && 'value' in number)
    return { question: { ...known.question, number: number.value } }
  return {
    faults: { ...('faults' in known && known.faults), ...('fault' in number && { number: number.fault }) },
  }
}

export function readDisclosure(value: unknown): Disclosure {
  const { agency, purpose, on, fields } = readFields(value)
  return {
    agency: readString(agency),
    purpose: readText(purpose),
    on: readDate(on),
    fields: readList(fields, readText),
  }
}

function readAnswer(body: unknown): Exclude<DisclosureOutcome, NoAnswer> {
  const { __typename, disclosures, next, text } = readFields(
    readFields(readFields(body)['data'])['disclosures'],
  )
  switch (__typename) {
    case 'OwnDisclosurePage':
      return {
        kind: 'page',
        disclosures: readList(disclosures, readDisclosure),
        next: readMaybe(next, readString),
      }
    case 'DomainRefusal':
      return { kind: 'refused', text: readText(text) }
    default:
      throw new UnreadableAnswer('unknown type')
  }
}

/** A page of who asked; `after` is `next` of the page before. Never throws. */
export const askDisclosures = (
  question: DisclosureQuestion,
  after: string | null,
): Promise<DisclosureOutcome> =>
  askServer({ operationName: 'Disclosures', query, variables: { ...question, after } }, readAnswer)
