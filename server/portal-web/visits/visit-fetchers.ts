import type { CalendarDate } from '../../../core/dates/calendar-date.ts'
import { isVisitPurpose, type VisitPurpose } from '../../../core/enrollment/visits.ts'
import type { Bilingual } from '../../../core/errors.ts'
import {
  type Fields,
  readFields,
  readList,
  readMaybe,
  readString,
  readText,
  UnreadableAnswer,
} from '../answer-parts.ts'
import { askServer, type NoAnswer } from '../ask-server.ts'
import type { Question } from '../look-up.ts'

export interface Visit {
  readonly id: string
  readonly at: string
  /** BOOKED, or DISPLACED: the centre closed, and a new time is to be chosen. */
  readonly state: string
  readonly purpose: VisitPurpose
  readonly centreCode: string
  readonly centreName: string
  readonly centrePhone: string | null
  readonly bring: readonly Bilingual[]
}

export interface Offer {
  readonly purpose: VisitPurpose
  readonly centreCode: string | null
  readonly centreName: string | null
}

export interface Visits {
  readonly kind: 'visits'
  readonly visits: readonly Visit[]
  readonly offers: readonly Offer[]
}

export interface Slots {
  readonly kind: 'slots'
  readonly slots: readonly { readonly at: string; readonly free: number }[]
}

interface Refused {
  readonly kind: 'refused'
  readonly text: Bilingual
}
export type VisitFailure = Refused | NoAnswer
type Answered<T> = Promise<T | VisitFailure>

interface Time {
  readonly centre: string
  readonly at: string
}

/** Where the view gets its answers from: by the key of a file, or for somebody who signed in. None of them throws. */
export interface VisitFetchers {
  readonly visits: () => Answered<Visits>
  readonly slots: (asked: {
    readonly centre: string
    readonly from: CalendarDate
    readonly days: number
  }) => Answered<Slots>
  readonly book: (visit: Time & { readonly purpose: VisitPurpose }) => Answered<Visits>
  readonly move: (visit: Time & { readonly id: string }) => Answered<Visits>
  readonly cancel: (visit: { readonly id: string }) => Answered<Visits>
}

const whole = `__typename
    ... on OwnVisits {
      visits { id at state purpose centreCode centreName centrePhone bring { vi en } }
      offers { purpose centreCode centreName }
    }
    ... on DomainRefusal { code text { vi en } }`

const questions = {
  ownVisits: `query OwnVisits($key: FileKey) { ownVisits(key: $key) { ${whole} } }`,
  visitSlots: `query VisitSlots($centre: String!, $from: String!, $days: Int!) {
    visitSlots(centre: $centre, from: $from, days: $days) {
      __typename
      ... on VisitSlots { slots { at free } }
      ... on DomainRefusal { code text { vi en } }
    }
  }`,
  bookOwnVisit: `mutation BookOwnVisit($key: FileKey, $purpose: AppointmentPurpose!, $centre: String!, $at: String!) {
    bookOwnVisit(key: $key, purpose: $purpose, centre: $centre, at: $at) { ${whole} }
  }`,
  rebookOwnVisit: `mutation RebookOwnVisit($key: FileKey, $id: String!, $centre: String!, $at: String!) {
    rebookOwnVisit(key: $key, id: $id, centre: $centre, at: $at) { ${whole} }
  }`,
  cancelOwnVisit: `mutation CancelOwnVisit($key: FileKey, $id: String!) {
    cancelOwnVisit(key: $key, id: $id) { ${whole} }
  }`,
} as const
type Field = keyof typeof questions

function readPurpose(value: unknown): VisitPurpose {
  const purpose = readString(value)
  if (!isVisitPurpose(purpose)) throw new UnreadableAnswer('unknown purpose')
  return purpose
}

function readVisit(value: unknown): Visit {
  const visit = readFields(value)
  return {
    id: readString(visit['id']),
    at: readString(visit['at']),
    state: readString(visit['state']),
    purpose: readPurpose(visit['purpose']),
    centreCode: readString(visit['centreCode']),
    centreName: readString(visit['centreName']),
    centrePhone: readMaybe(visit['centrePhone'], readString),
    bring: readList(visit['bring'], readText),
  }
}

function readOffer(value: unknown): Offer {
  const { purpose, centreCode, centreName } = readFields(value)
  return {
    purpose: readPurpose(purpose),
    centreCode: readMaybe(centreCode, readString),
    centreName: readMaybe(centreName, readString),
  }
}

const readVisits = ({ visits, offers }: Fields): Visits => ({
  kind: 'visits',
  visits: readList(visits, readVisit),
  offers: readList(offers, readOffer),
})

const readSlots = ({ slots }: Fields): Slots => ({
  kind: 'slots',
  slots: readList(slots, (value) => {
    const { at, free } = readFields(value)
    return { at: readString(at), free: Number(free) }
  }),
})

function ask<T>(field: Field, variables: object, read: (answer: Fields) => T): Answered<T> {
  const operationName = `${field.charAt(0).toUpperCase()}${field.slice(1)}`
  return askServer<T | VisitFailure>({ operationName, query: questions[field], variables }, (body) => {
    const answer = readFields(readFields(readFields(body)['data'])[field])
    if (answer['__typename'] === 'DomainRefusal') return { kind: 'refused', text: readText(answer['text']) }
    return read(answer)
  })
}

/** For somebody who knows the code and the birth date of a file. */
export function fetchersByKey(key: Question): VisitFetchers {
  return {
    visits: () => ask('ownVisits', { key }, readVisits),
    slots: (asked) => ask('visitSlots', asked, readSlots),
    book: (visit) => ask('bookOwnVisit', { key, ...visit }, readVisits),
    move: (visit) => ask('rebookOwnVisit', { key, ...visit }, readVisits),
    cancel: (visit) => ask('cancelOwnVisit', { key, ...visit }, readVisits),
  }
}
